import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Changes } from '../../../lib/project/write/changes';
import { lockProject, recoverInterrupted } from '../../../lib/project/write/project-lock';
import { Transaction } from '../../../lib/project/write/transaction';
import { WriteError } from '../../../lib/project/write/write-error';
import { stampsIn, type Tree, temporaryFolder, treeIn, writeTree } from '../../folder';

const { watchSteps } = require('./steps-on-disk.js');

let root: string;

beforeEach(() => {
  root = temporaryFolder();
});

test('a change writes, replaces and removes files, takes empty folders along, and leaves nothing else behind', () => {
  writeTree(root, {
    'releases/ping.yaml': 'active: blue\n',
    'dist/old/a/Service.yaml': 's',
    'dist/same.yaml': 'same',
  });
  const transaction = new Transaction(root);
  transaction.write('releases/ping.yaml', 'active: green\n');
  transaction.write('dist/same.yaml', 'same');
  transaction.write('dist/new/b/Job.yaml', 'j');
  transaction.remove('dist/old/a/Service.yaml');
  transaction.remove('dist/never/there.yaml');
  expect(transaction.commit()).toEqual(['releases/ping.yaml', 'dist/new/b/Job.yaml', 'dist/old/a/Service.yaml']);
  expect(treeIn(root)).toEqual({
    'releases/ping.yaml': 'active: green\n',
    'dist/same.yaml': 'same',
    'dist/new/b/Job.yaml': 'j',
  });
});

test('nothing is written before the commit, nor after it is abandoned', () => {
  writeTree(root, { a: '1' });
  const transaction = new Transaction(root);
  transaction.write('a', '2');
  expect(treeIn(root)['a']).toBe('1');
  transaction.abandon();
  expect(treeIn(root)).toEqual({ a: '1' });
});

test('what could not be read again is not written', () => {
  const transaction = new Transaction(root);
  transaction.write('releases/ping.yaml', 'x'.repeat(11 * 1024 * 1024));
  expect(() => transaction.commit()).toThrow('releases/ping.yaml: expected at most 10485760 bytes, got 11534336');
  expect(treeIn(root)).toEqual({});
});

test('what stays is read whole, through no link, and not twice', () => {
  const large = 'x'.repeat(4 * 1024 * 1024);
  writeTree(root, {
    'dist/a/one.yaml': 'one',
    'dist/a/two.yaml': 'zwei',
    'dist/empty.yaml': '',
    'dist/large.yaml': large,
  });
  mkdirSync(join(root, 'dist/folder.yaml'));
  symlinkSync('a/one.yaml', join(root, 'dist/link.yaml'));
  const transaction = new Transaction(root);
  transaction.write('dist/noted.yaml', 'n');
  const seen = (...paths: string[]) => {
    let found: unknown;
    const isKept = transaction.keep(paths, ({ lengths, bytes }) => {
      found = [lengths, Buffer.from(bytes).toString()];
      return true;
    });
    expect(isKept).toBe(found !== undefined);
    return found;
  };
  for (const odd of ['folder', 'link', 'large', 'gone', 'a/gone', 'gone/a', 'a/one.yaml/a', 'noted'])
    expect([odd, seen('dist/a/one.yaml', `dist/${odd}.yaml`)]).toEqual([odd, undefined]);
  // A pipe that nobody writes to holds nothing, and is not waited for.
  execFileSync('mkfifo', [join(root, 'dist/pipe.yaml')]);
  const isKept = transaction.keep(['dist/pipe.yaml'], ({ lengths }) => lengths[0] !== 0);
  expect(isKept).toBe(false);
  expect(seen('dist/a/one.yaml', 'dist/empty.yaml', 'dist/a/two.yaml')).toEqual([[3, 0, 4], 'onezwei']);
  expect(seen('dist/large.yaml')).toEqual([[large.length], large]);
  expect([...transaction.noted.keys()]).toEqual([
    'dist/noted.yaml',
    'dist/a/one.yaml',
    'dist/empty.yaml',
    'dist/a/two.yaml',
    'dist/large.yaml',
  ]);
  expect(seen('dist/a/one.yaml')).toBeUndefined();
  // Whoever finds that all has to be read anew begins anew.
  transaction.startAgain();
  transaction.write('dist/a/one.yaml', 'new');
  expect(transaction.commit()).toEqual(['dist/a/one.yaml']);
  expect(existsSync(join(root, 'dist/noted.yaml'))).toBe(false);
});

test('a replaced file keeps its permissions', () => {
  writeTree(root, { run: '1' });
  chmodSync(join(root, 'run'), 0o750);
  write({ run: '2' });
  expect(statSync(join(root, 'run')).mode & 0o7777).toBe(0o750);
});

test('every place that can not be written to is named, and then nothing is changed', () => {
  writeTree(root, { good: '1', 'read-only': '1', 'folder/file': '1', 'real/file': '1' });
  chmodSync(join(root, 'read-only'), 0o444);
  symlinkSync('good', join(root, 'link'));
  symlinkSync('real', join(root, 'linked'));
  const before = stampsIn(root);
  const wanted: Tree = {
    good: '2',
    'read-only': '2',
    folder: '2',
    link: '2',
    'linked/file': '2',
    'good/file': '2',
    new: '2',
    'new/file': '2',
    '../outside': '2',
    '/absolute': '2',
    'a//b': '2',
    '.git/config': '2',
    '.bluegreen/lock': '2',
  };
  let message = '';
  try {
    write(wanted);
  } catch (error) {
    expect(error).toBeInstanceOf(WriteError);
    message = (error as Error).message;
  }
  expect(message.split('\n')).toEqual([
    "can't write read-only: it is read-only",
    "can't write folder: it is a folder, not a file",
    "can't write link: link is a symbolic link: put what it leads to in its place",
    "can't write linked/file: linked is a symbolic link: put what it leads to in its place",
    "can't write good/file: good is a file, not a folder",
    ...['../outside', '/absolute', 'a//b', '.git/config', '.bluegreen/lock'].map(
      path => `can't write ${path}: the path must lie inside the project, and outside .git and .bluegreen`,
    ),
    "can't write good/file: good is to be a file, not a folder",
    "can't write new/file: new is to be a file, not a folder",
  ]);
  expect(stampsIn(root)).toEqual(before);
});

test('an interrupted change is completed by the next run, which says so once', () => {
  writeTree(root, { a: '1', 'gone/b': '1' });
  interrupt({ a: '2', 'gone/b': null });
  const transaction = new Transaction(root);
  transaction.abandon();
  expect(transaction.recovered).toMatch(/^completed what was interrupted, .*: a, gone\/b$/);
  expect(treeIn(root)).toEqual({ a: '2' });
  expect(recoverInterrupted(root)).toEqual({ uncommitted: [] });
});

test('a file that was edited since is never overwritten: the next run refuses, until it is put back', () => {
  writeTree(root, { a: '1', b: '1', c: '1' });
  interrupt({ a: '2', b: '2', c: null });
  writeTree(root, { b: 'edited', c: 'edited' });
  for (const next of [() => new Transaction(root), () => recoverInterrupted(root)]) {
    expect(next).toThrow(/^can't complete what was interrupted, .*: edited since: b, c\. To go on .*, put that back/);
  }
  expect(treeIn(root)).toMatchObject({ a: '1', b: 'edited', c: 'edited' });
  writeTree(root, { b: '1', c: '1' });
  recoverInterrupted(root);
  expect(treeIn(root)).toEqual({ a: '2', b: '2' });
});

test('while an interrupted change waits to be completed, git does not see it', () => {
  execFileSync('git', ['init', '-q', root]);
  writeTree(root, { a: '1' });
  interrupt({ a: '2' });
  writeTree(root, { a: 'edited' });
  expect(() => recoverInterrupted(root)).toThrow(WriteError);
  expect(execFileSync('git', ['-C', root, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('?? a\n');
});

test('a file that is gone, or that a power cut has emptied, is written again', () => {
  writeTree(root, { a: '1', b: '1' });
  interrupt({ a: '2', b: '2' });
  rmSync(join(root, 'a'));
  writeFileSync(join(root, 'b'), '');
  recoverInterrupted(root);
  expect(treeIn(root)).toEqual({ a: '2', b: '2' });
});

test.each(['../stolen', '.git/hooks/post-checkout', 'link/stolen'])(
  'a journal that came with a cloned repository can not write to %s',
  path => {
    mkdirSync(join(root, 'project/.bluegreen'), { recursive: true });
    symlinkSync('..', join(root, 'project/link'));
    const change = { path, before: null, bytes: 6 };
    writeTree(join(root, 'project'), {
      '.bluegreen/journal': journal({ format: 3, command: 'x' }, change, 'stolen', { changes: 1 }),
    });
    expect(() => recoverInterrupted(join(root, 'project'))).toThrow(`can't write ${path}: `);
    expect(readdirSync(root)).toEqual(['project']);
    expect(existsSync(join(root, 'project/.git'))).toBe(false);
  },
);

const HEAD = { format: 3, command: 'x' };
const CHANGE = { path: 'a', before: null, bytes: 1 };

test.each([
  '',
  '{"format":3}',
  '{"form',
  'null',
  '{"format":1,"command":"x","changes":[]}',
  journal({ ...HEAD, format: 2 }, { path: 'a', before: null, content: '2' }, { changes: 1 }),
  journal({ ...HEAD, command: '\u001b[2J' }, { changes: 0 }),
  journal({ ...HEAD, command: 7 }, { changes: 0 }),
  journal(HEAD),
  journal(HEAD, CHANGE),
  journal(HEAD, CHANGE, '2'),
  journal(HEAD, CHANGE, '2', { changes: 2 }),
  journal(HEAD, CHANGE, '2', { changes: 1 }, CHANGE, '2'),
  journal(HEAD, CHANGE, '2', { changes: 1 }, '\n'),
  journal(HEAD, CHANGE, '2', { changes: 1 }).slice(0, -1),
  journal(HEAD, CHANGE, '22', { changes: 1 }),
  journal(HEAD, { ...CHANGE, bytes: 1000 }, '2', { changes: 1 }),
  journal(HEAD, CHANGE, '2', {}, { changes: 2 }),
  journal(HEAD, CHANGE, '2', [], { changes: 2 }),
  ...[
    { path: 7 },
    { path: 'a\n::error::' },
    { before: 7 },
    { bytes: {} },
    { bytes: undefined },
    { bytes: -1 },
    { bytes: 0.5 },
    { bytes: 2 ** 40 },
    { mode: '0' },
    { mode: 2 ** 20 },
  ].map(odd => journal(HEAD, CHANGE, '2', { ...CHANGE, path: 'b', ...odd }, '2', { changes: 2 })),
])('a journal that is none, or not whole, is refused with its place, and nothing of it is done: %j', text => {
  writeTree(root, { a: '1', '.bluegreen/journal': text });
  for (const next of [() => new Transaction(root), () => recoverInterrupted(root)]) {
    expect(next).toThrow(/can't read .*journal\. Run the version that wrote it, or delete it/);
  }
  expect(treeIn(root)).toMatchObject({ a: '1', '.bluegreen/journal': text });
  expect(existsSync(join(root, '.bluegreen/lock'))).toBe(false);
});

test('a journal of many large files is read in parts', () => {
  const wanted = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`${index}.yaml`, `ü"\n${index}`.repeat(50_000)]),
  );
  wanted['whole.yaml'] = 'ü"\n'.repeat(500_000);
  wanted['empty.yaml'] = '';
  interrupt(wanted);
  recoverInterrupted(root);
  expect(treeIn(root)).toEqual(
    Object.fromEntries(Object.entries(wanted).map(([path, text]) => [path, Buffer.from(text).toString('latin1')])),
  );
});

test.each([
  '{}',
  'null',
  '[]',
  '{"holder":{"pid":1}}',
  '{"holder":{"pid":0},"paths":[],"message":""}',
  '{"holder":{"pid":999999999},"paths":"x","message":"x"}',
  '{"holder":{"pid":999999999},"paths":["\\u001b[2J"],"message":"x"}',
  '{"ho',
])('a note of what is to be committed that is none goes, and nobody falls over it: %s', text => {
  writeTree(root, { '.bluegreen/to-commit.1.1': text });
  expect(recoverInterrupted(root)).toEqual({ uncommitted: [] });
  expect(readdirSync(root)).toEqual([]);
});

test('a note stays until somebody has told the user of it', () => {
  const holder = { pid: 2 ** 30 };
  writeTree(root, { '.bluegreen/to-commit.1.1': JSON.stringify({ holder, paths: ['a'], message: 'm' }) });
  const told = () => recoverInterrupted(root).uncommitted;
  expect(told()).toMatchObject([{ by: `process ${2 ** 30}`, paths: ['a'], message: 'm' }]);
  const [note] = told();
  note!.forget();
  expect(told()).toEqual([]);
  expect(readdirSync(root)).toEqual([]);
});

describe('the folder aside may have come with a clone: nothing is read, written or deleted through links in it', () => {
  const victims: Tree = {
    'next/a': '1',
    'previous/b': '1',
    '.gitignore': '1',
    'journal.draft': '1',
  };
  let project: string;

  beforeEach(() => {
    project = join(root, 'project');
    writeTree(join(root, 'victim'), victims);
    writeTree(project, { a: '1' });
  });

  const verbs: [string, () => void][] = [
    ['a run that writes', () => void write({ a: '2' }, project)],
    ['a run that reads', () => void recoverInterrupted(project)],
  ];

  test.each(verbs)('%s, where the folder is a link', (_, verb) => {
    symlinkSync('../victim', join(project, '.bluegreen'));
    expect(verb).toThrow(/^can't use .*\.bluegreen: expected .*, got a symbolic link; nothing was changed/);
    expect(treeIn(join(root, 'victim'))).toEqual(victims);
    expect(readFileSync(join(project, 'a'), 'utf8')).toBe('1');
  });

  test.each(
    ['.gitignore', 'journal', 'journal.draft', 'content', 'lock', `lock.${process.pid}`, 'to-commit.1.1'].flatMap(
      name => verbs.map(([words, verb]) => [words, name, verb] as const),
    ),
  )('%s, where %s in it is a link', (_, name, verb) => {
    writeTree(project, { '.bluegreen/other': '' });
    symlinkSync('../../victim/.gitignore', join(project, '.bluegreen', name));
    expect(verb).toThrow(/^can't use .*: expected .*, got a symbolic link; nothing was changed/);
    expect(treeIn(join(root, 'victim'))).toEqual(victims);
    expect(readFileSync(join(project, 'a'), 'utf8')).toBe('1');
  });

  test('.dist.bluegreen is of no meaning, be it a link or not', () => {
    symlinkSync('../victim', join(project, '.dist.bluegreen'));
    for (const [, verb] of verbs) verb();
    expect(treeIn(join(root, 'victim'))).toEqual(victims);
    expect(readFileSync(join(project, 'a'), 'utf8')).toBe('2');
  });

  test('a file in its place is told in words', () => {
    writeFileSync(join(project, '.bluegreen'), '');
    expect(verbs[1]![1]).toThrow(/^can't use .*\.bluegreen: expected .*, got something else/);
  });
});

test('a file that would be written twice is named, and nothing is changed', () => {
  const transaction = new Transaction(root);
  transaction.write('a', '1');
  transaction.write('a', '2');
  expect(() => transaction.commit()).toThrow("can't write a: it would be written twice");
  expect(readdirSync(root)).toEqual([]);
});

test('a draft that is dropped late does not take away that of the next run', () => {
  const first = new Transaction(root);
  first.write('a', '1');
  first.abandon();
  const second = new Transaction(root);
  second.write('a', '2');
  first.abandon();
  second.commit();
  expect(treeIn(root)).toEqual({ a: '2' });
});

test('without an interrupted run, asking for one writes nothing', () => {
  const before = statSync(root).mtimeMs;
  expect(recoverInterrupted(root)).toEqual({ uncommitted: [] });
  expect(statSync(root).mtimeMs).toBe(before);
});

test('a disk that fails at any step is told in words; after the next run the files are the old ones or the new ones', () => {
  const before: Tree = { a: '1', 'gone/b': '1' };
  const after: Tree = { a: '2', 'new/c': '1' };
  const { pid } = process;
  // Each run is a process of its own, and dead afterwards: no system gives such numbers.
  const newProcess = () => Object.defineProperty(process, 'pid', { value: 2 ** 30 + processes++ });
  let processes = 0;
  const ends = new Set<string>();
  try {
    for (let failing = 1; ; failing++) {
      root = temporaryFolder();
      writeTree(root, before);
      newProcess();
      let steps = 0;
      const restore = watchSteps(() => {
        if (++steps === failing) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
      });
      let said = '';
      try {
        write({ a: '2', 'new/c': '1', 'gone/b': null });
      } catch (error) {
        expect(error).toBeInstanceOf(WriteError);
        said = (error as Error).message;
      } finally {
        restore();
      }
      if (said) expect(said).toMatch(/^can't write .*: the disk is full/);
      else expect(treeIn(root)).toMatchObject(after);
      if ('.bluegreen/journal' in treeIn(root)) {
        expect(said).toMatch(/\nThe change is half done: mend that, and the next run completes it\.$/);
      }
      newProcess();
      recoverInterrupted(root);
      expect([before, after]).toContainEqual(treeIn(root));
      ends.add('gone/b' in treeIn(root) ? 'old' : 'new');
      if (steps < failing) break;
    }
  } finally {
    Object.defineProperty(process, 'pid', { value: pid });
  }
  expect(ends).toEqual(new Set(['old', 'new']));
});

test('whatever is there and whatever is wanted: the result is what was asked for, and other files are not touched', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
    .map(steps => `${steps.join('/')}.yaml`);
  const content = fc.constantFrom('', '1', '2', '3\r\n');
  fc.assert(
    fc.property(
      fc.dictionary(path, content, { maxKeys: 6, noNullPrototype: true }),
      fc.dictionary(path, fc.option(content), { maxKeys: 6, noNullPrototype: true }),
      fc.boolean(),
      (before, wanted, interrupted) => {
        const tree = temporaryFolder();
        writeTree(tree, before);
        const expected: Record<string, string> = { ...before };
        const changed: string[] = [];
        for (const [at, text] of Object.entries(wanted)) {
          if ((before[at] ?? null) !== text) changed.push(at);
          if (text === null) delete expected[at];
          else expected[at] = text;
        }
        const untouched = () => Object.entries(stampsIn(tree)).filter(([at]) => at in before && !changed.includes(at));
        const stamps = untouched();

        if (interrupted) interrupt(wanted, tree);
        else expect(write(wanted, tree)).toEqual(changed);
        if (interrupted) recoverInterrupted(tree);

        expect(treeIn(tree)).toEqual(expected);
        expect(untouched()).toEqual(stamps);
      },
    ),
    { numRuns: 100 },
  );
});

// What is a text stands there as it is.
function journal(...parts: ReadonlyArray<object | string>): string {
  return parts.map(part => (typeof part === 'string' ? part : `${JSON.stringify(part)}\n`)).join('');
}

type Wanted = Readonly<Record<string, string | null>>;

function write(wanted: Wanted, at = root): readonly string[] {
  const transaction = new Transaction(at);
  for (const [path, content] of Object.entries(wanted)) {
    if (content === null) transaction.remove(path);
    else transaction.write(path, content);
  }
  return transaction.commit();
}

// As a run leaves it that is ended right after the commit point.
function interrupt(wanted: Wanted, at = root): void {
  const { folder, release } = lockProject(at);
  const changes = new Changes(at, folder);
  for (const [path, content] of Object.entries(wanted)) changes.want(path, content);
  changes.makeDue();
  release();
}

test('what an editor saves between the reading and the commit is kept, and nothing else is changed', () => {
  const root = temporaryFolder();
  writeTree(root, { 'read.yaml': 'saved meanwhile\n', 'other.yaml': 'old\n' });
  const transaction = new Transaction(root);
  transaction.write('other.yaml', 'new\n', 'old\n');
  transaction.write('read.yaml', 'new\n', 'as read\n');
  expect(() => transaction.commit()).toThrow('read.yaml changed after this run had read it; nothing was changed');
  expect(treeIn(root)).toEqual({ 'read.yaml': 'saved meanwhile\n', 'other.yaml': 'old\n' });
});
