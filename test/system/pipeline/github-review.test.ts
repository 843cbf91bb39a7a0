import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../../package.json';
import { temporaryFolder, writeTree } from '../../folder';
import { ForeignRepository, packed, RENDERED } from './foreign-repository';
import { ACTION, runJob, workflowIn } from './github-workflow';

jest.setTimeout(120_000);

const workflow = workflowIn('github-review.yaml');
const PULL_REQUEST = {
  'github.event_name': 'pull_request',
  'github.token': 'secret',
  'github.repository': 'team/shop',
  'github.event.pull_request.number': '12',
};
const FORK = { ...PULL_REQUEST, 'github.event.pull_request.head.repo.fork': 'true' };
const tarball = packed();
const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;

function reviewed(repository: ForeignRepository, given: Readonly<Record<string, string>>, context = PULL_REQUEST) {
  const run = runJob(repository, workflow, 'review', context, given);
  const summary = join(repository.runner, 'summary.md');
  return { ...run, failed: run.failed, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
}

test('a switch in YAML of others passes, is told in the summary, and is one comment that the next push updates', () => {
  const repository = new ForeignRepository();
  repository.switch();
  const { failed, summary, output } = reviewed(repository, { tarball });
  expect({ failed, output }).toEqual({ failed: [], output: expect.stringContaining('0 findings') });
  expect(summary).toMatch(/^<!-- bluegreen plan -->\n.*users move from blue/is);
  expect(repository.comments()).toEqual([summary]);

  repository.breakService();
  reviewed(repository, { tarball });
  expect(repository.comments()).toEqual([expect.stringContaining('nobody answers users any more')]);
  expect(repository.git('status', '--short')).toBe('');
});

test('what hurts users fails at its line, and is still told and uploaded', () => {
  const repository = new ForeignRepository();
  repository.breakService();
  const { failed, output, summary, used } = reviewed(repository, { tarball });
  expect(failed).toEqual(['Annotate the lines']);
  expect(output).toMatch(/^::error file=k8s\/service\.yaml,.*BG007/m);
  expect(summary).toContain('BG007');
  const upload = used.find(({ uses }) => uses.includes('upload-sarif'));
  const [run] = JSON.parse(readFileSync(upload!.with['sarif_file']!, 'utf8')).runs;
  expect(run.results).toContainEqual(expect.objectContaining({ ruleId: 'BG007' }));
});

test('a pull request from a fork is judged and told, without a comment and an upload', () => {
  const repository = new ForeignRepository();
  repository.breakService();
  const { failed, summary, used } = reviewed(repository, { tarball }, FORK);
  expect(failed).toEqual(['Annotate the lines']);
  expect(summary).toContain('BG007');
  expect(used.map(({ uses }) => uses.split('@')[0])).toEqual(['actions/checkout', 'actions/setup-node']);
  expect(repository.calls().filter(call => !call.startsWith('npm '))).toEqual([]);
});

test('what is looked at can be narrowed to folders, whatever their names are', () => {
  const repository = new ForeignRepository();
  writeTree(repository.root, {
    '$(touch pwned) ; x/a.yaml': 'kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\n',
  });
  repository.breakService();
  const { failed, output } = reviewed(repository, { tarball, paths: '$(touch pwned) ; x\n\n' });
  expect(failed).toEqual([]);
  expect(output).toContain('in $(touch pwned) ; x');
  expect(existsSync(join(repository.root, 'pwned'))).toBe(false);
  expect(reviewed(repository, { tarball, paths: '$(touch pwned) ; x\nk8s' }).failed).toEqual(['Annotate the lines']);
});

test('kustomizations are rendered where the input says so, and else not', () => {
  const repository = new ForeignRepository();
  repository.kustomize();
  repository.switch();
  for (const [given, times] of [
    [{ tarball }, 0],
    [{ tarball, render: '--help' }, 0],
    [{ tarball, render: 'true' }, 1],
  ] as const) {
    const { failed, output, summary } = reviewed(repository, given);
    expect([failed, [output, summary].filter(text => RENDERED.test(text)).length]).toEqual([[], 2 * times]);
  }
});

test('a base that is no revision is one word, and no option', () => {
  const repository = new ForeignRepository();
  const { failed, output } = reviewed(repository, { tarball, base: '--format=json' });
  expect(failed).toContain('Annotate the lines');
  expect(output).toContain('--format=json');
});

describe('from a registry', () => {
  let server: ChildProcess;
  let registry: string;
  beforeAll(async () => {
    server = spawn(process.execPath, [join(__dirname, 'registry.js'), tarball, version, temporaryFolder()]);
    const [line] = await once(server.stdout!, 'data');
    registry = String(line).trim();
  });
  afterAll(() => server.kill());

  const from = (given: Readonly<Record<string, string>>) => {
    const repository = new ForeignRepository(true);
    repository.switch();
    return { repository, ...reviewed(repository, { registry, ...given }) };
  };

  test('the exact version is installed, and no other that is there', () => {
    const { failed, output, repository } = from({ version, integrity });
    expect(failed).toEqual([]);
    expect(output).toContain(`${version}\n`);
    expect(repository.calls()[0]).toBe(
      `npm pack --silent --ignore-scripts --registry=${registry} cdk8s-blue-green@${version}`,
    );
  });

  test.each(['latest', '^0.1.0', '0', `${version} || 9.9.9`, ' ', 'file:../x', `${version}\n--global`])(
    'the version %j is refused, and nothing is fetched',
    asked => {
      const { failed, repository } = from({ version: asked });
      expect(failed[0]).toBe('Install the tool');
      expect(repository.calls().filter(call => call.includes('pack'))).toEqual([]);
    },
  );

  test('an archive that is another than the integrity says is not installed', () => {
    const { failed, output, repository } = from({ version: '9.9.9', integrity });
    expect(failed[0]).toBe('Install the tool');
    expect(output).toContain('and not the one that the input names');
    expect(repository.calls().filter(call => call.includes('install'))).toEqual([]);
  });

  test('no script of a package runs', () => {
    const { repository } = from({ version: '9.9.9' });
    expect(repository.calls().filter(call => call.includes('install'))).toHaveLength(1);
    expect(repository.calls()).not.toContain('a script ran');
  });
});

describe('the action', () => {
  const { steps } = ACTION.runs;

  test('puts nothing that others wrote into the shell but by a variable', () => {
    expect(steps.map(({ shell }) => shell)).toEqual(steps.map(() => 'bash'));
    expect(steps.filter(({ run }) => run!.includes('${{'))).toEqual([]);
  });

  test('shows its token to the step that comments alone', () => {
    const seen = steps.filter(step => JSON.stringify(step).includes('inputs.token')).map(({ name }) => name);
    expect(seen).toEqual(['Comment, or update the comment']);
  });

  test('is asked for by a workflow that names the version of this package', () => {
    const uses = workflow.jobs['review']!.steps.find(({ id }) => id === 'review');
    expect(uses!.with).toEqual({ version, comment: 'true' });
  });
});
