import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { FOLDERS } from '../../lib/project/files/folders';
import { stampsIn, temporaryFolder, treeIn, writeTree } from '../folder';
import { someOf } from '../nightly';
import { ROOT } from '../repository';
import { atTerminal } from './terminal';
import { ToolProject } from './tool-project';

const ENTER = '\r';
const WEB = ['--image', 'registry.example.com/web:1.0', '--port', '8080', '--readiness', '/health'];
const ARGO = ['--env', 'production', '--engine', 'argocd', '--repository', 'https://git.example.com/team/shop.git'];

// Some runs are killed before each step on the disk.
jest.setTimeout(180_000);

/** A repository with some files. */
function bareRepository(files: Readonly<Record<string, string>> = {}): ToolProject {
  const project = new ToolProject(temporaryFolder());
  project.git('init', '--quiet', '--initial-branch=main');
  writeTree(project.root, files);
  return project;
}

/** The same, in which the tool is installed. */
function repository(files: Readonly<Record<string, string>> = {}, remote?: string): ToolProject {
  const project = bareRepository(files);
  mkdirSync(join(project.root, 'node_modules'));
  symlinkSync(ROOT, join(project.root, 'node_modules', 'cdk8s-blue-green'));
  if (remote) project.git('remote', 'add', 'origin', remote);
  return project;
}

function settingsIn(project: ToolProject, folder = '.') {
  return parse(project.read(join(folder, 'bluegreen.yaml')));
}

describe('an empty folder', () => {
  test('without git gets a project, which takes an application and synthesizes to what is written', () => {
    const project = new ToolProject(temporaryFolder());
    expect(project.run('init', ...ARGO)).toMatchObject({ status: 0, stderr: '' });
    expect(project.run('new', 'web', ...WEB).status).toBe(0);
    const before = stampsIn(project.root);
    expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
    expect(stampsIn(project.root)).toEqual(before);
    expect(Object.keys(treeIn(project.root)).filter(path => !path.startsWith('dist/apps/'))).toEqual([
      'apps/web.yaml',
      'bluegreen.yaml',
      'cdk8s.yaml',
      'dist/argocd/production/AppProject.bluegreen-production.k8s.yaml',
      'dist/argocd/production/ApplicationSet.bluegreen-production.k8s.yaml',
      'releases/production/web.yaml',
    ]);
  });

  test('that is to be made is made', () => {
    const project = new ToolProject(temporaryFolder());
    expect(project.run('init', 'a/b', '--engine', 'none').stdout).toContain('  cd a/b\n');
    expect(settingsIn(project, 'a/b')).toEqual({ environments: { production: { namespace: 'production' } } });
  });

  test('a second run changes nothing, and says so', () => {
    const project = repository();
    project.run('init', ...ARGO);
    const before = stampsIn(project.root);
    for (const words of [[], ['--env', 'staging']]) {
      expect(project.run('init', ...words)).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('nothing to do: '),
      });
    }
    expect(stampsIn(project.root)).toEqual(before);
  });

  test('a dry run says all that a run writes, and writes nothing', () => {
    const project = bareRepository({ 'package.json': '{}' });
    const before = treeIn(project.root);
    const dry = project.run('init', ...ARGO, '--dry-run', '--output', 'json');
    expect(treeIn(project.root)).toEqual(before);
    const { files } = JSON.parse(project.run('init', ...ARGO, '--output', 'json').stdout);
    expect(JSON.parse(dry.stdout).files).toEqual(files);
    expect(project.changed()).toEqual([...files].sort());
  });

  test('a run that is killed anywhere leaves all of the project, or the next run makes it', () => {
    const whole = bareRepository();
    whole.run('init', ...ARGO);
    const expected = treeWithoutGit(whole.root);
    for (const killed of someOf(bareRepository().killedBeforeEveryStep('init', ...ARGO), 3)) {
      expect(killed.run('init', ...ARGO).status).toBe(0);
      expect(treeWithoutGit(killed.root)).toEqual(expected);
    }
  });
});

test('a run that is killed anywhere in a folder below is completed by whatever verb comes next, or not begun', () => {
  const whole = bareRepository();
  whole.run('init', 'deploy', ...ARGO);
  const expected = treeWithoutGit(whole.root);
  const seen = new Set<string>();
  const states = bareRepository().killedBeforeEveryStep('init', 'deploy', ...ARGO);
  // Of the first nothing is there yet, of the last all.
  for (const killed of new Set([states[0]!, ...someOf(states, 3), states.at(-1)!])) {
    const folder = join(killed.root, 'deploy');
    killed.runIn(existsSync(folder) ? folder : killed.root, 'status');
    const tree = treeWithoutGit(killed.root);
    seen.add(Object.keys(tree).length ? 'all' : 'nothing');
    if (Object.keys(tree).length) expect(tree).toEqual(expected);
  }
  expect([...seen].sort()).toEqual(['all', 'nothing']);
});

function treeWithoutGit(folder: string) {
  return Object.fromEntries(Object.entries(treeIn(folder)).filter(([path]) => !/^(\.git|\.bluegreen)\//.test(path)));
}

describe('what is found is proposed', () => {
  test.each([
    ['git@github.com:team/shop.git', 'ssh://git@github.com/team/shop.git', 'github'],
    ['https://ada:secret@gitlab.example.com/team/shop.git', 'https://gitlab.example.com/team/shop.git', 'gitlab'],
    ['ssh://git@git.example.com:2222/team/shop.git', 'ssh://git@git.example.com:2222/team/shop.git', undefined],
  ])('the remote %s, as every engine reads it, and the pipeline of its forge', (remote, repositoryRead, forge) => {
    const project = repository({}, remote);
    expect(project.run('init', '--engine', 'argocd,flux').status).toBe(0);
    expect(settingsIn(project).gitops).toEqual({
      engines: ['argocd', 'flux'],
      repository: repositoryRead,
      branch: 'main',
    });
    const pipelines = project.changed().filter(path => path.startsWith('.git'));
    expect(pipelines.every(path => path.startsWith(`.${forge}`))).toBe(true);
    expect(pipelines.length).toBe(forge ? 2 : 0);
  });

  test('a remote on this machine is none that an engine reads: the address has to be said', () => {
    const { status, stderr } = repository({}, '/srv/shop.git').run('init', '--engine', 'flux');
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'error: say --repository\n' });
  });

  test('a subfolder of a monorepo: engines look for it there, and the pipeline works there', () => {
    const project = repository(
      { 'README.md': 'mine', 'package.json': '{"name":"mono"}' },
      'git@github.com:team/mono.git',
    );
    mkdirSync(join(project.root, 'deploy'));
    const cwd = join(project.root, 'deploy');
    expect(project.runIn(cwd, 'init', '--engine', 'argocd').status).toBe(0);
    expect(settingsIn(project, 'deploy').gitops.path).toBe('deploy/');
    expect(project.read('deploy/dist/argocd/production/ApplicationSet.bluegreen-production.k8s.yaml')).toContain(
      'deploy/dist/apps/production',
    );
    expect(project.read('package.json')).toBe('{"name":"mono"}');
    const { defaults, jobs } = parse(project.read('.github/workflows/bluegreen.yaml'));
    expect(defaults).toEqual({ run: { 'working-directory': 'deploy' } });
    const own = Object.values<any>(jobs).flatMap(({ steps }) =>
      steps.filter((step: any) => step.uses?.startsWith('./')),
    );
    expect(own.map(step => step.with['working-directory'])).toEqual(['deploy', 'deploy']);
    expect(project.runIn(cwd, 'new', 'web', ...WEB)).toMatchObject({ status: 0, stderr: '' });
    const [line] = project.read('deploy/releases/production/web.yaml').split('\n');
    expect(line).toContain('$schema=../../../node_modules/cdk8s-blue-green/schemas/release.schema.json');
    project.commit();
    expect(project.runIn(cwd, 'check').stdout).toContain('Nothing found');
  });

  test.each([
    ['{"scripts":{"test":"jest"}}', true],
    ['{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}', false],
    ['{}', false],
  ])('of the package.json %s the pipeline knows whether there are tests to run', (manifest, runs) => {
    for (const [forge, file, job] of [
      ['github', '.github/workflows/bluegreen.yaml', (whole: any) => whole.jobs.test],
      ['gitlab', '.gitlab-ci.yml', (whole: any) => whole.tests],
    ] as const) {
      const project = repository({ 'package.json': manifest });
      expect(project.run('init', '--engine', 'none', '--pipeline', forge).status).toBe(0);
      expect(Boolean(job(parse(project.read(file))))).toBe(runs);
      expect(project.read(file).includes('npm test')).toBe(runs);
    }
  });

  test('the lock file: the pipeline installs with what wrote it', () => {
    const project = repository({ 'pnpm-lock.yaml': '', 'package.json': '{}' });
    const { stdout } = project.run('init', '--engine', 'none', '--pipeline', 'github');
    expect(stdout).toContain('  pnpm exec cdk8s-blue-green new ');
    const text = project.read('.github/workflows/bluegreen.yaml');
    expect([text.includes('npm ci'), text.includes('pnpm install --frozen-lockfile')]).toEqual([false, true]);
  });
});

describe('what is there stays', () => {
  test('of a package.json everything: what is missing is added', () => {
    const project = repository({
      'package.json':
        '{\n    "name": "mine",\n    "scripts": {\n        "synth": "mine"\n    },\n    "private": true\n}\n',
    });
    project.run('init', '--engine', 'none');
    expect(project.read('package.json')).toBe(
      '{\n    "name": "mine",\n    "scripts": {\n        "synth": "mine",\n        "check": "cdk8s-blue-green check",\n' +
        '        "plan": "cdk8s-blue-green plan"\n    },\n    "private": true\n}\n',
    );
  });

  test.each(['.github/workflows/bluegreen.yaml', '.gitlab-ci.yml'])('a pipeline %s, and it is said', path => {
    const project = repository({ [path]: 'mine: true\n' });
    const { stdout } = project.run('init', '--engine', 'none');
    expect(stdout).toContain(`${path} is there already, and stays as it is`);
    expect(project.read(path)).toBe('mine: true\n');
  });

  test.each(['dist', 'dist/', '/dist', 'dist/*', '**/dist/**'])(
    'a .gitignore that says %s, and yet dist/ reaches git: a line behind it says so',
    line => {
      const project = repository({ '.gitignore': `*.log\n${line}`, 'package.json': '{}' });
      project.run('init', ...ARGO);
      expect(project.read('.gitignore')).toBe(`*.log\n${line}\nnode_modules/\n!/dist/\n!/dist/**\n`);
      expect(project.run('new', 'web', ...WEB)).toMatchObject({ status: 0, stderr: '' });
      project.commit();
      expect(project.git('ls-files', 'dist/apps', 'dist/argocd').split('\n').length).toBeGreaterThan(10);
      expect(project.git('ls-files', 'node_modules')).toBe('');
    },
  );

  test.each([
    [{ 'apps/frontend/index.html': '' }, 'apps/frontend is there', { apps: 'blue-green/apps' }],
    [{ 'apps/root.yaml': 'kind: Application\n' }, 'apps/root.yaml is there', { apps: 'blue-green/apps' }],
    [{ 'releases/2024.md': '' }, 'releases/2024.md is there', { releases: 'blue-green/releases' }],
    [{ 'dist/index.js': '' }, 'dist/index.js is there', { dist: 'blue-green/dist' }],
    [
      { 'cdk8s.yaml': 'language: typescript\napp: node main.js\n' },
      'cdk8s.yaml writes dist/ too',
      { dist: 'blue-green/dist' },
    ],
    [
      { 'cdk8s.yaml': 'app: node -e "require(\'cdk8s-blue-green/main\')"\noutput: k8s\n' },
      'cdk8s.yaml says "output: k8s"',
      { dist: 'k8s' },
    ],
  ])('%j: new refuses that folder, and init takes it with other names for what others use', (files, says, folders) => {
    const project = repository(files as Record<string, string>);
    expect(project.run('new', 'web', ...WEB)).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
    const [file, text] = Object.entries(files)[0]!;
    const taken = project.run('init', ...ARGO, '--apps', 'apps', '--releases', 'releases', '--dist', 'dist');
    expect(taken).toMatchObject({ status: 2, stderr: expect.stringContaining(says) });
    expect(project.run('init', ...ARGO, '--apps', '../a', '--releases', 'takeover', '--dist', '.git').stderr).toMatch(
      /--apps: .*\n.*--releases: .*\n.*--dist: /,
    );
    expect(project.run('init', ...ARGO, '--pipeline', 'github')).toMatchObject({ status: 0, stderr: '' });
    expect(settingsIn(project).folders).toEqual(folders);
    const { dist } = { ...FOLDERS, ...folders };
    expect(project.read('.github/workflows/bluegreen.yaml')).toContain(
      `git add --intent-to-add ${dist}\n          git diff --exit-code -- ${dist}\n`,
    );
    expect(project.run('new', 'web', ...WEB)).toMatchObject({ status: 0, stderr: '' });
    expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
    expect(project.read(file)).toBe(text);
  });

  test.each([[{ 'dist/index.js': '', 'blue-green/dist/index.js': '' }, 'dist/index.js is there']])(
    '%j: init and new refuse that folder, name another one, and it works there',
    (files, says) => {
      const project = repository(files as Record<string, string>);
      for (const words of [
        ['init', ...ARGO],
        ['new', 'web', ...WEB],
      ]) {
        const { status, stderr } = project.run(...words);
        expect(stderr).toContain(says);
        expect(stderr).toContain('bluegreen init deploy');
        expect([
          status,
          project.changed().filter(path => !(path in files) && !path.startsWith('node_modules')),
        ]).toEqual([2, []]);
      }
      expect(project.run('init', 'deploy', ...ARGO).status).toBe(0);
      expect(project.runIn(join(project.root, 'deploy'), 'new', 'web', ...WEB)).toMatchObject({
        status: 0,
        stderr: '',
      });
      expect(project.runIn(join(project.root, 'deploy'), 'synth')).toMatchObject({ status: 0, stderr: '' });
    },
  );
});

test('without a terminal, all that is missing or wrong is said at once, and nothing is written', () => {
  const project = repository();
  const { status, stderr } = project.run('init', '--env', 'Prod', '--engine', 'argo', '--pipeline', 'hub');
  expect(stderr).toBe(
    [
      'error: --env: expected a DNS label: lower-case letters, digits and "-", got "Prod"',
      '--engine: expected argocd, flux, kubectl or none, got "argo"',
      '--pipeline: expected github, gitlab or none, got "hub"\n',
    ].join('\n'),
  );
  expect([status, project.changed().filter(path => !path.startsWith('node_modules'))]).toEqual([2, []]);
});

test('at a terminal, init asks for all that it needs, and again where an answer is wrong', async () => {
  const project = repository(
    { 'dist/index.js': '', 'blue-green/dist/index.js': '', 'deploy/apps/frontend/index.html': '' },
    'git@github.com:team/mono.git',
  );
  const { status, shown } = await atTerminal(
    project.words('init'),
    [
      ['Folder of the project (deploy-2): ', `deploy${ENTER}`],
      ['Folder of the specs; apps/ is used by others (blue-green/apps): ', `releases${ENTER}`],
      ['Folder of the specs; apps/ is used by others (blue-green/apps): ', ENTER],
      ['Environments, from the first to the last, with commas (production): ', `staging, Prod${ENTER}`],
      ['expected a DNS label', ''],
      ['with commas (production): ', `staging, production${ENTER}`],
      ['Namespace of staging (staging): ', `shop${ENTER}`],
      ['Namespace of production (production): ', `shop${ENTER}`],
      ['Namespace of production (production): ', ENTER],
      ['or none: ', `argo${ENTER}`],
      ['or none: ', `argocd${ENTER}`],
      ['reads this repository (ssh://git@github.com/team/mono.git): ', ENTER],
      ['Branch that is delivered (main): ', ENTER],
      ['or none (github): ', `none${ENTER}`],
    ],
    { cwd: project.root },
  );
  expect(shown).toContain('--env production: expected a namespace of its own, got "shop", as in staging');
  expect(status).toBe(0);
  expect(settingsIn(project, 'deploy')).toEqual({
    environments: { staging: { namespace: 'shop' }, production: { namespace: 'production' } },
    folders: { apps: 'blue-green/apps' },
    gitops: { engines: ['argocd'], repository: 'ssh://git@github.com/team/mono.git', branch: 'main', path: 'deploy/' },
  });
});

test('with Plug’n’Play no editor finds a schema in node_modules: no file names one', () => {
  const project = new ToolProject(temporaryFolder());
  project.write('.pnp.cjs', '');
  project.run('init', '--engine', 'none');
  project.run('new', 'web', ...WEB);
  for (const file of ['bluegreen.yaml', 'apps/web.yaml', 'releases/production/web.yaml']) {
    expect(project.read(file)).not.toContain('$schema');
  }
});

test('where a project is above, init without a folder points to it', () => {
  const project = new ToolProject();
  const { status, stdout } = project.runIn(join(project.root, 'apps'), 'init');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(dirname(join(project.root, 'apps'))),
  });
});
