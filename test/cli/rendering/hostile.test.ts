import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { confined } from '../../../lib/cli/comparison/rendering/confined';
import { type Scratch, withScratch } from '../../../lib/cli/comparison/rendering/scratch';
import { type Tree, temporaryFolder, writeTree } from '../../folder';
import { TemporaryRepository } from '../../git/temporary-repository';
import { KUSTOMIZED_ONCE, overlay, Shop, skipped, withKubectl } from './shop';

// Whoever made a repository chose what its kustomizations and charts name: none of it makes kubectl ask anybody, run
// anything, or read beside the tree.

afterAll(() => TemporaryRepository.removeAll());

const PRODUCTION = 'overlays/production/kustomization.yaml';
const SECRET = 'what nobody may read';

describe(`a kustomization that names what is not in the tree${skipped}`, () => {
  const outside = temporaryFolder();
  writeTree(outside, {
    'secret.txt': SECRET,
    'secret.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: secret }\n',
  });
  const marker = join(temporaryFolder(), 'marker');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    response.end('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: fetched }\n');
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const CASES: ReadonlyArray<readonly [string, () => string]> = [
    ['a folder called like a repository', () => 'resources: [github.com/a/b]'],
    ['an address', () => `resources: [../../base, "${url()}/a.yaml"]`],
    ['an address under a key that is written otherwise', () => `Resources: ["${url()}/b.yaml"]`],
    ['an address in a base', () => `bases: ["${url()}/c"]`],
    ['an address in a component', () => `components: ["${url()}/d"]`],
    ['an address for a map', () => `configMapGenerator: [{ name: a, files: ["${url()}/e"] }]`],
    ['an address for a map, with a key', () => `configMapGenerator: [{ name: a, files: ["k=${url()}/f"] }]`],
    ['an address for a map, written otherwise', () => `configMapGenerator: [{ name: a, Files: ["${url()}/g"] }]`],
    ['an address for a secret', () => `secretGenerator: [{ name: a, envs: ["${url()}/h"] }]`],
    ['an address of a patch', () => `patches: [{ path: "${url()}/i" }]`],
    ['an address of a patch of the old kind', () => `patchesStrategicMerge: ["${url()}/j"]`],
    ['an address that looks like a text', () => `patchesStrategicMerge: ["${url()}/k\\n"]`],
    ['an address of replacements', () => `replacements: [{ path: "${url()}/l" }]`],
    ['an address of a schema', () => `openapi: { path: "${url()}/m" }`],
    ['an address of a CRD', () => `crds: ["${url()}/n"]`],
    ['an address of a configuration', () => `configurations: ["${url()}/o"]`],
    ['an address by a merge key', () => `<<: { resources: ["${url()}/p"] }`],
    ['an address in a generator', () => `generators: ["${url()}/q"]`],
    ['a chart of somebody', () => `helmCharts: [{ name: web, repo: "${url()}", version: "1.0" }]`],
    [
      'a repository',
      () => 'resources: ["https://github.com/kubernetes-sigs/kustomize//examples/helloWorld?ref=v1.0.6"]',
    ],
    ['a repository without a scheme', () => 'resources: ["github.com/kubernetes-sigs/kustomize/examples"]'],
    ['a repository by ssh', () => 'resources: ["git@example.com:a/b"]'],
    ['an absolute path', () => `configMapGenerator: [{ name: a, files: ["${outside}/secret.txt"] }]`],
    ['an absolute path of a resource', () => `resources: ["${outside}/secret.yaml"]`],
    [
      'a path out of the tree',
      () => `configMapGenerator: [{ name: a, files: ["${'../'.repeat(12)}${outside}/secret.txt"] }]`,
    ],
    ['a path out of the tree, for a resource', () => `resources: ["${'../'.repeat(12)}${outside}/secret.yaml"]`],
    ['a link', () => 'configMapGenerator: [{ name: a, files: [link.txt] }]'],
    ['a link to a folder', () => 'resources: [folder]'],
    ['a program that generates', () => 'generators: [run.yaml]'],
    ['a program that changes', () => 'transformers: [run.yaml]'],
    ['a program that judges', () => 'validators: [run.yaml]'],
  ];

  const JUDGED_BEFORE = 4;
  // An environment for each, so that one run of the tool meets them all.
  const file = (index: number) => `overlays/case-${index}/kustomization.yaml`;
  let said: Awaited<ReturnType<Shop['checked']>>;
  beforeAll(async () => {
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    if (skipped) return;
    const exec = `apiVersion: a/v1\nkind: B\nmetadata:\n  name: run\n  annotations:\n    config.kubernetes.io/function: |\n      exec: { path: ./run.sh }\n`;
    const around = (index: number): Tree => ({
      [file(index)]: overlay(`case-${index}`, '1.0'),
      [`overlays/case-${index}/run.yaml`]: exec,
      [`overlays/case-${index}/run.sh`]: `#!/bin/sh\ntouch '${marker}'\n`,
      [`overlays/case-${index}/github.com/a/b/kustomization.yaml`]: 'resources: [../../../../../base]\n',
    });
    // What is new is not rendered before the change: kubectl takes a good part of a second for each that was. A folder
    // called like a repository has to be there before: new, it is no finding.
    const before = CASES.slice(0, JUDGED_BEFORE).map((_, index) => around(index));
    const shop = new Shop(Object.assign({ ...KUSTOMIZED_ONCE }, ...before));
    for (const [index, [, says]] of CASES.entries()) {
      shop.write(around(index));
      const folder = join(shop.repository.root, `overlays/case-${index}`);
      symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'));
      symlinkSync(outside, join(folder, 'folder'));
      shop.write({ [file(index)]: `namePrefix: a-\n${says()}\n` });
    }
    said = await shop.checked();
  });
  afterAll(done => void server.close(done));

  withKubectl.each(CASES.map(([title], index) => [title, index] as const))('%s', (_, index) => {
    // What was judged before the change is not judged any more.
    expect(said.findings.filter(finding => finding.file === file(index))).toEqual([
      expect.objectContaining({ rule: 'BG030' }),
    ]);
    expect(said.unread.filter(unread => unread.file === file(index))).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(
          /^it is not rendered: ".*" (names|is not known|may run)|nothing is known here of "Files"/,
        ),
      }),
    ]);
  });

  withKubectl('is not asked, run or read', () => {
    expect([said.findings.length, said.unread.length]).toEqual([CASES.length, CASES.length]);
    expect({ asked, isRun: existsSync(marker) }).toEqual({ asked: [], isRun: false });
    expect(JSON.stringify(said)).not.toContain(SECRET);
  });
});

describe('a program that renders', () => {
  const done = async (script: string, limits?: Parameters<typeof confined>[4]) => {
    const tree = temporaryFolder();
    writeTree(tree, { 'in/here.txt': 'here' });
    return withScratch(scratch => confined('/bin/sh', ['-c', script], { tree, folder: 'in' }, scratch, limits));
  };
  const printed = async (script: string) => {
    const outcome = await done(script);
    return 'printed' in outcome ? outcome.printed.toString() : outcome;
  };

  test('has no settings of the user, finds no other program, and no way to other hosts', async () => {
    process.env['SECRET_TOKEN'] = SECRET;
    const said = await printed('/usr/bin/env');
    delete process.env['SECRET_TOKEN'];
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain(process.env['HOME']!.concat('\n'));
    expect(said).toMatch(/^HTTPS_PROXY=http:\/\/127\.0\.0\.1:9$/m);
    expect(said).toMatch(/^https_proxy=http:\/\/127\.0\.0\.1:9$/m);
    expect(said).not.toMatch(/^no_proxy=/im);
    expect(await printed('command -v git || command -v curl || echo none; read line || echo nothing')).toBe(
      'none\nnothing\n',
    );
    expect(
      await printed(
        '/bin/ls $HOME $HELM_PLUGINS $KUBECONFIG 2>/dev/null | /bin/grep -v :; /bin/pwd | /bin/grep -c /in$',
      ),
    ).toMatch(/^\s*1\n$/);
  });

  test('is ended where it takes too long, with all that it started', async () => {
    const marker = join(temporaryFolder(), 'pid');
    const limits = { milliseconds: 400, bytes: 1000, kibibytes: 4_000_000 };
    expect(await done(`/bin/sleep 300 & echo $! > '${marker}'; wait`, limits)).toEqual({
      problem: 'it takes more than 0.4 s',
    });
    await ended(Number(readFileSync(marker, 'utf8')));
  });

  test('is ended where it does not stop to print', async () => {
    const limits = { milliseconds: 60_000, bytes: 100_000, kibibytes: 4_000_000 };
    expect(await done('while :; do echo yes yes yes yes yes yes; done', limits)).toEqual({
      problem: 'it prints more than 100000 bytes',
    });
  });

  test('gets no more memory than it may have', async () => {
    const limits = { milliseconds: 60_000, bytes: 1000, kibibytes: 100_000 };
    const much = '/usr/bin/head -c 500000000 /dev/zero | /usr/bin/tail -n 1';
    expect(await done(much, limits)).toEqual({ problem: expect.stringContaining('memory exhausted') });
  });

  test('is told in one line, without the places where it ran', async () => {
    expect(await done('echo "error: in $PWD/a.yaml:" >&2; echo "  no such thing" >&2; exit 3')).toEqual({
      problem: 'in in/a.yaml: no such thing',
    });
    expect(await done('exit 3')).toEqual({ problem: 'it fails, and does not say why' });
  });
});

test('a program in the repository is not run, though it is found first', () => {
  const shop = new Shop(KUSTOMIZED_ONCE);
  const marker = join(temporaryFolder(), 'marker');
  // As npx puts it before all others.
  const modules = join(shop.repository.root, 'node_modules', '.bin');
  shop.install('kubectl', `touch '${marker}'`, modules);
  const elsewhere = temporaryFolder();
  symlinkSync(join(modules, 'kubectl'), join(elsewhere, 'kubectl'));
  shop.path.unshift(elsewhere, 'node_modules/.bin', '.');
  shop.write({ [PRODUCTION]: overlay('production', '2.0') });
  shop.check();
  expect(existsSync(marker)).toBe(false);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends the run, what it started, and leaves nothing behind',
  async signal => {
    const shop = new Shop(KUSTOMIZED_ONCE);
    const marker = join(temporaryFolder(), 'pid');
    shop.install('kubectl', `echo $$ > '${marker}'; exec /bin/sleep 300`);
    shop.write({ [PRODUCTION]: overlay('production', '2.0') });
    const tool = spawn(process.execPath, shop.words('check', '--render'), {
      cwd: shop.repository.root,
      env: shop.environment(),
      stdio: 'ignore',
    });
    const over = new Promise(resolve => tool.on('exit', (_, by) => resolve(by)));
    await until(() => existsSync(marker) && readFileSync(marker, 'utf8').endsWith('\n'));
    expect(readdirSync(shop.temporary)).toEqual([expect.stringMatching(/^bluegreen-render-/)]);
    tool.kill(signal);
    expect(await over).toBe(signal);
    expect(readdirSync(shop.temporary)).toEqual([]);
    await ended(Number(readFileSync(marker, 'utf8')));
  },
);

test('without a place for temporary folders that is said in words', () => {
  const shop = new Shop(KUSTOMIZED_ONCE);
  shop.write({ [PRODUCTION]: overlay('production', '2.0') });
  const env = { ...shop.environment(), TMPDIR: join(shop.temporary, 'gone') };
  const { status, stderr } = spawnSync(process.execPath, shop.words('check', '--render'), {
    cwd: shop.repository.root,
    encoding: 'utf8',
    env,
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `error: no folder can be made in ${env.TMPDIR}: see whether it is there, and may be written to\n`,
  });
});

test('a folder for one run is gone also where the run fails', async () => {
  let scratch: Scratch | undefined;
  const failing = withScratch(async one => {
    scratch = one;
    writeTree(one.folder, { 'a/b': '' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(scratch!.folder)).toBe(false);
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 20));
}

// Nobody may have waited for it yet: then it is there, and does nothing any more.
function ended(pid: number): Promise<void> {
  return until(() => {
    try {
      return /^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return true;
    }
  });
}
