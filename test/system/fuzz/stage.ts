import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from './checkout';
import { commit } from './commit';

/** A folder of its own, where one checkout after the other is tried. */
export class Stage {
  public readonly project: string;
  private readonly pristine: string;
  private readonly before: string;

  public constructor(
    prepared: string,
    public readonly folder: string,
  ) {
    execFileSync('cp', ['--archive', '--no-target-directory', prepared, folder]);
    this.project = join(folder, 'project');
    this.pristine = join(folder, 'pristine');
    this.before = this.around();
  }

  /** Makes the project that of an input, whatever the last one left. */
  public set({ oddities, isCommitted }: Pick<Input, 'oddities' | 'isCommitted'>): void {
    rmSync(this.project, { recursive: true, force: true });
    for (const name of readdirSync(join(this.folder, 'tmp')))
      rmSync(join(this.folder, 'tmp', name), { recursive: true });
    cpSync(this.pristine, this.project, { recursive: true });
    for (const { make } of oddities) make(this.project);
    if (isCommitted) commitIfPossible(this.project);
  }

  /** What is another outside the project than it was; undefined where all is as before. */
  public strayed(): string | undefined {
    const now = this.around();
    return now === this.before ? undefined : `outside the project it was\n${this.before}\nand is\n${now}`;
  }

  // Names, and what and when was written.
  private around(): string {
    return readdirSync(this.folder)
      .filter(name => name !== 'project' && name !== 'pristine')
      .map(name => {
        const at = join(this.folder, name);
        if (!lstatSync(at).isDirectory()) return name;
        const files = readdirSync(at, { recursive: true, encoding: 'utf8' }).sort();
        return `${name}: ${files.map(file => stamp(at, file)).join(' ')}`;
      })
      .join('\n');
  }
}

function stamp(folder: string, file: string): string {
  const { ino, mtimeMs, size } = lstatSync(join(folder, file));
  return `${file}(${ino} ${mtimeMs} ${size})`;
}

// Of a repository that is broken as well, there is nothing to commit.
function commitIfPossible(folder: string): void {
  try {
    // Files with holes of gigabytes would be read here.
    commit(folder, ['.', ...largeIn(folder).map(path => `:(exclude,literal)${path}`)]);
  } catch {}
}

function largeIn(folder: string): string[] {
  // With types, links are not followed.
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes('/.git'))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => lstatSync(path).size > 100 * 1024 * 1024)
    .map(path => path.slice(folder.length + 1));
}
