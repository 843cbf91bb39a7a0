import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

const CACHE = join(__dirname, 'cache');
const A_DAY = 24 * 60 * 60 * 1000;
// Such as an unknown verb: nobody needs it to be quick.
const WRONG_USAGE = 2;

/** A program of build/program. */
interface Program {
  readonly name: string;
  /** A hash of its file: V8 would run what was kept of another one of the same length. */
  readonly contents: string;
  /** What it can do; a program that does one thing has none. */
  readonly verbs: readonly string[];
}

/**
 * Runs the first of some programs that has all the verbs among the words, in this process: to read one takes the longer the
 * more is in it. V8 takes longer to compile one than a small run of it takes, so what it
 * made of it is kept in build/cache when a verb ends for the first time: of what that verb ran and no more, because all
 * that is kept has to be loaded. It is kept anew after a day, with what the first run had no need of. Where it can't be
 * kept, or V8 does not take it, the program is compiled as ever.
 * @param programs the last one has all the verbs
 * @param module the file that stands for the programs, and finds all others
 */
export function start(programs: readonly Program[], module: NodeJS.Module): void {
  const { name, contents } = programFor(process.argv.slice(2), programs);
  const file = join(__dirname, 'program', `${name}.js`);
  // V8 does not check for which machine it was made, so the name says it.
  const kept = join(
    CACHE,
    `${[name, verb(), contents, process.version, process.platform, process.arch].join('-')}.code`,
  );
  const cachedData = contentOf(kept);
  // The build sees to it that there is no other character: so the text takes a byte for each, and is not decoded.
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (!cachedData || script.cachedDataRejected || isOld(kept)) {
    process.once('exit', exitCode => {
      if (exitCode !== WRONG_USAGE) keep(script, kept);
    });
  }
  script.runInThisContext()(module.exports, module.require.bind(module), module, module.filename, __dirname);
}

// A word may be the name of an application as well: then the program has more than it needs.
function programFor(words: readonly string[], programs: readonly Program[]): Program {
  const all = programs.at(-1)!;
  const verbs = words.filter(word => all.verbs.includes(word));
  return programs.find(program => verbs.every(verb => program.verbs.includes(verb))) ?? all;
}

function verb(): string {
  const words = process.argv.slice(2);
  return /^[a-z]+$/.test(words[0] ?? '') && !words.includes('--help') ? words[0]! : 'help';
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function isOld(file: string): boolean {
  return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > A_DAY;
}

// Others start at the same time, and may be ended at any: so it is whole, or not there.
function keep(script: Script, kept: string): void {
  const fresh = `${kept}.${process.pid}.${Date.now()}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(fresh, '', { flag: 'wx' });
  } catch {
    // Where nobody may write, the code is not even asked for.
    return;
  }
  try {
    writeFileSync(fresh, script.createCachedData());
    renameSync(fresh, kept);
  } catch {
    rmSync(fresh, { force: true });
  }
}
