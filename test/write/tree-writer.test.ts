import fs, { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TreeWriter } from '../../lib/write/tree-writer';
import { WriteError } from '../../lib/write/write-error';
import { stampsIn, type Tree, temporaryFolder, treeIn, writeTree } from '../folder';

const { watchSteps } = require('./steps-on-disk.js');

const OLD: Tree = { 'apps/a/x.yaml': 'x: 1\n', 'apps/a/y.yaml': 'y: 1\n', 'apps/b/z.yaml': 'z: 1\n' };
const NEW: Tree = { 'apps/a/x.yaml': 'x: 1\n', 'apps/a/y.yaml': 'y: 2\n', 'apps/c/w.yaml': 'w: 1\n' };

/** An output folder that holds OLD. */
function outputFolder(): string {
  const outdir = join(temporaryFolder(), 'dist');
  writeTree(outdir, OLD);
  return outdir;
}

/** @returns what it had to put right first */
function write(outdir: string, tree: Tree): string | undefined {
  const writer = new TreeWriter(outdir);
  try {
    for (const [path, content] of Object.entries(tree)) writer.add(path, content);
    writer.commit();
  } finally {
    writer.abandon();
  }
  return writer.recovered;
}

function neighbours(outdir: string): string[] {
  return readdirSync(join(outdir, '..'));
}

describe('a new tree takes the place of the old one', () => {
  test('as a whole: files that are gone go, with their folders, and nothing is left aside', () => {
    const outdir = outputFolder();
    expect(write(outdir, NEW)).toBeUndefined();
    expect(treeIn(outdir)).toEqual(NEW);
    expect(neighbours(outdir)).toEqual(['dist']);
  });

  test('files whose bytes stay the same are not written', () => {
    const outdir = outputFolder();
    const before = stampsIn(outdir);
    write(outdir, NEW);
    const after = stampsIn(outdir);
    expect(after['apps/a/x.yaml']).toBe(before['apps/a/x.yaml']);
    expect(after['apps/a/y.yaml']).not.toBe(before['apps/a/y.yaml']);
  });

  test('nothing is touched when nothing differs', () => {
    const outdir = outputFolder();
    const before = { files: stampsIn(outdir), folder: fs.statSync(outdir).ino };
    write(outdir, OLD);
    expect({ files: stampsIn(outdir), folder: fs.statSync(outdir).ino }).toEqual(before);
  });

  test('an empty folder that lingers goes, for an engine prunes what it finds empty', () => {
    const outdir = outputFolder();
    mkdirSync(join(outdir, 'apps/d'));
    write(outdir, OLD);
    expect(treeIn(outdir)).toEqual(OLD);
  });

  test('a file gives way to a folder of its name, and a folder to a file', () => {
    const outdir = outputFolder();
    const crossed: Tree = { 'apps/a': 'a: 1\n', 'apps/b/z.yaml/deep.yaml': 'z: 2\n' };
    write(outdir, crossed);
    expect(treeIn(outdir)).toEqual(crossed);
  });

  test('a link in the old tree is replaced, and what it leads to stays', () => {
    const outdir = outputFolder();
    const elsewhere = join(outdir, '..', 'elsewhere.yaml');
    writeFileSync(elsewhere, OLD['apps/a/x.yaml']!);
    rmSync(join(outdir, 'apps/a/x.yaml'));
    symlinkSync(elsewhere, join(outdir, 'apps/a/x.yaml'));
    write(outdir, OLD);
    expect(fs.lstatSync(join(outdir, 'apps/a/x.yaml')).isFile()).toBe(true);
    expect(fs.readFileSync(elsewhere, 'utf8')).toBe(OLD['apps/a/x.yaml']);
  });

  test('where there was none, with the folders above it', () => {
    const outdir = join(temporaryFolder(), 'some', 'where', 'dist');
    write(outdir, NEW);
    expect(treeIn(outdir)).toEqual(NEW);
    expect(neighbours(outdir)).toEqual(['dist']);
  });

  test('on a file system that knows no links', () => {
    const outdir = outputFolder();
    const link = jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM', syscall: 'link' });
    });
    write(outdir, NEW);
    expect(link).toHaveBeenCalled();
    link.mockRestore();
    expect(treeIn(outdir)).toEqual(NEW);
    expect(neighbours(outdir)).toEqual(['dist']);
  });
});

describe('the old tree stays', () => {
  test('when the writer is abandoned', () => {
    const outdir = outputFolder();
    const writer = new TreeWriter(outdir);
    for (const [path, content] of Object.entries(NEW)) writer.add(path, content);
    writer.abandon();
    expect(treeIn(outdir)).toEqual(OLD);
    expect(neighbours(outdir)).toEqual(['dist']);
  });

  test('when there is nothing to write: an engine would delete everything', () => {
    const outdir = outputFolder();
    expect(() => write(outdir, {})).toThrow(
      new WriteError(`can't write ${outdir}: it would be empty, and an engine would delete everything`),
    );
    expect(treeIn(outdir)).toEqual(OLD);
  });

  test.each(['../x.yaml', '/etc/x.yaml', 'apps/../../x.yaml', 'apps//x.yaml', './x.yaml', '', 'apps/..'])(
    'when a path leaves it: %j',
    path => {
      const outdir = outputFolder();
      expect(() => write(outdir, { 'apps/a/x.yaml': 'x: 9\n', [path]: 'x: 9\n' })).toThrow(WriteError);
      expect(treeIn(outdir)).toEqual(OLD);
      expect(neighbours(outdir)).toEqual(['dist']);
    },
  );

  test.each([
    ['with the bytes of the old tree', OLD],
    ['with others', NEW],
  ])('when a path comes twice, %s', (_, tree) => {
    const outdir = outputFolder();
    const writer = new TreeWriter(outdir);
    for (const [path, content] of Object.entries(tree)) writer.add(path, content);
    expect(() => writer.add('apps/a/x.yaml', tree['apps/a/x.yaml']!)).toThrow(
      new WriteError(`can't write ${join(outdir, 'apps/a/x.yaml')}: it would be written twice`),
    );
    writer.abandon();
    expect(treeIn(outdir)).toEqual(OLD);
  });

  test('when a writer that has ended is abandoned once more, while the next one writes', () => {
    const outdir = outputFolder();
    const first = new TreeWriter(outdir);
    first.abandon();
    const second = new TreeWriter(outdir);
    for (const [path, content] of Object.entries(NEW)) second.add(path, content);
    first.abandon();
    expect(() => new TreeWriter(outdir, 0)).toThrow(/is writing here already/);
    second.commit();
    expect(treeIn(outdir)).toEqual(NEW);
  });
});

describe('a place that can not be written to is told in words', () => {
  test('a file', () => {
    const file = join(temporaryFolder(), 'dist');
    writeFileSync(file, 'precious');
    expect(() => write(file, NEW)).toThrow(new WriteError(`can't write ${file}: it is not a folder`));
    expect(fs.readFileSync(file, 'utf8')).toBe('precious');
  });

  test.each(['a folder', 'nothing'])('a symbolic link to %s', target => {
    const folder = temporaryFolder();
    if (target === 'a folder') writeTree(join(folder, 'real'), OLD);
    const link = join(folder, 'dist');
    symlinkSync('real', link);
    expect(() => write(link, NEW)).toThrow(
      new WriteError(`can't write ${link}: it is a symbolic link: name the folder that it leads to`),
    );
    expect(fs.readlinkSync(link)).toBe('real');
  });

  test('a folder below a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'precious');
    expect(() => write(join(file, 'dist'), NEW)).toThrow(
      /can't write .*file\/dist: something above it is a file, not a folder/,
    );
  });

  test('the folder that we are in, or one above it', () => {
    for (const outdir of ['.', '..', '/'])
      expect(() => new TreeWriter(outdir)).toThrow(
        /it holds the folder that you are in, and would be replaced as a whole/,
      );
    expect(existsSync('package.json')).toBe(true);
  });

  test('a folder without permission', () => {
    const folder = temporaryFolder();
    writeTree(join(folder, 'dist'), OLD);
    chmodSync(folder, 0o555);
    asNobody(() => expect(() => write(join(folder, 'dist'), NEW)).toThrow(/can't write .*dist: permission is denied/));
    chmodSync(folder, 0o755);
    expect(treeIn(join(folder, 'dist'))).toEqual(OLD);
  });

  test('a file that takes the place aside', () => {
    const outdir = outputFolder();
    const aside = join(outdir, '..', '.dist.bluegreen');
    writeFileSync(aside, '');
    expect(() => write(outdir, NEW)).toThrow(
      new WriteError(`can't write ${outdir}: something stands there already (${aside})`),
    );
    expect(treeIn(outdir)).toEqual(OLD);
  });
});

// Nothing is denied to root.
function asNobody(action: () => void): void {
  const isRoot = process.geteuid!() === 0;
  if (isRoot) process.seteuid!(65534);
  try {
    action();
  } finally {
    if (isRoot) process.seteuid!(0);
  }
}

describe('at every step of the disk', () => {
  // One file stays, one goes, one comes.
  const BEFORE: Tree = { 'apps/x.yaml': 'x: 1\n', 'apps/y.yaml': 'y: 1\n' };
  const AFTER: Tree = { 'apps/x.yaml': 'x: 1\n', 'apps/z.yaml': 'z: 1\n' };
  let outdir: string;
  let runs = 0;
  const pid = process.pid;

  beforeEach(() => {
    outdir = join(temporaryFolder(), 'dist');
    writeTree(outdir, BEFORE);
  });

  afterEach(() => {
    Object.defineProperty(process, 'pid', { value: pid });
  });

  /** Each run is a process of its own, and dead afterwards: no system gives such numbers. */
  function newProcess(): void {
    Object.defineProperty(process, 'pid', { value: 2 ** 30 + runs++ });
  }

  /** Runs until a step, and lets the disk see nothing of what comes after it, as kill -9 does. */
  function writeUntil(step: number, tree: Tree): 'killed' | 'done' {
    newProcess();
    let steps = 0;
    const restore = watchSteps(() => {
      if (++steps >= step) throw new Error('killed');
    });
    try {
      write(outdir, tree);
    } catch (error) {
      if ((error as Error).message !== 'killed') throw error;
    } finally {
      restore();
    }
    return steps >= step ? 'killed' : 'done';
  }

  function state(): 'old' | 'new' | 'absent' {
    if (!existsSync(outdir)) return 'absent';
    const state = existsSync(join(outdir, 'apps/z.yaml')) ? 'new' : 'old';
    expect(treeIn(outdir)).toEqual(state === 'new' ? AFTER : BEFORE);
    return state;
  }

  function reset(): void {
    rmSync(join(outdir, '..'), { recursive: true });
    writeTree(outdir, BEFORE);
  }

  test('a kill leaves the old tree or the new, or the next run completes the swap and says so; also when it is killed too', () => {
    const seen = new Set<string>();
    for (let first = 1; ; first++) {
      reset();
      if (writeUntil(first, AFTER) === 'done') break;
      for (let second = 1; ; second++) {
        reset();
        writeUntil(first, AFTER);
        const absent = state() === 'absent';
        const again = writeUntil(second, AFTER);
        seen.add(`${absent ? 'absent' : 'there'}, then ${state()}`);
        if (again === 'done') break;
        const stillAbsent = state() === 'absent';
        newProcess();
        const told = write(outdir, AFTER);
        if (stillAbsent) expect(told).toBe('completed the write to dist/ that was interrupted');
        expect(treeIn(outdir)).toEqual(AFTER);
        expect(neighbours(outdir)).toEqual(['dist']);
      }
    }
    // All of them were met; once the swap is completed, the old tree never comes back.
    expect([...seen].sort()).toEqual(
      ['there, then old', 'there, then new', 'there, then absent', 'absent, then absent', 'absent, then new'].sort(),
    );
  });

  test('a disk that fails leaves the old tree or the new, and a message; the next run puts all right', () => {
    for (let failing = 1; ; failing++) {
      reset();
      newProcess();
      let steps = 0;
      const restore = watchSteps(() => {
        if (++steps !== failing) return;
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
      });
      let error: unknown;
      try {
        write(outdir, AFTER);
      } catch (thrown) {
        error = thrown;
      } finally {
        restore();
      }
      if (steps < failing) break;
      if (error) expect(String(error)).toMatch(/^Error: can't write .*dist.*: the disk is full/);
      expect(['old', 'new']).toContain(state());
      newProcess();
      write(outdir, AFTER);
      expect(treeIn(outdir)).toEqual(AFTER);
      expect(neighbours(outdir)).toEqual([basename(outdir)]);
    }
  });

  test('a swap that can neither be made nor undone leaves both trees aside, and the next run completes it', () => {
    const { renameSync } = fs;
    const rename = jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
      if (from !== outdir) throw Object.assign(new Error('EIO: i/o error, rename'), { code: 'EIO', syscall: 'rename' });
      renameSync(from, to);
    });
    expect(() => write(outdir, AFTER)).toThrow(new WriteError(`can't write ${outdir}: EIO: i/o error, rename`));
    rename.mockRestore();
    expect(state()).toBe('absent');
    expect(write(outdir, AFTER)).toBe('completed the write to dist/ that was interrupted');
    expect(state()).toBe('new');
    expect(neighbours(outdir)).toEqual(['dist']);
  });

  test('what was aside when somebody else removed the folder is never taken for the new tree', () => {
    for (let first = 1; ; first++) {
      reset();
      if (writeUntil(first, AFTER) === 'done') break;
      rmSync(outdir, { recursive: true, force: true });
      const other: Tree = { 'apps/x.yaml': 'x: 3\n' };
      newProcess();
      write(outdir, other);
      expect(treeIn(outdir)).toEqual(other);
      expect(neighbours(outdir)).toEqual(['dist']);
    }
  });
});
