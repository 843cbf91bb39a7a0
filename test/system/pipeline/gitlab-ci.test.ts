import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { version } from '../../../package.json';
import { ForeignRepository, packed, RENDERED } from './foreign-repository';
import { type Outcome, PIPELINE, PipelineProject } from './pipeline-project';

jest.setTimeout(120_000);

type Job = {
  readonly script: readonly string[];
  readonly before_script?: readonly string[];
  readonly variables?: object;
};
type Words = Readonly<Record<string, string>>;
const read = (file: string) => readFileSync(join(PIPELINE, file), 'utf8');
const own: Record<string, Job> = parse(read('gitlab-ci.yaml'));
const [head, template] = parseAllDocuments(read('gitlab-review.yaml')).map(document => String(document));
const inputs: Record<string, { default: string }> = parse(head!).spec.inputs;
const NOTES = 'https://git.example.com/api/v4/projects/3/merge_requests/12/notes';

/** The jobs of the template, with its inputs filled in, as GitLab does before it reads them. */
function included(given: Words): Record<string, Job> {
  const { '.bluegreen': common, ...jobs } = parse(
    template!.replaceAll(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name) => given[name] ?? inputs[name]!.default),
  );
  return Object.fromEntries(
    Object.entries<Job>(jobs).map(([name, job]) => [
      name,
      { ...common, ...job, variables: { ...common.variables, ...job.variables } },
    ]),
  );
}

/** Runs the shell of a job, as GitLab does. */
function runJob(project: PipelineProject, job: string, given: Words = {}, more: Words = {}): Outcome {
  const predefined: Record<string, string> = {
    CI_API_V4_URL: 'https://git.example.com/api/v4',
    CI_PROJECT_ID: '3',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '3',
    CI_MERGE_REQUEST_IID: '12',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: project.git('rev-parse', 'HEAD^').trim(),
    BLUEGREEN_TOKEN: 'secret',
    ...more,
  };
  const { before_script = [], script, variables = {} } = { ...own, ...included(given) }[job]!;
  const filled = Object.entries<string>({ ...variables }).map(([key, text]) => [
    key,
    text.replaceAll(/\$(\w+)/g, (_, name) => predefined[name]!),
  ]);
  return project.script([...before_script, ...script].join('\n'), { ...predefined, ...Object.fromEntries(filled) });
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
  expect(status).toBe(123); // as xargs says it
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

describe('in a repository of others', () => {
  const tarball = packed();

  test('a switch passes, and is told in one note', () => {
    const repository = new ForeignRepository();
    repository.switch();
    expect(runJob(repository, 'check', { tarball })).toMatchObject({ status: 0 });
    expect(runJob(repository, 'plan', { tarball })).toMatchObject({ status: 0 });
    expect(repository.comments()).toEqual([expect.stringMatching(/^<!-- bluegreen plan -->\n.*move from blue/s)]);
    expect(repository.git('status', '--short')).toBe('');
  });

  test('what hurts users fails, only where it is looked at', () => {
    const repository = new ForeignRepository();
    repository.breakService();
    expect(runJob(repository, 'check', { tarball, paths: 'k8s other' })).toMatchObject({
      status: 123,
      output: expect.stringContaining('BG007'),
    });
    expect(runJob(repository, 'check', { tarball, paths: 'other' }).output).not.toContain('BG007');
  });

  test('kustomizations are rendered where the input says so, and else not', () => {
    const repository = new ForeignRepository();
    repository.kustomize();
    repository.switch();
    for (const job of ['check', 'plan']) {
      expect(runJob(repository, job, { tarball, render: 'true' }).output).toMatch(RENDERED);
      expect(runJob(repository, job, { tarball }).output).not.toMatch(RENDERED);
    }
  });

  test.each([
    ['without a token', { BLUEGREEN_TOKEN: '' }],
    ['from a fork, whose change must not see the token', { CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '4' }],
  ])('%s the log tells the plan', (_, more) => {
    const repository = new ForeignRepository();
    repository.switch();
    const { status, output } = runJob(repository, 'plan', { tarball }, more);
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('move from blue') });
    expect(repository.calls().filter(call => !call.startsWith('npm '))).toEqual([]);
  });

  test.each(['latest', '^0.1.0', `${version} || 9.9.9`])('the version %j is refused, and nothing is fetched', asked => {
    const repository = new ForeignRepository();
    repository.switch();
    expect(runJob(repository, 'check', { version: asked })).toMatchObject({ status: 1 });
    expect(repository.calls()).toEqual([]);
  });

  test('another archive than the integrity says is not installed', () => {
    const repository = new ForeignRepository();
    repository.switch();
    const { status, output } = runJob(repository, 'check', { tarball, integrity: 'sha512-other' });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('and not the one') });
  });
});
