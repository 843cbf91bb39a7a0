import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path, with "/", to content. */
export type Tree = Readonly<Record<string, string>>;

const made: string[] = [];

/** An empty folder that is gone when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blue-green-')));
  made.push(folder);
  return folder;
}

afterAll(() => {
  // What a browser had started writes there for a moment more.
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

export function writeTree(folder: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Every file below; an empty folder counts as a file "<path>/" without content. */
export function treeIn(folder: string): Tree {
  return Object.fromEntries(pathsIn(folder).map(path => [path, contentOf(join(folder, path))]));
}

/** What changes when a file is written, be it with the same bytes: which file it is, and when it was written. */
export function stampsIn(folder: string): Tree {
  return Object.fromEntries(
    pathsIn(folder).map(path => {
      const { ino, mtimeNs } = lstatSync(join(folder, path), { bigint: true });
      return [path, `${ino} ${mtimeNs}`];
    }),
  );
}

function pathsIn(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .flatMap(entry => {
      const path = `${below}${entry.name}`;
      if (!entry.isDirectory()) return [path];
      const inside = pathsIn(folder, `${path}/`);
      return inside.length ? inside : [`${path}/`];
    })
    .sort();
}

function contentOf(path: string): string {
  return path.endsWith('/') ? '' : readFileSync(path, 'latin1');
}
