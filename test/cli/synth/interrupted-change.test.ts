import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Changes } from '../../../lib/project/write/changes';
import { lockProject } from '../../../lib/project/write/project-lock';
import { treeIn } from '../../folder';
import { application, projectOf, synth } from './project';

const RELEASE = 'releases/production/ping.yaml';
const SERVICE = 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml';

let project: string;

beforeEach(() => {
  project = projectOf(application('ping'));
  expect(synth(project)).toMatchObject({ status: 0, stderr: '' });
  promoteInterrupted();
});

test('a synth completes an interrupted promotion before it reads the release file', () => {
  const { status, stderr } = synth(project);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/^completed what was interrupted, .*: releases\/production\/ping\.yaml, dist.*\n$/),
  });
  expectPromoted();
});

test('a synth that writes elsewhere completes it as well', () => {
  expect(synth(project, [], { CDK8S_OUTDIR: join(project, '../elsewhere') }).status).toBe(0);
  expectPromoted();
});

test('a synth refuses to go on where an input was edited since, and leaves everything as it is', () => {
  writeFileSync(join(project, RELEASE), 'active: blue # mine\n');
  const before = treeIn(project);
  const { status, stderr } = synth(project);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error: can't complete what was interrupted, .*: edited since: releases\/production\/ping\.yaml\./,
  );
  expect(treeIn(project)).toEqual(before);
});

function promoteInterrupted(): void {
  const { folder, release } = lockProject(project);
  const changes = new Changes(project, folder);
  for (const path of [RELEASE, SERVICE]) changes.want(path, content(path).replace('blue\n', 'green\n'));
  changes.makeDue();
  release();
}

function expectPromoted(): void {
  expect(content(RELEASE)).toMatch(/^active: green$/m);
  expect(content(SERVICE)).toMatch(/colour: green$/m);
  expect(Object.keys(treeIn(project)).filter(path => path.startsWith('.'))).toEqual([]);
}

function content(path: string): string {
  return readFileSync(join(project, path), 'utf8');
}
