import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Outcome, PIPELINE, PipelineProject } from './pipeline-project';

const { default: defaults, variables, ...jobs } = parse(readFileSync(join(PIPELINE, 'gitlab-ci.yaml'), 'utf8'));
const NOTES = 'https://git.example.com/api/v4/projects/3/merge_requests/12/notes';

/** Runs the shell of a job, as GitLab does. */
function runJob(project: PipelineProject, job: string): Outcome {
  const predefined: Record<string, string> = {
    CI_API_V4_URL: 'https://git.example.com/api/v4',
    CI_PROJECT_ID: '3',
    CI_MERGE_REQUEST_IID: '12',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: project.git('rev-parse', 'HEAD^').trim(),
    BLUEGREEN_TOKEN: 'secret',
  };
  const said: Record<string, string> = { ...variables, ...jobs[job].variables };
  const filled = Object.entries(said).map(([key, text]) => [
    key,
    text.replaceAll(/\$(\w+)/g, (_, name) => predefined[name]!),
  ]);
  const lines = [...defaults.before_script, ...jobs[job].script].join('\n');
  return project.script(lines, { ...predefined, ...Object.fromEntries(filled) });
}

test('a promotion passes: dist/ is up to date, and nothing hurts users', () => {
  const project = new PipelineProject();
  project.promote();
  expect(runJob(project, 'dist-is-up-to-date').status).toBe(0);
  expect(runJob(project, 'check').status).toBe(0);
});

test('the tests are those of the project', () => {
  const project = new PipelineProject();
  expect(runJob(project, 'tests').status).toBe(0);
  expect(project.calls()).toEqual(['npm ci', 'npm test']);
});

test('a dist/ in which a file is missing fails, and the difference is shown', () => {
  const project = new PipelineProject();
  project.git('rm', '--quiet', 'dist/apps/production/ping/green/Deployment.ping-green.k8s.yaml');
  project.commit();
  const { status, output } = runJob(project, 'dist-is-up-to-date');
  expect(status).toBe(1);
  expect(output).toContain('+++ b/dist/apps/production/ping/green/Deployment.ping-green.k8s.yaml');
});

test('a change under the feet of users fails', () => {
  const project = new PipelineProject();
  project.changeUnderUsers();
  const { status, output } = runJob(project, 'check');
  expect(status).toBe(1);
  expect(output).toContain('BG001: users are on blue');
});

test('the plan is one note, which the next push updates', () => {
  const project = new PipelineProject();
  project.promote();
  expect(runJob(project, 'plan').status).toBe(0);
  expect(project.comments()).toEqual([expect.stringMatching(/^<!-- bluegreen plan -->\n.*move from blue/s)]);

  expect(project.run('rollback', 'ping', '--env', 'production', '--commit').status).toBe(0);
  expect(runJob(project, 'plan').status).toBe(0);
  expect(project.comments()).toEqual([expect.stringMatching(/^<!-- bluegreen plan -->\n.*move back from green/s)]);
  expect(project.calls().filter(call => !call.startsWith('npm'))).toEqual([
    `GET ${NOTES}?sort=asc&per_page=100 PRIVATE-TOKEN: secret`,
    `POST ${NOTES} PRIVATE-TOKEN: secret`,
    `GET ${NOTES}?sort=asc&per_page=100 PRIVATE-TOKEN: secret`,
    `PUT ${NOTES}/7 PRIVATE-TOKEN: secret`,
  ]);
});
