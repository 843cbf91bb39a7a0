import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { MadeBefore } from '../../../lib/cli/synth/made-before';
import { Colour } from '../../../lib/construct';
import { decide } from '../../../lib/construct/resolve/application';
import { anyDeployToGreen, type Named } from '../../construct/render/any/application';
import { renderedOnce, texts } from '../../construct/render/rendered';
import { type Tree, temporaryFolder, treeIn, writeTree } from '../../folder';
import { ROOT } from '../../repository';
import { application, MAIN, projectOf, run, synth, TOOL } from './project';

// Each process reads a hundred applications.
jest.setTimeout(600_000);

const MANY = 100;
const objects = renderedOnce();

test('nothing is taken for what would be made anew but the very same: whatever changes, input, tool, output or note', () => {
  const root = inGit(temporaryFolder());
  const place = join(root, '.git/cdk8s-blue-green');
  let kept = 0;
  fc.assert(
    fc.property(anyDeployToGreen, CHANGE, fc.nat(), ({ before, after }, change, at) => {
      rmSync(place, { recursive: true, force: true });
      const first = MadeBefore.in(root, MANY, () => 'tool')!;
      first.note(placed(before), asMap(filesOf(before)));
      first.save();
      if (change === 'note') flip(join(place, readdirSync(place)[0]!), at);

      const disk = new Map(Object.entries(filesOf(before)).map(([path, text]) => [path, Buffer.from(text)] as const));
      const [path, content] = [...disk][at % disk.size]!;
      if (change === 'byte') disk.set(path, flipped(content, at));
      if (change === 'gone') disk.delete(path);
      const isInput = change === 'input';
      const wanted = isInput ? after : before;
      const next = MadeBefore.in(root, MANY, () => (change === 'tool' ? 'other' : 'tool'))!;
      const isThere = next.isThere(placed(wanted), (paths, areWanted) => {
        const contents = paths.flatMap(path => disk.get(path) ?? []);
        return contents.length === paths.length && areWanted(contents);
      });
      const isSame = isDeepSame(disk, filesOf(wanted));
      if (isThere) kept++;
      if (change === 'nothing') expect(isThere).toBe(true);
      if (change === 'tool' || !isSame) expect(isThere).toBe(false);
    }),
    { numRuns: 60 },
  );
  expect(kept).toBeGreaterThan(0);
});

const CHANGE = fc.constantFrom('nothing', 'input', 'tool', 'byte', 'gone', 'note');

test('whoever takes a step away from us is rendered anew', () => {
  const root = inGit(temporaryFolder());
  const ping = placed({ name: 'ping', port: 5000, readiness: { path: '/ping' }, blue: IMAGE, green: IMAGE });
  const first = MadeBefore.in(root, MANY, () => 'tool')!;
  first.note(ping, new Map([['a.yaml', 'a']]));
  first.save();
  const next = MadeBefore.in(root, MANY, () => 'tool')!;
  const areThere = (step?: 'beside' | 'moved') =>
    next.isThere({ ...ping, eject: step && { step, folder: 'k8s/ping' } }, (paths, areWanted) =>
      areWanted(paths.map(() => Buffer.from('a'))),
    );
  expect([areThere(), areThere('beside'), areThere('moved')]).toEqual([true, false, false]);
});

test('a note in which any byte is another, or that ends early, says nothing', () => {
  const root = inGit(temporaryFolder());
  const next = () => MadeBefore.in(root, MANY, () => 'tool')!;
  const ping = placed({ name: 'ping', port: 5000, readiness: { path: '/ping' }, blue: IMAGE, green: IMAGE });
  const first = next();
  first.note(ping, new Map([['a.yaml', 'a']]));
  first.save();
  const isThere = () => next().isThere(ping, (paths, areWanted) => areWanted(paths.map(() => Buffer.from('a'))));
  expect(isThere()).toBe(true);
  const place = join(root, '.git/cdk8s-blue-green');
  const note = join(place, readdirSync(place)[0]!);
  const whole = readFileSync(note);
  // Each time git is asked for its folder: not for every byte.
  for (let at = 0; at < whole.length; at += 7) {
    for (const torn of [flipped(whole, at), whole.subarray(0, at)]) {
      writeFileSync(note, torn);
      expect(isThere()).toBe(false);
    }
  }
});

const IMAGE = { image: 'example/ping:1.0' };

test('a small project, one outside of git and one that is not built keep nothing', () => {
  expect(MadeBefore.in(inGit(temporaryFolder()), MANY - 1, () => 'tool')).toBeUndefined();
  expect(MadeBefore.in(temporaryFolder(), MANY, () => 'tool')).toBeUndefined();
  expect(MadeBefore.in(inGit(temporaryFolder()), MANY)).toBeUndefined();
});

test('after any change a synth leaves what a synth from scratch makes, and check believes no note', async () => {
  const root = inGit(projectOf(...Array.from({ length: MANY }, (_, index) => application(`app-${index}`))));
  const place = join(root, '.git/cdk8s-blue-green');
  expect(synth(root)).toMatchObject({ status: 0, stderr: '' });
  const [note] = readdirSync(place) as [string];
  const made = treeIn(join(root, 'dist'));

  // An input, a byte of an output, an output that is gone, one that nobody wants any more.
  writeTree(root, {
    ...application('app-1', { active: 'green' }),
    'dist/apps/production/app-2/base/ServiceAccount.app-2.k8s.yaml': 'edited\n',
    'dist/apps/production/app-4/blue/ConfigMap.app-4-blue-0000000000.k8s.yaml':
      made['apps/production/app-4/base/ServiceAccount.app-4.k8s.yaml']!,
  });
  rmSync(join(root, 'dist/apps/production/app-3'), { recursive: true });
  expect(synth(root)).toMatchObject({ status: 0, stderr: '' });
  const scratch = fromScratch(root, MAIN);
  expect(treeIn(join(root, 'dist'))).toEqual(scratch);
  expect(scratch).not.toEqual(made);

  // What lies, in all its form: the synth believes it, so it is what is read there, and check does not.
  const path = 'apps/production/app-5/base/ServiceAccount.app-5.k8s.yaml';
  const lie = `${scratch[path]}# lie\n`;
  writeFileSync(join(root, 'dist', path), lie);
  const folder = 'apps/production/app-5/';
  const was = Object.fromEntries(Object.entries(scratch).filter(([file]) => file.startsWith(folder)));
  const [, lines] = /^[^\n]*\n([\s\S]*)$/.exec(readFileSync(join(place, note), 'utf8'))!;
  const lied = lines!
    .split('\n')
    .map(line => {
      if (!line.includes('ServiceAccount.app-5.k8s')) return line;
      const { paths } = JSON.parse(line.slice(line.indexOf(' ')));
      const digest = digestOf(paths.map((file: string) => [file, folder + file === path ? lie : was[folder + file]!]));
      return `${line.slice(0, line.indexOf(' '))} ${JSON.stringify({ paths, digest })}`;
    })
    .join('\n');
  writeFileSync(join(place, note), `${sha256(lied)}\n${lied}`);
  expect(synth(root)).toMatchObject({ status: 0, stderr: '' });
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
  expect(run(root, process.execPath, [main])).toMatchObject({ status: 0, stderr: '' });
  const others = fromScratch(root, main);
  expect(Object.values(others).join('')).toContain('topology.kubernetes.io/region');
  expect(treeIn(join(root, 'dist'))).toEqual(others);
});

function inGit(root: string): string {
  execFileSync('git', ['init', '--quiet'], { cwd: root });
  return root;
}

// The inputs alone, where no git is.
function fromScratch(root: string, main: string): Tree {
  const copy = temporaryFolder();
  for (const name of ['bluegreen.yaml', 'apps', 'releases'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  expect(run(copy, process.execPath, [main])).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(copy, '.git'))).toBe(false);
  return treeIn(join(copy, 'dist'));
}

function placed(props: Named) {
  return { application: decide({ ...props, active: Colour.BLUE }).application, takeover: undefined, eject: undefined };
}

function filesOf(props: Named): Tree {
  return texts(objects(props, Colour.BLUE));
}

function asMap(tree: Tree): Map<string, string> {
  return new Map(Object.entries(tree));
}

function isDeepSame(disk: ReadonlyMap<string, Buffer>, tree: Tree): boolean {
  const wanted = Object.entries(tree);
  return disk.size === wanted.length && wanted.every(([path, text]) => disk.get(path)?.equals(Buffer.from(text)));
}

function flipped(content: Buffer, at: number) {
  const other = Buffer.from(content);
  other[at % other.length]! ^= 1;
  return other;
}

function flip(file: string, at: number): void {
  writeFileSync(file, flipped(readFileSync(file), at));
}

function digestOf(made: ReadonlyArray<readonly [string, string]>): string {
  const hash = createHash('sha256');
  for (const [path, text] of made) hash.update(`${path}\0${Buffer.byteLength(text)}\0${text}`);
  return hash.digest('hex');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
