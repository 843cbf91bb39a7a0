import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Tree, temporaryFolder, writeTree } from '../folder';

const JEST = require.resolve('jest/bin/jest');
const PASSES = { 'passes.test.js': "test('one', () => {}); test('two', () => {});" };

/** Runs tests with our reporter, as CI does: output and errors in one stream. */
function jestOn(tests: Tree) {
  const folder = temporaryFolder();
  writeTree(folder, {
    'package.json': '{}',
    'jest.config.json': JSON.stringify({ reporters: ['default', join(__dirname, '..', 'closing-line.js')] }),
    ...tests,
  });
  const { status, stdout } = spawnSync(`"${process.execPath}" "${JEST}" --ci 2>&1`, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
  });
  return { status, lastLine: stdout.slice(stdout.trimEnd().lastIndexOf('\n') + 1) };
}

const snapshot = (...names: readonly string[]) =>
  [
    '// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing',
    ...names.map(name => `exports[\`${name}\`] = \`1\`;`),
    '',
  ].join('\n\n');

test.each<[string, Tree, number, string]>([
  ['all pass', PASSES, 0, '2 passed, 0 failed\n'],
  [
    'a test fails',
    { ...PASSES, 'fails.test.js': "test('three', () => { throw new Error(); });" },
    1,
    '2 passed, 1 failed\n',
  ],
  ['a file does not load', { ...PASSES, 'broken.test.js': "require('./not-there');" }, 1, '2 passed, 1 failed\n'],
  [
    'a snapshot is obsolete',
    {
      'shows.test.js': "test('one', () => expect(1).toMatchSnapshot());",
      '__snapshots__/shows.test.js.snap': snapshot('one 1', 'gone 1'),
    },
    1,
    '1 passed, 1 failed\n',
  ],
  [
    'a file of snapshots is obsolete',
    { ...PASSES, '__snapshots__/gone.test.js.snap': snapshot('gone 1') },
    1,
    '2 passed, 1 failed\n',
  ],
  [
    'a snapshot is missing',
    { ...PASSES, 'new.test.js': "test('three', () => expect(1).toMatchSnapshot());" },
    1,
    '2 passed, 1 failed\n',
  ],
])('a run ends with its count, and fails unless all is well: %s', (_, tests, status, lastLine) => {
  expect(jestOn(tests)).toEqual({ status, lastLine });
});
