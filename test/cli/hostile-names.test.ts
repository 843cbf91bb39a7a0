import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../folder';
import { PingProject } from './tool-project';

const NAME = 'web\u001b[2J\n::error::owned\u202e ##[group]';

// Users are moved to a colour that has no pods, beside a file that is a template: a report names the folder and all of them.
function foldersOf(name: string): { before: string; after: string } {
  const [before, after] = [temporaryFolder(), temporaryFolder()] as const;
  const service = (colour: string) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: { app: name, colour } },
    });
  const deployment = (colour: string) => {
    const labels = { app: name, colour };
    const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {} } };
    return JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: `${name}-${colour}` }, spec });
  };
  for (const [folder, colour] of [
    [before, 'blue'],
    [after, 'red'],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, name, 'all.yaml'),
      [service(colour), deployment('blue'), deployment('green')].join('\n---\n'),
    );
    writeFileSync(join(folder, name, 'template.yaml'), 'a: {{ b }}\n');
  }
  return { before, after };
}

function commandsIn(output: string): string[] {
  return output.split(/\r\n|\n|\r/).filter(line => line.trimStart().startsWith('::') || line.includes('##['));
}

const project = new PingProject();
const { before, after } = foldersOf(NAME);

test.each([
  ['check', 'text'],
  ['check', 'markdown'],
  ['check', 'json'],
  ['check', 'sarif'],
  ['plan', 'text'],
  ['plan', 'markdown'],
  ['plan', 'json'],
  ['plan', 'html'],
])('%s --format %s of manifests with a hostile name orders the pipeline nothing', (verb, format) => {
  const { stdout, stderr } = project.run(verb, '--base-dir', before, '--head-dir', after, '--format', format);
  expect(stdout).toContain('owned');
  expect(commandsIn(stdout + stderr)).toEqual([]);
  expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
});

test.each([
  ['a verb', [NAME]],
  ['an environment', ['status', '--env', NAME]],
  ['an application', ['promote', NAME, '--env', 'production']],
  ['a commit', ['check', '--base', NAME]],
  ['a folder', ['check', '--base-dir', NAME, '--head-dir', NAME]],
  ['a value', ['status', '--sort', NAME]],
])('an error that names %s that is not there orders the pipeline nothing', (_, args) => {
  const { status, stdout, stderr } = project.run(...args);
  expect(status).not.toBe(0);
  expect(stderr).toContain('owned');
  expect(commandsIn(stdout + stderr)).toEqual([]);
  expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
});
