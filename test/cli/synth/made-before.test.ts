import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { inputsOf } from '../../../lib/cli/synth/load-changed';
import { digestOf, type Inputs, MadeBefore, namesFor, withoutName } from '../../../lib/cli/synth/made-before';
import { Colour } from '../../../lib/construct';
import { decide } from '../../../lib/construct/resolve/application';
import { identitiesTwice } from '../../../lib/construct/resolve/identities';
import { isOfColour } from '../../../lib/construct/resolve/own-objects';
import { deliveryOf } from '../../../lib/project/engines/delivery';
import { engineNamesTwice } from '../../../lib/project/engines/engine-names';
import { readSpec } from '../../../lib/project/files/application-files';
import type { Diagnostic } from '../../../lib/project/files/diagnostic';
import { FOLDERS } from '../../../lib/project/files/folders';
import { Neighbours, namesOf } from '../../../lib/project/files/neighbours';
import { specBytes, specFromBytes } from '../../../lib/project/files/spec-bytes';
import { type Tree, temporaryFolder, treeIn, writeTree } from '../../folder';
import { ROOT } from '../../repository';
import { application, projectOf, run, SETTINGS, synth, synthByTool, TOOL } from './project';

// Each process reads a hundred applications.
jest.setTimeout(600_000);

const MANY = 100;
test('what is made from some inputs is never taken for what is made from others, or by another tool', () => {
  const before = (tool: string) => MadeBefore.in(root, MANY, () => tool)!;
  const root = inGit(temporaryFolder());
  const [ours, others] = [before('tool'), before('other')];
  const words = fc.constantFrom('', '-', '0', '1\0', '\0', 'a', 'a\0', '0\0a', '1\0a', '10\0-');
  const inputs = fc.array(fc.option(fc.oneof(words, words.map(Buffer.from), fc.string()), { nil: undefined }), {
    maxLength: 4,
  });
  const asRead = (all: Inputs) => JSON.stringify(all.map(input => (input === undefined ? null : Buffer.from(input))));
  fc.assert(
    fc.property(inputs, inputs, (one, two) => {
      expect(ours.keyOf(one) === ours.keyOf(two)).toBe(asRead(one) === asRead(two));
      expect(ours.keyOf(one)).not.toBe(others.keyOf(one));
    }),
    { numRuns: 500 },
  );
});

test('any byte of a spec, of what it names and of its objects is an input, and nothing else is read', () => {
  const files: Tree = {
    'apps/ping.yaml': 'name: ping\nport: 5000\nreadiness: { path: /ping }\nfiles: { /etc/a: a/a.conf, /etc/b: b }\n',
    'apps/ping/a/a.conf': 'a\n',
    'apps/ping/objects/one.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\n',
    'apps/ping/objects/two.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: two }\n---\n',
  };
  const read = (tree: Tree, change: (root: string) => void = () => {}) => {
    const root = temporaryFolder();
    writeTree(root, tree);
    mkdirSync(join(root, 'apps/ping'), { recursive: true });
    writeFileSync(join(root, 'apps/ping/b'), Buffer.from([0xff, 0]));
    change(root);
    const bytes = specBytes(root, FOLDERS, 'ping');
    const problems: Diagnostic[] = [];
    if (bytes) {
      // What is saved meanwhile is not what was looked at.
      for (const file of Object.keys(tree)) writeFileSync(join(root, file), 'other: 1\n');
      return { key: JSON.stringify(inputsOf(bytes)), spec: specFromBytes(bytes, problems).value, problems };
    }
    return { key: undefined, spec: readSpec(root, FOLDERS, 'ping', problems).value, problems };
  };
  const whole = temporaryFolder();
  writeTree(whole, files);
  writeFileSync(join(whole, 'apps/ping/b'), Buffer.from([0xff, 0]));
  const { key, spec, problems } = read(files);
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
  expect(plain(spec)).toEqual(plain(readSpec(whole, FOLDERS, 'ping', [])!.value));
  expect(spec).toMatchObject({ files: { '/etc/b': { base64: '/wA=' } }, objects: [{}, {}] });
  expect(problems).toEqual([]);

  const keys = [key];
  for (const [path, text] of Object.entries(files)) {
    keys.push(read({ ...files, [path]: `${text} ` }).key);
    if (path === 'apps/ping.yaml') continue;
    const { [path]: _, ...rest } = files;
    keys.push(read(rest).key, read({ ...rest, [`${path}2`]: text }).key);
  }
  keys.push(read({ ...files, 'apps/ping/unused': '' }).key);
  expect(new Set(keys).size).toBe(keys.length - 1);
  // What is not taken for an object is told as ever, by who reads it whole.
  expect(keys.filter(one => one === undefined)).toHaveLength(2);

  const odd: ReadonlyArray<(root: string) => void> = [
    root => mkdirSync(join(root, 'apps/ping/objects/empty')),
    root => symlinkSync('a/a.conf', join(root, 'apps/ping/link')),
    root => {
      rmSync(join(root, 'apps/ping/b'));
      symlinkSync('a/a.conf', join(root, 'apps/ping/b'));
    },
    root => execFileSync('mkfifo', [join(root, 'apps/ping/pipe')]),
    root => {
      rmSync(join(root, 'apps/ping.yaml'));
      symlinkSync('ping/b', join(root, 'apps/ping.yaml'));
    },
    root => writeFileSync(join(root, 'apps/ping/large'), Buffer.alloc(1024 * 1024 + 1)),
  ];
  for (const change of odd) expect(read(files, change).key).toBeUndefined();
});

test('applications that have a name in common are looked at closely, whatever is known of them', () => {
  // Some are part of others, and of the words of a note.
  const name = fc.constantFrom('a', 'a-blue', 'a-b', 'b', 'claimed');
  const own = fc.record({
    apiVersion: fc.constantFrom('v1', 'keda.sh/v1alpha1'),
    kind: fc.constantFrom('ConfigMap', 'Service', 'Deployment', 'ScaledObject', 'ClusterRole'),
    metadata: fc.record({ name: fc.constantFrom('a', 'a-blue', 'a-b', 'b-config', 'x', 'a-$(COLOUR)') }),
  });
  const anyApplication = fc.record({
    name,
    environment: fc.constantFrom('test', 'prod', 'prod-a'),
    service: fc.option(fc.constantFrom('a', 'b', 'a-b', 'x'), { nil: undefined }),
    account: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    worker: fc.option(fc.constantFrom('b', 'blue', 'c'), { nil: undefined }),
    own: fc.array(own, { maxLength: 1 }),
    engines: fc.boolean(),
    createNamespace: fc.boolean(),
  });
  const of = ({
    name,
    environment,
    service,
    account,
    worker,
    own,
    engines,
    createNamespace,
  }: typeof anyApplication extends fc.Arbitrary<infer T> ? T : never) => {
    const [objects, colourObjects] = [own.filter(one => !isOfColour(one)), own.filter(isOfColour)];
    const props = {
      name,
      namespace: 'demo',
      clusterKinds: ['ClusterRole'],
      port: 5000,
      readiness: { path: '/ping' },
      blue: IMAGE,
      green: IMAGE,
      active: Colour.BLUE,
      createNamespace,
      ...(service && { service: { name: service } }),
      ...(account && { serviceAccount: { name: account } }),
      ...(worker && { workers: { [worker]: { command: ['work'] } } }),
      ...(objects.length && { objects }),
      ...(colourObjects.length && { colourObjects }),
    };
    const gitops = { repository: 'https://git.example.com/a/b', engines: ['argocd' as never] };
    const delivery = engines ? deliveryOf(gitops, FOLDERS) : undefined;
    const { application, problems } = decide(props);
    return { environment, props, application, problems, ...(delivery && { delivery }) };
  };
  const seen = { apart: 0, clash: 0 };
  fc.assert(
    fc.property(fc.array(anyApplication, { minLength: 2, maxLength: 4 }), all => {
      const distinct = new Map(all.map(one => [`${one.environment}/${one.name}`, one]));
      const applications = [...distinct.values()].map(of);
      const neighbours = new Neighbours(['test', 'prod', 'prod-a']);
      for (const one of applications) {
        const { name } = one.application;
        // As a note has them.
        const names = namesFor(name, withoutName(name, namesOf(one)));
        expect(names).toEqual(namesOf(one));
        neighbours.add(one.environment, name, names);
      }
      const clashes = [...identitiesTwice(applications), ...engineNamesTwice(applications)];
      if (clashes.length) expect(neighbours.areApart()).toBe(false);
      seen[clashes.length ? 'clash' : 'apart'] += Number(neighbours.areApart() === !clashes.length);
    }),
    { numRuns: 400 },
  );
  // It is no use to look closely at all.
  expect(Math.min(seen.clash, seen.apart)).toBeGreaterThan(40);
  expect(seen.clash + seen.apart).toBeGreaterThan(380);
});

const COOKIE = 'ingress: { host: a.example.com, annotations: { nginx.ingress.kubernetes.io/affinity: cookie } }\n';
const IMAGE = { image: 'example/ping:1.0' };

test('a note in which any byte is another, or that ends early, says nothing', () => {
  const root = inGit(temporaryFolder());
  const next = () => MadeBefore.in(root, MANY, () => 'tool')!;
  const first = next();
  const key = first.keyOf(['ping']);
  const names = { claimed: ['Service demo/ping'], beyond: [], brought: [], kept: [], engine: [] };
  const files = new Map([
    ['b.yaml', '\u00e9'],
    ['a.yaml', 'a'],
  ]);
  first.note(key, 'ping', files, names);
  first.save();
  const made = next().made(key)!;
  expect(made.digest).toBe(digestOf(['a.yaml', 'b.yaml'], [1, 2], [Buffer.from('a\u00e9')]));
  expect(namesFor('ping', made.names)).toEqual(names);
  expect(next().made(first.keyOf(['pong']))).toBeUndefined();
  const place = join(root, '.git/cdk8s-blue-green');
  const note = join(place, readdirSync(place)[0]!);
  const whole = readFileSync(note);
  // Each time git is asked for its folder: not for every byte.
  for (let at = 0; at < whole.length; at += 7) {
    for (const torn of [flipped(whole, at), whole.subarray(0, at)]) {
      writeFileSync(note, torn);
      expect(next().made(key)).toBeUndefined();
    }
  }
});

test('a small project, one outside of git and one that is not built keep nothing', () => {
  expect(MadeBefore.in(inGit(temporaryFolder()), MANY - 1, () => 'tool')).toBeUndefined();
  expect(MadeBefore.in(temporaryFolder(), MANY, () => 'tool')).toBeUndefined();
  expect(MadeBefore.in(inGit(temporaryFolder()), MANY)).toBeUndefined();
});

test('after any change a synth leaves what a synth from scratch makes, and check believes no note', async () => {
  const files = { 'apps/app-7/a.conf': 'a\n', ...application('app-7', { more: 'files: { /etc/a.conf: a.conf }\n' }) };
  const root = inGit(projectOf(...Array.from({ length: MANY }, (_, index) => application(`app-${index}`)), files));
  const place = join(root, '.git/cdk8s-blue-green');
  expect(synthByTool(root)).toMatchObject({ status: 0, stderr: '' });
  const [note] = readdirSync(place) as [string];
  const made = treeIn(join(root, 'dist'));

  // An input of every sort, a byte of an output, an output that is gone, one that nobody wants any more.
  writeTree(root, {
    ...application('app-1', { active: 'green' }),
    'dist/apps/production/app-2/base/ServiceAccount.app-2.k8s.yaml': 'edited\n',
    'dist/apps/production/app-4/blue/ConfigMap.app-4-blue-0000000000.k8s.yaml':
      made['apps/production/app-4/base/ServiceAccount.app-4.k8s.yaml']!,
    'apps/app-6/objects/own.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: own }\n',
    'apps/app-7/a.conf': 'b\n',
    ...application('app-8', { more: COOKIE }),
  });
  rmSync(join(root, 'dist/apps/production/app-3'), { recursive: true });
  const ignored = ['ServiceAccount.app-20.k8s.yaml', 'ConfigMap.own.k8s.yaml'];
  writeTree(root, { '.gitignore': ignored.join('\n') });
  const warned = synthByTool(root);
  expect(warned).toMatchObject({ status: 0, stderr: expect.stringContaining('app-8') });
  // One of them was there, one is new.
  for (const name of ignored) expect(warned.stderr).toMatch(new RegExp(`git ignores dist/.*/${name} `));
  const scratch = fromScratch(root);
  expect(treeIn(join(root, 'dist'))).toEqual(scratch);
  expect(scratch).not.toEqual(made);
  // What is warned of is warned of again, and a file that goes is not ignored.
  expect(synthByTool(root).stderr).toBe(warned.stderr);
  rmSync(join(root, 'apps/app-6/objects'), { recursive: true });
  const left = synthByTool(root);
  expect({ status: left.status, text: left.stderr }).toEqual({
    status: 0,
    text: expect.not.stringContaining('own.k8s'),
  });
  expect(left.stderr).toContain(ignored[0]);
  rmSync(join(root, '.gitignore'));
  writeTree(root, { 'apps/app-6/objects/own.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: own }\n' });

  // What is said beside the files, and for all of them.
  expect(synthByTool(root, ['-c', 'app-12.active=green']).status).toBe(0);
  const service = 'apps/production/app-12/release/traffic/Service.app-12.k8s.yaml';
  expect(treeIn(join(root, 'dist'))[service]).not.toBe(scratch[service]);
  const settings = 'environments:\n  production: { namespace: demo, overrides: { replicas: 7 } }\n';
  writeTree(root, { 'bluegreen.yaml': settings });
  expect(synthByTool(root).status).toBe(0);
  const deployment = treeIn(join(root, 'dist/apps/production/app-13/blue'))['Deployment.app-13-blue.k8s.yaml'];
  expect(deployment).toContain('replicas: 7');
  writeTree(root, { 'bluegreen.yaml': SETTINGS });
  expect(synthByTool(root).status).toBe(0);
  expect(treeIn(join(root, 'dist'))).toEqual(scratch);

  // Who is in the way of one that is not read again is told so, as by who knows nothing.
  const wrong = {
    ...application('app-9', { more: 'service: { name: app-10 }\n' }),
    'apps/app-11.yaml': 'name: app-1\n',
  };
  const right = Object.fromEntries(Object.keys(wrong).map(file => [file, readFileSync(join(root, file), 'utf8')]));
  for (const [file, text] of Object.entries(wrong)) {
    writeTree(root, { [file]: text });
    const refused = synthByTool(root);
    expect(refused).toMatchObject({ status: file.startsWith('apps') ? 1 : 0 });
    if (refused.status) expect(refused.stderr).toBe(synthByTool(inputsIn(root)).stderr);
    expect(treeIn(join(root, 'dist'))).toEqual(scratch);
    expect(readdirSync(place)).toEqual([note]);
    writeTree(root, right);
  }

  // What lies, in all its form: the synth believes it, so it is what is read there, and check does not.
  const path = 'apps/production/app-5/base/ServiceAccount.app-5.k8s.yaml';
  const lie = `${scratch[path]}# lie\n`;
  writeFileSync(join(root, 'dist', path), lie);
  const [lines] = /^[\s\S]*\n/.exec(readFileSync(join(place, note), 'utf8'))!;
  const lied = lines!.replace(
    digestOfApplication('app-5', scratch),
    digestOfApplication('app-5', { ...scratch, [path]: lie }),
  );
  expect(lied).not.toBe(lines);
  writeFileSync(join(place, note), `${lied}${sha256(lied)}`);
  expect(synthByTool(root).status).toBe(0);
  expect(treeIn(join(root, 'dist'))[path]).toBe(lie);
  const checked = run(root, process.execPath, [TOOL, 'check', '--no-base']);
  expect({ status: checked.status, text: checked.stdout + checked.stderr }).toMatchObject({
    status: 1,
    text: expect.stringMatching(/BG012[\s\S]*app-5/),
  });

  // Another tool: one word of its programs.
  const other = temporaryFolder();
  cpSync(join(ROOT, 'build'), join(other, 'build'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(other, 'node_modules'));
  const program = join(other, 'build/program/main.js');
  writeFileSync(
    program,
    readFileSync(program, 'utf8').replaceAll('"topology.kubernetes.io/zone"', '"topology.kubernetes.io/region"'),
  );
  // What V8 made of the program goes by the name of what the build wrote.
  rmSync(join(other, 'build/cache'), { recursive: true, force: true });
  await setTimeout(1500);
  const main = join(other, 'build/main.js');
  expect(synth(root).status).toBe(0);
  expect(run(root, process.execPath, [main]).status).toBe(0);
  const others = fromScratch(root, main);
  expect(Object.values(others).join('')).toContain('topology.kubernetes.io/region');
  expect(treeIn(join(root, 'dist'))).toEqual(others);
});

test('what is as it was made but led to by a link, or is a pipe, is refused as by who knows nothing, and what engines are told is known too', () => {
  const settings = `${SETTINGS}gitops: { engine: flux, repository: "https://git.example.com/a/b" }\n`;
  const all = Array.from({ length: MANY }, (_, index) => application(`app-${index}`));
  const root = inGit(projectOf(...all, { 'bluegreen.yaml': settings }));
  expect(synthByTool(root)).toMatchObject({ status: 0, stderr: '' });
  const place = join(root, '.git/cdk8s-blue-green');
  const [note] = readdirSync(place) as [string];
  const { ino } = statSync(join(place, note));
  expect(synthByTool(root)).toMatchObject({ status: 0, stderr: '' });
  // It is written only where anything is made anew.
  expect(statSync(join(place, note)).ino).toBe(ino);

  const made = treeIn(join(root, 'dist'));
  const inDist = (path: string) => join(root, 'dist', path);
  const aside = join(root, 'aside');
  const odd: ReadonlyArray<readonly [string, (at: string, aside: string) => void]> = [
    ['apps/production/app-1/base/ServiceAccount.app-1.k8s.yaml', (at, aside) => symlinkSync(aside, at)],
    ['flux/production/app-2', (at, aside) => symlinkSync(aside, at)],
    ['apps/production/app-3/base/ServiceAccount.app-3.k8s.yaml', at => execFileSync('mkfifo', [at])],
  ];
  for (const [index, [path, put]] of odd.entries()) {
    renameSync(inDist(path), `${aside}${index}`);
    put(inDist(path), `${aside}${index}`);
  }
  const refused = synthByTool(root);
  expect(refused.status).toBe(1);
  for (const [index, [path]] of odd.entries()) {
    expect(refused.stderr).toContain(`dist/${path}:`);
    rmSync(inDist(path));
    renameSync(`${aside}${index}`, inDist(path));
  }
  expect(treeIn(join(root, 'dist'))).toEqual(made);
  // The same size and the same times do not make it the same file.
  const file = inDist('flux/production/app-4/Kustomization.production-app-4-base.k8s.yaml');
  const text = readFileSync(file, 'utf8');
  const { atime, mtime } = statSync(file);
  writeFileSync(file, text.replace('a', 'b'));
  utimesSync(file, atime, mtime);
  expect(synthByTool(root)).toMatchObject({ status: 0, stderr: '' });
  expect(treeIn(join(root, 'dist'))).toEqual(made);
});

test('whoever joins a group or leaves it changes what its members wait for, though their own files are the same', () => {
  const settings = (group: string) => `environments:
  production: { namespace: demo }
  staging: { namespace: demo-staging }
gitops: { engine: flux, repository: "https://git.example.com/a/b" }
groups: { checkout: [${group}] }
`;
  const { 'releases/production/app-3.yaml': release, ...spec } = application('app-3');
  const others = Array.from({ length: MANY }, (_, index) => `app-${index}`).filter(name => name !== 'app-3');
  const files = { ...spec, 'releases/staging/app-3.yaml': release!, 'bluegreen.yaml': settings('app-1, app-2, app-3') };
  const root = inGit(projectOf(...others.map(name => application(name)), files));
  const waitsFor = (name: string) => {
    expect(synthByTool(root)).toMatchObject({ status: 0, stderr: '' });
    expect(treeIn(join(root, 'dist'))).toEqual(fromScratch(root));
    const file = `dist/flux/production/${name}/Kustomization.production-${name}-traffic.k8s.yaml`;
    return [...readFileSync(join(root, file), 'utf8').matchAll(/- name: production-(.+)-verify/g)].map(
      ([, one]) => one,
    );
  };
  expect(waitsFor('app-1')).toEqual(['app-1', 'app-2']);
  writeTree(root, { 'releases/production/app-3.yaml': release! });
  expect(waitsFor('app-1')).toEqual(['app-1', 'app-2', 'app-3']);
  writeTree(root, { 'bluegreen.yaml': settings('app-1, app-3') });
  expect(waitsFor('app-1')).toEqual(['app-1', 'app-3']);
  expect(waitsFor('app-2')).toEqual(['app-2']);
});

function inGit(root: string): string {
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  return root;
}

// The inputs alone, where no git is.
function inputsIn(root: string): string {
  const copy = temporaryFolder();
  for (const name of ['bluegreen.yaml', 'apps', 'releases'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  return copy;
}

function fromScratch(root: string, main?: string): Tree {
  const copy = inputsIn(root);
  expect((main ? run(copy, process.execPath, [main]) : synthByTool(copy)).status).toBe(0);
  expect(existsSync(join(copy, '.git'))).toBe(false);
  return treeIn(join(copy, 'dist'));
}

function digestOfApplication(name: string, files: Tree): string {
  const paths = Object.keys(files)
    .filter(path => path.startsWith(`apps/production/${name}/`))
    .sort();
  const texts = paths.map(path => files[path]!);
  return digestOf(
    paths,
    texts.map(text => Buffer.byteLength(text)),
    texts,
  );
}

function flipped(content: Buffer, at: number) {
  const other = Buffer.from(content);
  other[at % other.length]! ^= 1;
  return other;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
