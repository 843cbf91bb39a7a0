import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../../folder';
import { type Outcome, PIPELINE, PipelineProject } from './pipeline-project';

const TEXT = readFileSync(join(PIPELINE, 'gitlab-deploy.yaml'), 'utf8');
const { workflow, deploy } = parse(TEXT);
const WANTED = { APPLICATION: 'ping', ENVIRONMENT: 'production', TAG: '3.0' };
const BRANCH = 'deploy-production-ping';

/** A project that was pushed to a repository which takes push options, as GitLab does, and notes them. */
class Delivered extends PipelineProject {
  public readonly origin = temporaryFolder();

  public constructor() {
    super();
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', this.origin]);
    execFileSync('git', ['-C', this.origin, 'config', 'receive.advertisePushOptions', 'true']);
    const hook = join(this.origin, 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_[0-9] | sort > options\n');
    chmodSync(hook, 0o755);
    // Only by the address that the job names for it can it be pushed to.
    this.git('remote', 'add', 'origin', 'https://gitlab.invalid/demo.git');
    this.git('push', '--quiet', this.origin, 'main');
  }

  /** Runs the job as after a request, in a checkout of the main branch. */
  public ask(request: Readonly<Record<string, string>>): Outcome {
    this.git('switch', '--quiet', 'main');
    this.type(`git branch --quiet -D ${BRANCH}`);
    const predefined: Record<string, string> = {
      CI_SERVER_HOST: 'gitlab.example.com',
      CI_SERVER_PORT: '443',
      CI_PROJECT_PATH: 'team/demo',
      BLUEGREEN_DEPLOY_TOKEN: 'secret',
    };
    const own = Object.fromEntries(
      Object.entries<string>(deploy.variables).map(([key, said]) => [
        key,
        said.replaceAll(/\$(\w+)/g, (_, name) => predefined[name]!),
      ]),
    );
    expect(own['GIT_CONFIG_VALUE_0']).toBe('https://bluegreen:secret@gitlab.example.com:443/team/demo.git');
    return this.script([...deploy.before_script, ...deploy.script].join('\n'), {
      CI_DEFAULT_BRANCH: 'main',
      ...own,
      GIT_CONFIG_VALUE_0: this.origin,
      ...request,
    });
  }

  /** What GitLab was told with the newest push; empty where there was none. */
  public told(): string {
    const file = join(this.origin, 'options');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  public there(...args: readonly string[]): string {
    return execFileSync('git', ['-C', this.origin, ...args], { encoding: 'utf8' }).trim();
  }
}

test('what a bot asks for becomes one merge request with a deploy, and a newer request takes its place', () => {
  const project = new Delivered();
  expect(project.ask(WANTED)).toMatchObject({ status: 0 });
  const title = 'deploy(ping): in production, green gets 3.0 in place of 2.0, with 2 pods; users stay on blue (1.0)';
  expect(project.there('log', '--format=%s', `main..${BRANCH}`)).toBe(title);
  const files = project.there('diff', '--name-only', 'main', BRANCH).split('\n');
  expect(
    files.filter(file => !/^(releases\/production\/ping\.yaml|dist\/apps\/production\/ping\/green\/.*)$/.test(file)),
  ).toEqual([]);
  expect(project.told().split('\n')).toEqual([
    'GIT_PUSH_OPTION_0=merge_request.create',
    'GIT_PUSH_OPTION_1=merge_request.target=main',
    `GIT_PUSH_OPTION_2=merge_request.title=${title}`,
    expect.stringContaining('GIT_PUSH_OPTION_3=merge_request.description=Asked for by a bot.'),
    '',
  ]);

  expect(project.ask({ ...WANTED, TAG: '3.1' })).toMatchObject({ status: 0 });
  expect(project.there('show', `${BRANCH}:releases/production/ping.yaml`)).toContain('image: pkw0301/app:3.1');
  expect(project.there('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
  expect(project.told()).toContain('green gets 3.1');
});

test('what runs there already, and what the tool refuses, opens nothing', () => {
  const project = new Delivered();
  expect(project.ask({ ...WANTED, TAG: 'latest' })).toMatchObject({
    status: 1,
    output: expect.stringContaining('latest'),
  });
  project.git('switch', '--quiet', 'main');
  expect(project.run('deploy', 'ping', '--env', 'production', '--tag', '3.0', '--commit').status).toBe(0);
  expect(project.ask(WANTED)).toMatchObject({ status: 0, output: expect.stringContaining('has this already') });
  expect([project.told(), project.there('branch', '--format=%(refname:short)')]).toEqual(['', 'main']);
});

test('a request is words, and never a command, an option or a pattern', () => {
  const project = new Delivered();
  for (const odd of [
    { APPLICATION: 'ping; touch pwned' },
    { APPLICATION: '$(touch pwned)' },
    { APPLICATION: '--all' },
    { APPLICATION: 'p*' },
    { APPLICATION: 'ping\npong' },
    { ENVIRONMENT: '../staging' },
    { TAG: '`touch pwned`' },
    { TAG: '-rf' },
    { TAG: '3.0 --replicas 9' },
    { TAG: '3.0\nbranch=main' },
  ]) {
    expect(project.ask({ ...WANTED, ...odd })).toMatchObject({
      status: 1,
      output: expect.stringMatching(/expected the /),
    });
  }
  expect(existsSync(join(project.root, 'pwned'))).toBe(false);
  expect([project.told(), project.there('branch', '--format=%(refname:short)')]).toEqual(['', 'main']);
});

test('the request and the include that the file shows are those that it takes', () => {
  for (const name of Object.keys(WANTED)) expect(TEXT).toContain(`--form "variables[${name}]=`);
  const [source] = workflow.rules;
  const shown = parse(TEXT.replaceAll(/^# ?/gm, '').match(/^ +include:\n(?: +- .*\n)+/m)![0]);
  expect(shown.include[1]).toEqual({ local: 'gitlab-deploy.yaml', rules: [source] });
  const ci = parse(readFileSync(join(PIPELINE, 'gitlab-ci.yaml'), 'utf8'));
  expect(shown.include[0]).toEqual({ local: 'gitlab-ci.yaml', rules: ci.workflow.rules });
});
