import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../folder';
import { application, projectOf } from './synth/project';
import { ToolProject } from './tool-project';

/** How often each verb starts git in a project of so many applications, all of which it changes. */
function gitsOf(applications: number): Record<string, number> {
  const names = Array.from({ length: applications }, (_, index) => `app-${index}`);
  const project = new ToolProject(projectOf(...names.map(name => application(name))));
  project.run('synth');
  project.git('init', '--quiet');
  project.commit();

  const counting = temporaryFolder();
  const calls = join(counting, 'calls');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(counting, 'git'), `#!/bin/sh\necho >>'${calls}'\nexec '${real}' "$@"\n`);
  chmodSync(join(counting, 'git'), 0o755);
  const path = process.env['PATH'];
  const counted = (words: readonly string[]): [string, number] => {
    writeFileSync(calls, '');
    process.env['PATH'] = counting + delimiter + path;
    const { status, stderr } = project.run(...words);
    process.env['PATH'] = path;
    expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
    return [words.join(' '), readFileSync(calls, 'utf8').length];
  };
  const all = ['--all', '--env', 'production', '--commit'];
  return Object.fromEntries(
    [
      ['status'],
      ['deploy', ...all, '--tag', '3.0'],
      ['promote', ...all],
      ['check'],
      ['plan'],
      ['plan', '--format', 'html'],
      ['history'],
      ['rollback', ...all],
    ].map(counted),
  );
}

// A process for each application makes minutes of the seconds that a whole fleet takes. What was asked for a few is kept, which
// makes a process or two.
test('git is hardly started more often for a dozen applications than for two, by verbs that change all and by check and plan of that', () => {
  const [two, dozen] = [gitsOf(2), gitsOf(12)];
  for (const [words, gits] of Object.entries(two)) {
    expect([words, gits > 0, dozen[words]! - gits <= 2]).toEqual([words, true, true]);
  }
});
