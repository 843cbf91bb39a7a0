import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { treeIn } from '../folder';
import { PingProject, type ToolProject } from './tool-project';

const NAMED = 'folders: { apps: blue-green/apps, releases: blue-green/state';
const RELEASE = 'blue-green/state/production/ping.yaml';

jest.setTimeout(60_000);

/** This repository's project, once its folders have other names; others have the old ones. */
function renamed(project: ToolProject = new PingProject(), dist = ''): ToolProject {
  project.write('bluegreen.yaml', `${project.read('bluegreen.yaml')}${NAMED}${dist} }\n`);
  project.type(
    'mkdir blue-green && git mv apps blue-green/apps && git mv releases blue-green/state && mkdir apps releases',
  );
  project.write('apps/README.md', 'This belongs to others.\n');
  project.write('releases/1.0.txt', 'This too.\n');
  return project;
}

const ran = (project: ToolProject, ...words: string[]) => {
  const run = project.run(...words);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  return run.stdout;
};

// How long something has been live grows.
const events = (project: ToolProject): readonly unknown[] =>
  JSON.parse(ran(project, 'history', 'ping', '--env', 'production', '--output', 'json')).applications[0].events.map(
    ({ live: _, ...event }: { live: unknown }) => event,
  );

test('a project whose folders get other names keeps every byte of its output, its history and the way back', () => {
  const project = new PingProject();
  ran(project, 'promote', 'ping', '--env', 'production', '--commit');
  const before = treeIn(join(project.root, 'dist'));
  const historyBefore = events(project);
  renamed(project);

  ran(project, 'synth');
  expect(treeIn(join(project.root, 'dist'))).toEqual(before);
  expect(ran(project, 'check')).toContain('Nothing found');
  const told = JSON.parse(ran(project, 'plan', '--output', 'json'));
  expect(told.stories.map(({ place }: { place: string }) => place)).toEqual(['bluegreen.yaml']);
  // Until it is committed, nobody knows what was there before.
  const early = project.run('rollback', 'ping', '--env', 'production');
  expect([early.status, early.stdout + early.stderr]).toEqual([1, expect.stringContaining(RELEASE)]);

  project.commit();
  expect(ran(project, 'check', '--base', 'HEAD~1', '--head', 'HEAD')).toContain('Nothing found');
  expect(ran(project, 'status', 'ping')).toContain('production');
  expect(historyBefore.at(-1)).toMatchObject({ kind: 'promoted' });
  expect(events(project)).toEqual(historyBefore);
  expect(ran(project, 'rollback', 'ping', '--env', 'production', '--commit')).toContain('users move back');
  expect(project.git('show', '--format=', '--name-only', 'HEAD').split('\n')).toContain(RELEASE);
  expect(ran(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
});

test('in folders with other names every verb reads and writes there, and what others have under the usual ones stays', () => {
  const project = renamed(new PingProject(), ', dist: blue-green/out');
  project.git('rm', '-r', '--quiet', 'dist');
  mkdirSync(join(project.root, 'dist'));
  project.write('dist/index.js', 'This is of others as well.\n');
  ran(project, 'synth');
  project.commit();
  const others = ['apps/README.md', 'releases/1.0.txt', 'dist/index.js'].map(file => [file, project.read(file)]);

  ran(
    project,
    'new',
    'web',
    '--env',
    'production',
    '--image',
    'registry.example.com/web:1.0',
    '--port',
    '80',
    '--readiness',
    '/',
  );
  expect(project.changed().filter(file => !file.startsWith('blue-green/out/'))).toEqual([
    'blue-green/apps/web.yaml',
    'blue-green/state/production/web.yaml',
  ]);
  project.commit();
  expect(ran(project, 'deploy', 'web', '--env', 'production', '--tag', '1.1', '--commit')).toContain(
    'wrote blue-green/out/apps/production/web/green/Deployment.web-green.k8s.yaml',
  );
  expect(ran(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
  const refused = project.run('contract', 'web', '--env', 'production');
  expect(refused.stdout + refused.stderr).toContain('blue-green/apps/web.yaml');
  expect(ran(project, 'promote', 'web', '--env', 'production')).toContain(
    'git add blue-green/state/production/web.yaml blue-green/out/apps/production/web && git commit',
  );
  const twice = project.run('promote', 'web', '--env', 'production');
  expect(twice.stdout + twice.stderr).toContain('git clean -fd blue-green/out');
  expect(ran(project, 'check')).toContain('Nothing found');
  project.commit();
  ran(project, 'synth', '--only', 'web');
  expect(project.changed()).toEqual([]);

  project.write('blue-green/apps/web.yaml', `${project.read('blue-green/apps/web.yaml')}replicas: 3\n`);
  expect(
    JSON.parse(ran(project, 'plan', '--output', 'json')).stories.map(({ place }: { place: string }) => place),
  ).toEqual(['blue-green/apps/web.yaml']);
  project.git('restore', '.');

  const plain = project.run('eject', '--app', 'web', '--env', 'production', '--to', 'blue-green/state/plain');
  expect([plain.status, plain.stderr]).toEqual([2, expect.stringContaining('blue-green/state/ is for other files')]);
  ran(project, 'eject', '--app', 'web', '--env', 'production', '--to', 'k8s', '--commit');
  expect(project.read('takeover/production/web.md')).toContain('`blue-green/state/production/web.yaml`');
  expect(ran(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
  expect(others.map(([file]) => [file, project.read(file!)])).toEqual(others);
});

test('dist/ gets another name: no object changes, check says whom to tell and what is left, and all goes on under the new one', () => {
  const project = new PingProject();
  const before = Object.entries(treeIn(join(project.root, 'dist')));
  project.write('bluegreen.yaml', `${project.read('bluegreen.yaml')}folders: { dist: k8s/out }\n`);
  ran(project, 'synth');
  const told = (text: string) => text.replaceAll(/dist\/(apps|flux|argocd)/g, 'k8s/out/$1');
  expect(treeIn(join(project.root, 'k8s/out'))).toEqual(
    Object.fromEntries(before.map(([path, text]) => [path, path.startsWith('apps/') ? text : told(text)])),
  );

  const found = (...words: string[]) => {
    const { findings } = JSON.parse(project.run('check', ...words, '--format', 'json').stdout);
    return findings.map(({ rule, place, wayOut }: { [key: string]: string }) => [rule, place, wayOut]);
  };
  const untold = (environment: string) => [
    'BG024',
    environment,
    expect.stringContaining(
      `kubectl apply --filename k8s/out/argocd/${environment}, kubectl apply --recursive --filename k8s/out/flux/${environment}`,
    ),
  ];
  const untoldAll = [untold('production'), untold('staging')];
  expect(found()).toEqual([...untoldAll, ['BG012', '*', 'git rm -r dist, in this very commit']]);
  project.git('rm', '-r', '--quiet', 'dist');
  expect(found()).toEqual(untoldAll);
  const { stories } = JSON.parse(ran(project, 'plan', '--output', 'json'));
  const kinds = stories.flatMap(({ effects }: { effects: { kind: string }[] }) => effects.map(({ kind }) => kind));
  expect([...new Set(kinds)].sort()).toEqual(['engine', 'spec']);

  project.commit();
  expect(found('--base', 'HEAD~1', '--head', 'HEAD')).toEqual(untoldAll);
  expect(found('k8s/out', 'dist', '--base', 'HEAD~1')).toEqual(untoldAll);
  ran(project, 'promote', 'ping', '--env', 'production', '--commit');
  expect(ran(project, 'check', '--base', 'HEAD~1')).toContain('Nothing found');
  expect(ran(project, 'rollback', 'ping', '--env', 'production')).toContain('users move back');
  project.write('cdk8s.yaml', `app: node -e "require('cdk8s-blue-green/main')"\noutput: dist\n`);
  expect(project.run('synth')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/cdk8s\.yaml:2:1: error: output: expected "k8s\/out".*\n.*fix: output: k8s\/out/),
  });
  expect(found()).toContainEqual(['BG012', '*', 'output: k8s/out']);
});
