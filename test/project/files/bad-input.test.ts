import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diagnosticText } from '../../../lib/project/files/diagnostic';
import { problemsOfProject, readProject } from '../../../lib/project/files/project';
import { BAD_INPUT } from './bad-input';
import type { BadInput } from './bad-input/bad-input';
import { type Files, inProject } from './small-project';

const MAIN = resolve(__dirname, '..', '..', '..', 'build', 'main.js');
const ROWS = Object.values(BAD_INPUT).flat();

function said({ files = {}, args = [], json }: Omit<BadInput, 'name' | 'says'>): string[] {
  const problems = inProject(files, root => problemsOfProject(readProject(root, { args, json })));
  return problems.flatMap(problem => diagnosticText(problem).text.split('\n'));
}

test('nothing is said about the small project that every row differs from', () => {
  expect(said({})).toEqual([]);
});

test.each(['apps/ping.yaml', 'bluegreen.yaml', 'releases/production/ping.yaml'])(
  'Windows line ends in %s are fine',
  file => {
    const text = inProject({}, root => readFileSync(join(root, file), 'utf8'));
    expect(said({ files: { [file]: text.replaceAll('\n', '\r\n') } })).toEqual([]);
  },
);

describe.each(Object.entries(BAD_INPUT))('bad input: %s', (_, rows) => {
  test.each(rows)('$name', row => {
    expect(said(row)).toEqual(row.says);
  });
});

test('every kind of bad input has a name of its own', () => {
  expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
});

test('what is wrong is said in place and in words: no message names a type or a function of the program', () => {
  for (const line of ROWS.flatMap(({ says }) => says)) {
    expect(line).toMatch(
      /^ {4}fix: \S|^(?:[^\s:]+\/?(?::\d+:\d+)?|-c \S+|CDK8S_CONTEXT_JSON(?: ".*")?): (?:error|warning): \S/,
    );
    expect(line).not.toMatch(/undefined|NaN|\[object|Invalid input|ZodError|Error:/);
  }
});

test('a secret value is never repeated', () => {
  const secret = (text: Files[string]) => typeof text === 'string' && /hunter2|4711/.test(text);
  const rows = ROWS.filter(({ files = {} }) => Object.values(files).some(secret));
  expect(rows.length).toBeGreaterThan(8);
  for (const { says } of rows) {
    expect(says.join('\n')).not.toMatch(/hunter2|4711/);
  }
});

test('no file can change the objects of the program itself', () => {
  for (const row of ROWS.filter(({ name }) => /JavaScript|every object|the same in/.test(name))) said(row);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(({} as Record<string, unknown>)['active']).toBeUndefined();
});

// Names, bytes, inode and time of all that there is below a folder.
function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map(path => {
      const { ino, mtimeMs, size } = lstatSync(join(folder, path));
      return `${path} ${ino} ${mtimeMs} ${size}`;
    });
}

function run(root: string, args: readonly string[] = [], json?: string) {
  const { CDK8S_OUTDIR: _, CDK8S_CONTEXT_JSON: __, ...env } = process.env;
  return spawnSync(process.execPath, [MAIN, ...args.flatMap(arg => ['-c', arg])], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, ...(json !== undefined && { CDK8S_CONTEXT_JSON: json }) },
  });
}

const REFUSED = [
  'bluegreen.yaml is missing',
  'a file of 11 MB',
  'a file that is no UTF-8',
  'Windows line ends shift no line',
  'an alias in a release file',
  'aliases of aliases of aliases',
  'a tag that runs code elsewhere',
  'nothing but brackets',
  'the key that would change every object',
  'a number where a text is expected, as it was written',
  'two applications of one name',
  'an active colour that is retired',
  'nothing in a list of podTemplate',
  '-c without =',
  'CDK8S_CONTEXT_JSON that is no JSON',
  'five faults in three files come in the order of the files',
];

test.each(REFUSED)('the app ends with exit code 1 and leaves dist/ as it is: %s', name => {
  const { files = {}, args, json, says } = ROWS.find(row => row.name === name)!;
  inProject({ ...files, 'dist/apps/production/ping/base/Old.ping.k8s.yaml': 'kind: Old\n' }, root => {
    const before = everything(root);
    const { status, stdout, stderr } = run(root, args, json);
    const errors = says.filter(line => line.includes(': error: ')).length;
    expect(stderr).toBe(
      [...says, `${errors} ${errors === 1 ? 'error' : 'errors'}; nothing is written.`, ''].join('\n'),
    );
    expect(stdout).toBe('');
    expect(status).toBe(1);
    expect(everything(root)).toEqual(before);
  });
});

test('what only the whole object shows is refused too, without a stack trace', () => {
  const app = `${inProject({}, root => readFileSync(join(root, 'apps/ping.yaml'), 'utf8'))}podTemplate: { spec: { volumes: [{ emptyDir: {} }] } }\n`;
  inProject({ 'apps/ping.yaml': app }, root => {
    const before = everything(root);
    const { status, stderr } = run(root);
    expect(stderr).toBe(
      'ping/blue/Deployment.ping-blue.k8s.yaml: spec.template.spec.volumes[0].name: expected "name", which Volume requires; podTemplate brings it in\n',
    );
    expect(status).toBe(1);
    expect(everything(root)).toEqual(before);
  });
});

test('a warning is said, and the output is written all the same', () => {
  const { files, says } = ROWS.find(
    ({ name }) => name === 'a field in podTemplate that only a newer Kubernetes knows passes with a warning',
  )!;
  inProject(files!, root => {
    const { status, stderr } = run(root);
    expect(stderr).toBe(`${says.join('\n')}\n`);
    expect(status).toBe(0);
    expect(readFileSync(join(root, 'dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml'), 'utf8')).toContain(
      'hostnameOverride: ping',
    );
  });
});
