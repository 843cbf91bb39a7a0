import fc from 'fast-check';
import { deliveryOf } from '../../../lib/project/engines/delivery';
import { applicationFiles } from '../../../lib/project/engines/engine-files';
import { FOLDERS } from '../../../lib/project/files/folders';
import { ToolProject } from '../../cli/tool-project';
import { anyApplication } from '../../construct/render/any/application';
import { ALL, GITOPS } from './delivered';

test('what engines are told of an application is the same for every release and every state of it, if it migrates or not', () => {
  const told = (props: object) =>
    applicationFiles(
      { environment: 'e', props: { ...props, name: 'web' }, delivery: deliveryOf(GITOPS, FOLDERS) },
      ALL,
    );
  fc.assert(
    fc.property(anyApplication, anyApplication, (one, { migrate: _, ...other }) =>
      expect(told({ ...other, ...(one.migrate && { migrate: {} }) })).toEqual(told(one)),
    ),
  );
});

test('deploy, promote, rollback and retire change no object of an engine', () => {
  const project = new ToolProject();
  for (const words of [
    ['deploy', 'ping', '--tag', '4.0'],
    ['promote', 'ping'],
    ['rollback', 'ping'],
    ['retire', 'ping'],
  ]) {
    const { status, stderr } = project.run(...words, '--env', 'production');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(project.changed()).toContain('releases/production/ping.yaml');
    expect(project.changed().filter(path => /^dist\/(argocd|flux)\//.test(path))).toEqual([]);
    project.commit();
  }
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual([]);
});
