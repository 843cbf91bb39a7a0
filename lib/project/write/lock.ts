import { constants, copyFileSync, linkSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../text/terminal';
import { exists, type Holder, holderIn, isAlive, isHere, myself, named } from './holder';
import { machineId, thisMachine } from './machine';
import { parsedJson } from './parsed-json';
import { smallText } from './small-text';
import { WriteError } from './write-error';

interface Lock {
  /** The dead process that it was taken over from, in words. */
  readonly inheritedFrom?: string;
  /** Lets go, and removes the folder if nothing else is left in it. */
  release(): void;
}

const CLAIM = '.claim';
const POLL_MILLISECONDS = 50;
const SILENT_MILLISECONDS = 1000;

/**
 * Makes a folder that git does not see, and takes its lock, so that two runs never write at once. Waits for a living
 * holder, and says so after a second; takes over from a dead one.
 * @throws WriteError that names the holder, when it did not let go in time
 */
export function lock(folder: string, patienceMilliseconds: number, say = sayOnTerminal): Lock {
  const path = lockOf(folder);
  const start = Date.now();
  let silent = true;
  const wait = (holder: Holder) => {
    const waited = Date.now() - start;
    if (waited > patienceMilliseconds) throw new WriteError(inTheWay(holder, path));
    if (silent && waited >= SILENT_MILLISECONDS) {
      silent = false;
      say(`waiting for ${named(holder)}, which is writing here …`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLISECONDS);
  };
  const text = JSON.stringify(myself());
  const mine = announce(folder, text, start + patienceMilliseconds);
  const gitignore = join(folder, '.gitignore');
  let dead: Holder | undefined;
  try {
    dead = take(path, mine, wait);
    writeFileSync(gitignore, '*\n');
    sweep(folder);
  } finally {
    rmSync(mine, { force: true });
  }
  let held = true;
  return {
    inheritedFrom: dead && named(dead),
    release: () => {
      // Somebody may have deleted it by hand.
      if (!held || contentOf(path) !== text) return;
      held = false;
      const others = readdirSync(folder).some(name => name !== 'lock' && name !== '.gitignore');
      if (!others) rmSync(gitignore, { force: true });
      rmSync(path, { force: true });
      try {
        rmdirSync(folder);
      } catch {
        // Another run waits there, or something waits for the next one.
      }
    },
  };
}

/** Whether a living process holds it. */
export function isHeld(folder: string): boolean {
  const holder = holderIn(parsedJson(contentOf(lockOf(folder)) ?? ''));
  return holder !== undefined && isAlive(holder);
}

const lockOf = (folder: string): string => join(folder, 'lock');

// Whoever lets go may remove the folder between the two steps.
function announce(folder: string, text: string, deadline: number): string {
  const path = join(folder, `lock.${process.pid}.${machineId(thisMachine())}`);
  for (;;) {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(path, text);
      return path;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || Date.now() > deadline) throw error;
    }
  }
}

function take(path: string, mine: string, wait: (holder: Holder) => void): Holder | undefined {
  let dead: Holder | undefined;
  while (!linked(mine, path)) {
    const text = contentOf(path);
    if (text === undefined) continue;
    const holder = holderIn(parsedJson(text));
    if (holder && isAlive(holder)) wait(holder);
    else {
      const claim = `${path}.${holder?.pid ?? 'nobody'}${CLAIM}`;
      bury(path, text, claim, mine, wait);
      dead = holder;
    }
  }
  return dead;
}

// Only who has claimed a dead lock may remove it: of two heirs, the slower one would else remove the fresh lock of the
// faster one. The claim is a lock as well, and is buried like one when its holder dies.
function bury(path: string, dead: string, claim: string, mine: string, wait: (holder: Holder) => void): void {
  take(claim, mine, wait);
  if (contentOf(path) === dead) rmSync(path);
  rmSync(claim, { force: true });
}

// A link is made or not made, with its content. Where the file system has no links, a copy must do: it could be seen
// half written, and be taken for nobody's, by a run that starts in the same instant.
function linked(from: string, to: string, make: (from: string, to: string) => void = linkSync): boolean {
  try {
    make(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (make === linkSync) return linked(from, to, copyAnew);
    throw error;
  }
}

function copyAnew(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
}

// What killed runs had announced or claimed. A claim that somebody still holds is void: what it was for is buried. An
// announcement from elsewhere is left to its own machine, which alone knows, or to its age.
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const [, pid, machine] = /^lock\.(\d+)(?:\.([0-9a-f]{8}))?$/.exec(name) ?? [];
    const isOfHere = machine === undefined || machine === machineId(thisMachine());
    const isLeft = pid !== undefined && (isOfHere ? !exists(Number(pid)) : isForgotten(path));
    if (name.endsWith(CLAIM) || isLeft) rmSync(path, { force: true });
  }
}

function isForgotten(path: string): boolean {
  const holder = holderIn(parsedJson(contentOf(path) ?? ''));
  return holder !== undefined && !isAlive(holder);
}

function contentOf(path: string): string | undefined {
  try {
    return smallText(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function inTheWay(holder: Holder, path: string): string {
  const seconds = holder.since && Math.round((Date.now() - holder.since) / 1000);
  const busy = `${named(holder)} is writing here already${seconds === undefined ? '' : `, for ${seconds} s`}`;
  const gone = isHere(holder)
    ? 'or end it'
    : 'end it there, or delete its lock where that machine or container is gone';
  return `${busy}: wait until it is done, ${gone} (its lock is ${path})`;
}

function sayOnTerminal(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${message(words).text}\n`);
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
