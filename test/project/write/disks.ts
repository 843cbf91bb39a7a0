import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { temporaryFolder, treeIn } from '../../folder';

/** A run of node that changes a folder. */
interface Job {
  readonly folder: string;
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The folder as a job leaves it that is killed before its first step on the disk, its second and so on. A kill takes
 * nothing back and adds nothing, so that is what stands there just before the step: one run, which ends by itself, tells
 * it all. Steps that leave all files as they were, such as fsync, are passed over.
 */
export function killedBeforeEveryStep({ folder, words, env = process.env }: Job): string[] {
  const disks = temporaryFolder();
  const { status, stderr } = spawnSync(process.execPath, ['--require', join(__dirname, 'keep-disks.js'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, DISK: folder, DISKS: disks },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const steps = readdirSync(disks).sort((one, other) => Number(one) - Number(other));
  let last = {};
  return steps
    .map(step => join(disks, step))
    .filter(disk => {
      const before = last;
      last = treeIn(disk);
      return !isDeepStrictEqual(before, last);
    });
}
