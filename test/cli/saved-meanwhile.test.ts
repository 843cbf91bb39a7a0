import { settingsOf } from '../../lib/cli/project';
import { prepareVerb } from '../../lib/cli/verbs/prepare';
import { Transaction } from '../../lib/project/write/transaction';
import { promote } from '../../lib/release/promote';
import { PingProject } from './tool-project';

test('what an editor saves while a verb runs is not overwritten, and nothing else is changed', async () => {
  const project = new PingProject();
  const { root } = project;
  const transaction = new Transaction(root);
  const { writes, found } = await prepareVerb({
    verb: 'promote',
    root,
    settings: settingsOf(root),
    environment: 'production',
    applications: ['ping'],
    decide: current => promote(current),
  });
  const saved = `${project.read('releases/production/ping.yaml')}# saved meanwhile\n`;
  project.write('releases/production/ping.yaml', saved);
  for (const [path, content] of writes) {
    if (content === undefined) transaction.remove(path);
    else transaction.write(path, content, found.get(path));
  }
  expect(() => transaction.commit()).toThrow('releases/production/ping.yaml');
  expect(project.read('releases/production/ping.yaml')).toBe(saved);
  expect(project.changed()).toEqual(['releases/production/ping.yaml']);
});
