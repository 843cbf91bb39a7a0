import { cpSync } from 'node:fs';
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
