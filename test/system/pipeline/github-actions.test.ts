import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJob, workflowIn } from './github-workflow';
import { PipelineProject } from './pipeline-project';

const workflow = workflowIn('github-actions.yaml');
const PULL_REQUEST = {
  'github.event_name': 'pull_request',
  'github.token': 'secret',
  'github.repository': 'team/deploy',
  'github.event.pull_request.number': '12',
};
const DEPLOYMENT = 'dist/apps/production/ping/green/Deployment.ping-green.k8s.yaml';

test('a promotion passes: dist/ is up to date, and nothing hurts users', () => {
  const project = new PipelineProject();
  project.promote();
  expect(runJob(project, workflow, 'synth').failed).toEqual([]);
  expect(runJob(project, workflow, 'check', PULL_REQUEST).failed).toEqual([]);
});

test('the tests are those of the project', () => {
  const project = new PipelineProject();
  expect(runJob(project, workflow, 'test').failed).toEqual([]);
  expect(project.calls()).toEqual(['npm ci', 'npm test']);
});

test('a dist/ that somebody edited fails, and the difference is shown', () => {
  const project = new PipelineProject();
  project.write(DEPLOYMENT, project.read(DEPLOYMENT).replace('replicas: 2', 'replicas: 3'));
  project.commit();
  const { failed, output } = runJob(project, workflow, 'synth');
  expect(failed).toEqual(['Nothing differs, and no file is new']);
  expect(output).toMatch(/^- {2}replicas: 3\n\+ {2}replicas: 2$/m);
});

test('a dist/ in which a file is missing fails', () => {
  const project = new PipelineProject();
  project.git('rm', '--quiet', DEPLOYMENT);
  project.commit();
  expect(runJob(project, workflow, 'synth').failed).toEqual(['Nothing differs, and no file is new']);
});

test('a change under the feet of users fails, with the line annotated and the finding in SARIF', () => {
  const project = new PipelineProject();
  project.changeUnderUsers();
  const { failed, output } = runJob(project, workflow, 'check', PULL_REQUEST);
  expect(failed).toEqual(['Annotate the lines']);
  expect(output).toMatch(/^::error file=dist\/apps\/production\/ping\/blue\/Deployment.*BG001/m);
  const [run] = JSON.parse(readFileSync(join(project.runner, 'bluegreen.sarif'), 'utf8')).runs;
  expect(run.results).toEqual([expect.objectContaining({ ruleId: 'BG001' })]);
});

test('the plan is one comment, which the next push updates', () => {
  const project = new PipelineProject();
  project.promote();
  expect(runJob(project, workflow, 'plan', PULL_REQUEST).failed).toEqual([]);
  expect(project.comments()).toEqual([expect.stringMatching(/^<!-- bluegreen plan -->\n.*move from blue/s)]);

  expect(project.run('rollback', 'ping', '--env', 'production', '--commit').status).toBe(0);
  expect(runJob(project, workflow, 'plan', PULL_REQUEST).failed).toEqual([]);
  expect(project.comments()).toEqual([expect.stringMatching(/^<!-- bluegreen plan -->\n.*move back from green/s)]);
  expect(project.calls().filter(call => !call.startsWith('npm'))).toEqual([
    'GET repos/team/deploy/issues/12/comments',
    'POST repos/team/deploy/issues/12/comments',
    'GET repos/team/deploy/issues/12/comments',
    'PATCH repos/team/deploy/issues/comments/7',
  ]);
});

test('a comment of somebody else that looks like a plan is left alone', () => {
  const project = new PipelineProject();
  project.promote();
  const theirs = { id: 1, user: { login: 'ada' }, body: '<!-- bluegreen plan -->\nI tried it myself.' };
  writeFileSync(join(project.forge, 'comments.json'), JSON.stringify([theirs]));
  expect(runJob(project, workflow, 'plan', PULL_REQUEST).failed).toEqual([]);
  expect(project.comments()).toEqual([theirs.body, expect.stringContaining('move from blue')]);
});

describe.each(['github-actions.yaml', 'github-review.yaml', 'github-revert.yaml', 'github-deploy.yaml'])('%s', file => {
  const { permissions, jobs } = workflowIn(file);

  test('every action is pinned by its commit', () => {
    const actions = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter(action => !/^\.\/\.github\/|@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });

  test('a job may do nothing but what it says', () => {
    expect(permissions).toEqual({});
    expect(Object.values(jobs).filter(job => !job.permissions)).toEqual([]);
  });

  test('nothing that others wrote gets into the shell but by a variable', () => {
    const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter(script => script.includes('${{'))).toEqual([]);
  });
});
