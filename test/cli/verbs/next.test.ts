import { execFileSync } from 'node:child_process';
import { commitCommand } from '../../../lib/cli/verbs/next';
import { LAYOUT } from '../../../lib/project/output/layout';

test('the message of a commit to copy reaches git as it is, whatever a shell reads into its characters', () => {
  const message = 'deploy(ping): it\'s "$HOME" `date` \\\n\nping: one\nshop: two';
  const [, words] = commitCommand(LAYOUT, ['a.yaml'], message).split(/ && git commit/);
  const said = execFileSync('sh', ['-c', `printf '%s\\n' ${words}`], { encoding: 'utf8' });
  expect(said.replaceAll(/^-m\n/gm, '\n').trim()).toBe(message);
});
