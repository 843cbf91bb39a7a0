import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LANGUAGES } from '../../../scripts/bindings';
import { wrongRelease } from '../../../scripts/release-version';
import { ROOT } from '../../repository';
import type { Workflow } from '../pipeline/github-workflow';

const workflow: Workflow = parse(readFileSync(join(ROOT, '.github/workflows/release.yaml'), 'utf8'));
const CHANGELOG = '# Changelog\n\n## [1.2.0] - 2027-01-31\n\n- All new.\n\n## [1.1.0] - 2026-12-01\n';
const stepsOf = (job: string) => workflow.jobs[job]!.steps;

test('a tag is released if it is the version, and the changelog says what that brings', () => {
  expect(wrongRelease('v1.2.0', '1.2.0', CHANGELOG)).toEqual([]);
});

test.each([
  ['v1.3.0', '1.2.0', CHANGELOG, ['the tag is "v1.3.0", expected "v1.2.0", the version of package.json']],
  ['1.2.0', '1.2.0', CHANGELOG, ['the tag is "1.2.0", expected "v1.2.0", the version of package.json']],
  ['v2.0.0', '2.0.0', CHANGELOG, [expect.stringMatching('^CHANGELOG.md does not know this version, expected ')]],
  [
    'v1.2.0',
    '1.2.0',
    '## [1.2.0] - Unreleased\n',
    [
      expect.stringMatching(
        /^CHANGELOG.md has "## \[1\.2\.0\] - Unreleased", expected "## \[1\.2\.0\] - " and the day/,
      ),
    ],
  ],
])('the tag %s is not released as version %s', (tag, version, changelog, told) => {
  expect(wrongRelease(tag, version, changelog)).toEqual(told);
});

test('what is published is the file that was proved: packed once, after the checks and the tests', () => {
  const run = stepsOf('pack').map(step => step.run ?? step.uses!);
  const at = (start: string) => run.findIndex(one => one.startsWith(start));
  const order = [
    'npm ci',
    'npx --no tsx scripts/release-version.ts',
    'npm run check',
    'npm test',
    'npm run test:nightly',
    'mkdir -p package/js && npm pack',
  ];
  expect(order.map(at)).toEqual([...order.map(at)].sort((one, other) => one - other));
  expect(order.map(at)).not.toContain(-1);
  expect(run.at(-1)).toMatch(/^actions\/upload-artifact@/);
  expect(stepsOf('npm').flatMap(({ run }) => run ?? [])).toEqual([
    'npm publish --provenance --access public package/js/*.tgz',
  ]);
});

test('where something can be published, nothing is installed, built or tested', () => {
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs['pack']!.permissions).toEqual({ contents: 'read' });
  expect(workflow.jobs['npm']!.permissions).toEqual({ 'id-token': 'write' });
  expect(JSON.stringify(stepsOf('pack'))).not.toContain('secrets.');
  expect(JSON.stringify(['npm', 'languages'].map(stepsOf))).not.toMatch(/checkout@|npm (ci|install|run|test)/);
});

test('every action is pinned to a commit', () => {
  const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
});

test('every language that has bindings is published from the folder that they are made in', () => {
  const folders = [
    ...stepsOf('languages')
      .at(-1)!
      .run!.matchAll(/folder=(\w+)/g),
  ].map(([, folder]) => folder);
  expect(folders.sort()).toEqual([...LANGUAGES].sort());
});
