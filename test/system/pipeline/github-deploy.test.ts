import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../folder';
import { runJob, workflowIn } from './github-workflow';
import { PIPELINE, PipelineProject } from './pipeline-project';

const workflow = workflowIn('github-deploy.yaml');
const WANTED = { application: 'ping', environment: 'production', tag: '3.0' };

function pushed(): PipelineProject {
  const project = new PipelineProject();
  const origin = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--bare', origin]);
  project.git('remote', 'add', 'origin', origin);
  project.git('push', '--quiet', 'origin', 'main');
  return project;
}

/** Runs the job as after a request, in a checkout of the main branch. */
function asked(project: PipelineProject, payload: Readonly<Record<string, string>>) {
  project.git('switch', '--quiet', 'main');
  project.type('git branch --quiet -D deploy-production-ping');
  const of = Object.entries(payload).map(([key, value]) => [`github.event.client_payload.${key}`, value]);
  return runJob(project, workflow, 'deploy', {
    'github.token': 'secret',
    'github.event.repository.default_branch': 'main',
    ...Object.fromEntries(of),
  });
}

const requests = (project: PipelineProject) => project.calls().filter(call => call.startsWith('pr '));

test('what a bot asks for becomes one pull request with a deploy, and a newer request takes its place', () => {
  const project = pushed();
  expect(asked(project, WANTED)).toMatchObject({ failed: [] });
  const branch = 'deploy-production-ping';
  expect(project.git('log', '--format=%s', `main..origin/${branch}`).trim()).toBe(
    'deploy(ping): in production, green gets 3.0 in place of 2.0, with 2 pods; users stay on blue (1.0)',
  );
  const files = project.git('diff', '--name-only', 'main', `origin/${branch}`).trim().split('\n');
  expect(
    files.filter(file => !/^(releases\/production\/ping\.yaml|dist\/apps\/production\/ping\/green\/.*)$/.test(file)),
  ).toEqual([]);
  expect(requests(project)).toEqual([
    expect.stringMatching(
      `^pr create --base main --head ${branch} --title deploy\\(ping\\): in production, green gets 3.0 `,
    ),
  ]);

  expect(asked(project, { ...WANTED, tag: '3.1' })).toMatchObject({ failed: [] });
  expect(project.git('show', `origin/${branch}:releases/production/ping.yaml`)).toContain('image: pkw0301/app:3.1');
  expect(project.git('rev-list', '--count', `main..origin/${branch}`).trim()).toBe('1');
  expect(requests(project)[1]).toMatch(`pr edit ${branch} --title deploy(ping): in production, green gets 3.1`);
});

test('what runs there already opens nothing', () => {
  const project = pushed();
  expect(project.run('deploy', 'ping', '--env', 'production', '--tag', '3.0', '--commit').status).toBe(0);
  expect(asked(project, WANTED)).toMatchObject({ failed: [], output: expect.stringContaining('has this already') });
  expect(requests(project)).toEqual([]);
});

test('a request that the tool refuses fails, in the words of the tool, and opens nothing', () => {
  const project = pushed();
  const { failed, output } = asked(project, { ...WANTED, tag: 'latest' });
  expect(failed).toEqual(['Deploy on a branch']);
  expect(output).toContain('latest');
  expect(requests(project)).toEqual([]);
});

test('a request is words, and never a command, an option or a pattern', () => {
  const project = pushed();
  for (const odd of [
    { application: 'ping; touch pwned' },
    { application: '$(touch pwned)' },
    { application: '--all' },
    { application: 'p*' },
    { application: 'ping\npong' },
    { environment: 'production" --tag=9' },
    { environment: '../staging' },
    { tag: '`touch pwned`' },
    { tag: '-rf' },
    { tag: '3.0 --replicas 9' },
    { tag: '3.0\nbranch=main' },
  ]) {
    expect(asked(project, { ...WANTED, ...odd }).failed).toEqual(['Deploy on a branch']);
  }
  expect(existsSync(join(project.root, 'pwned'))).toBe(false);
  expect([requests(project), project.git('branch', '--remotes').trim()]).toEqual([[], 'origin/main']);
});

test('no expression stands in the shell itself', () => {
  for (const file of ['github-deploy.yaml', 'github-revert.yaml', 'github-actions.yaml']) {
    const { jobs } = workflowIn(file);
    const shell = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(shell.filter(lines => lines.includes('${{'))).toEqual([]);
  }
});

test('the request that the file shows is one that it takes', () => {
  const text = readFileSync(join(PIPELINE, 'github-deploy.yaml'), 'utf8').replaceAll(/^# ?/gm, '');
  const { event_type, client_payload } = JSON.parse(/<<< '([^']*)'/.exec(text)![1]!);
  expect(text).toContain(`types: [${event_type}]`);
  for (const key of Object.keys(client_payload)) expect(text).toContain(`github.event.client_payload.${key} }}`);
});
