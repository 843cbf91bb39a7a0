import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { FakeKubectl } from '../../cluster/kubectl/fake-kubectl';
import { temporaryFolder } from '../../folder';
import { runJob, workflowIn } from './github-workflow';
import { PIPELINE, PipelineProject } from './pipeline-project';

const read = (file: string) => readFileSync(join(PIPELINE, file), 'utf8');
const objects = parseAllDocuments(read('advance-cronjob.yaml')).map(document => document.toJS());

const path = process.env['PATH'];
afterEach(() => {
  process.env['PATH'] = path;
});

/** All that git says is applied, and ready. */
function cluster(project: PipelineProject): string {
  const [blue, green] = ['blue', 'green'].map(colour => {
    const object = parse(project.read(`dist/apps/production/ping/${colour}/Deployment.ping-${colour}.k8s.yaml`));
    const { replicas } = object.spec;
    const status = { replicas, readyReplicas: replicas, updatedReplicas: replicas, availableReplicas: replicas };
    return { ...object, status };
  });
  const service = parse(project.read('dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml'));
  return JSON.stringify({ items: [blue, green, service] });
}

test('a pass in a pipeline of GitLab, of GitHub and in the cluster: it only lists objects, and pushes what it did', () => {
  const project = new PipelineProject();
  project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}delivery: { promote: automatic }\n`);
  project.commit();
  const origin = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin]);
  project.git('remote', 'add', 'origin', origin);
  project.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  const kubectl = new FakeKubectl({ stdout: cluster(project) });
  const pushed = () => execFileSync('git', ['-C', origin, 'log', '-1', '--format=%s'], { encoding: 'utf8' }).trim();

  const { advance } = parse(read('gitlab-advance.yaml'));
  expect(advance.variables).toMatchObject({ GIT_DEPTH: '0', GIT_CONFIG_KEY_0: 'remote.origin.pushurl' });
  project.git('checkout', '--quiet', '--detach');
  const lines = [...advance.before_script, ...advance.script].join('\n');
  expect(project.script(lines, { CI_DEFAULT_BRANCH: 'main' })).toMatchObject({ status: 0 });
  expect(pushed()).toBe('promote(ping): in production, users move from blue (1.0) to green (2.0)');

  const workflow = workflowIn('github-advance.yaml');
  expect([workflow.permissions, workflow.jobs['advance']!.permissions]).toEqual([{}, { contents: 'write' }]);
  const run = runJob(project, workflow, 'advance', {
    'github.event.repository.default_branch': 'main',
    'secrets.BLUEGREEN_KUBECONFIG': 'kind: Config',
  });
  expect(run.failed).toEqual([]);
  expect(run.output).toContain('ping in production: nothing to do');
  expect(run.used[0]!.with).toMatchObject({ 'fetch-depth': '0' });

  const [, role, , { spec }] = objects;
  expect(role.rules.flatMap(({ verbs }: { verbs: string[] }) => verbs)).toEqual(Array(5).fill(['get', 'list']).flat());
  const [container] = spec.jobTemplate.spec.template.spec.containers;
  const inCluster = project.script(container.args[0], {
    REPOSITORY: origin,
    BRANCH: 'main',
    HOME: temporaryFolder(),
    PATH: [join(project.root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
  });
  expect(inCluster).toMatchObject({ status: 0, output: expect.stringContaining('ping in production: nothing to do') });
  expect(new Set(kubectl.calls.map(([verb, kinds]) => `${verb} ${kinds}`)).size).toBe(1);
  const [verb, kinds] = kubectl.calls[0]!;
  const allowed = role.rules.flatMap(({ resources }: { resources: string[] }) => resources);
  // Routes are asked for only where somebody moves in steps; the role allows it.
  expect([verb, [...kinds!.split(','), 'httproutes'].sort()]).toEqual(['get', allowed.sort()]);
});

test('the page of the fleet, in a pipeline of GitHub and of GitLab: it only reads', () => {
  const project = new PipelineProject();
  const workflow = workflowIn('github-page.yaml');
  const { page, publish } = workflow.jobs;
  expect([workflow.permissions, page!.permissions]).toEqual([{}, { contents: 'read' }]);
  // Whoever may publish runs nothing of the repository.
  expect(publish!.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
  expect(publish!.steps.map(({ uses, run }) => run ?? uses)).toEqual([
    expect.stringMatching(/^actions\/deploy-pages@/),
  ]);
  const run = runJob(project, workflow, 'page');
  expect(run.failed).toEqual([]);
  expect(run.used[0]!.with).toMatchObject({ 'fetch-depth': '0', 'persist-credentials': 'false' });
  expect(run.used.at(-1)!.with).toEqual({ path: 'page' });
  const { pages } = parse(read('gitlab-page.yaml'));
  expect(project.script([...pages.before_script, ...pages.script].join('\n'))).toMatchObject({ status: 0 });
  expect([pages.variables, pages.artifacts]).toEqual([{ GIT_DEPTH: '0' }, { paths: ['public'] }]);
  const written = ['page', 'public'].map(folder => project.read(`${folder}/index.html`));
  for (const text of written) expect(text).toContain('id="production/ping"');
  expect(project.changed().sort()).toEqual(['page/index.html', 'public/index.html']);
});
