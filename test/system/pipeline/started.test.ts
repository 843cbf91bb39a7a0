import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { runJob } from './github-workflow';
import { PipelineProject } from './pipeline-project';

jest.setTimeout(120_000);

const PULL_REQUEST = {
  'github.event_name': 'pull_request',
  'github.token': 'secret',
  'github.repository': 'team/mono',
  'github.event.pull_request.number': '12',
};
const DEPLOYMENT = 'deploy/dist/apps/production/web/blue/Deployment.web-blue.k8s.yaml';

/** A repository with a project that `init` started in a folder of it, with the files of a forge's pipeline. */
function started(forge: string): PipelineProject {
  const project = new PipelineProject();
  project.git('rm', '-r', '--quiet', 'apps', 'releases', 'dist', 'schemas', 'bluegreen.yaml');
  mkdirSync(join(project.root, 'apps', 'frontend'), { recursive: true });
  project.write('apps/frontend/index.html', '');
  expect(project.run('init', 'deploy', '--engine', 'none', '--pipeline', forge).status).toBe(0);
  const web = ['web', '--image', 'registry.example.com/web:1.0', '--port', '8080'];
  expect(project.runIn(join(project.root, 'deploy'), 'new', ...web).status).toBe(0);
  project.commit();
  expect(project.runIn(join(project.root, 'deploy'), 'deploy', 'web', '--tag', '2.0', '--commit').status).toBe(0);
  return project;
}

function edited(project: PipelineProject): void {
  project.write(DEPLOYMENT, project.read(DEPLOYMENT).replace('replicas: 2', 'replicas: 1'));
  project.commit();
}

test('on GitHub, what init wrote for a folder reviews what is there', () => {
  const project = started('github');
  const workflow = parse(project.read('.github/workflows/bluegreen.yaml'));
  for (const job of ['synth', 'check', 'plan']) {
    expect([job, runJob(project, workflow, job, PULL_REQUEST).failed]).toEqual([job, []]);
  }
  expect(project.comments()).toEqual([expect.stringContaining('web')]);
  edited(project);
  expect(runJob(project, workflow, 'check', PULL_REQUEST).failed).toEqual(['Annotate the lines']);
  expect(runJob(project, workflow, 'synth').failed).toEqual(['Nothing differs, and no file is new']);
});

test('on GitLab, what init wrote for a folder reviews what is there', () => {
  const project = started('gitlab');
  const own = parse(project.read('.gitlab-ci.yml'));
  const [, review] = parseAllDocuments(project.read('.gitlab/bluegreen.yml')).map(document => document.toJS());
  const synth = () => project.script(own['dist-is-up-to-date'].script.join('\n')).status;
  const check = () => {
    const lines = [...review['.bluegreen'].before_script, ...review.check.script].join('\n');
    const BASE = project.git('rev-parse', 'HEAD^').trim();
    return project.script(lines, { BASE, VERSION: '', TARBALL: '', PATHS: '', RENDER: 'false' }).status;
  };
  expect([synth(), check()]).toEqual([0, 0]);
  edited(project);
  expect([check(), synth()]).not.toContain(0);
});
