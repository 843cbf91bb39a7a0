import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, PIPELINE, PipelineProject } from './pipeline-project';

const RELEASE = 'releases/production/ping.yaml';

function projectWithHook(): PipelineProject {
  const project = new PipelineProject();
  cpSync(join(PIPELINE, 'pre-commit'), join(project.root, '.git', 'hooks', 'pre-commit'));
  return project;
}

function commit(project: PipelineProject): Outcome {
  return project.script('git commit --quiet --message change');
}

test('a promotion with its dist/ is committed', () => {
  const project = projectWithHook();
  expect(project.run('promote', 'ping', '--env', 'production').status).toBe(0);
  project.git('add', '--all');
  expect(commit(project).status).toBe(0);
  expect(project.changed()).toEqual([]);
});

test('a stale dist/ is refused, and made anew to be added', () => {
  const project = projectWithHook();
  project.write(RELEASE, project.read(RELEASE).replace('active: blue', 'active: green'));
  project.git('add', '--all');
  const { status, output } = commit(project);
  expect(status).toBe(1);
  expect(output).toContain('dist/ was not up to date in this commit, and now is');

  project.git('add', '--all');
  expect(commit(project).status).toBe(0);
});

test('a change that can hurt users is refused, with the reason', () => {
  const project = projectWithHook();
  project.write(RELEASE, project.read(RELEASE).replace('pkw0301/app:1.0', 'pkw0301/app:1.1'));
  expect(project.run('synth').status).toBe(0);
  project.git('add', '--all');
  const { status, output } = commit(project);
  expect(status).toBe(1);
  expect(output).toContain('BG001: users are on blue');
});

test('where the project is in a folder of its repository, the hook looks there', () => {
  const project = new PipelineProject();
  project.git('mv', '-k', 'apps', 'releases', 'schemas', 'dist', 'bluegreen.yaml', folderIn(project, 'deploy'));
  project.write('deploy/bluegreen.yaml', project.read('deploy/bluegreen.yaml').replace('path: ./', 'path: deploy/'));
  expect(project.runIn(join(project.root, 'deploy'), 'synth').status).toBe(0);
  project.commit();
  const hook = readFileSync(join(PIPELINE, 'pre-commit'), 'utf8').replace('\ncd .\n', '\ncd deploy\n');
  writeFileSync(join(project.root, '.git', 'hooks', 'pre-commit'), hook, { mode: 0o755 });
  project.write('deploy/apps/ping.yaml', `${project.read('deploy/apps/ping.yaml')}labels: { team: ping }\n`);
  project.git('add', '--all');
  expect(commit(project)).toMatchObject({ status: 1, output: expect.stringContaining('dist/ was not up to date') });
  project.git('restore', '--source=HEAD', '--staged', '--worktree', 'deploy');
  expect(project.script('git commit --quiet --allow-empty --message change')).toMatchObject({
    status: 0,
    output: expect.stringContaining('Nothing found'),
  });
});

function folderIn(project: PipelineProject, name: string): string {
  mkdirSync(join(project.root, name));
  return name;
}
