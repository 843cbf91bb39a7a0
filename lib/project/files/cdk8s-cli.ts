import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

// npx, npm scripts and shells may stand between.
const GENERATIONS = 8;

/**
 * The context value that `cdk8s synth` was given on its command line. cdk8s-cli knows no context, ignores the argument
 * without a word, and does not hand it on: only the command lines of the processes above this one tell.
 * @returns undefined where there is none, or where the system does not tell
 */
export function contextThatCdk8sIgnores(): string | undefined {
  let pid = process.ppid;
  for (let generation = 0; generation < GENERATIONS && pid > 1; generation++) {
    const found = processOf(pid);
    if (!found) return undefined;
    const cdk8s = found.words.findIndex(word => basename(word) === 'cdk8s');
    if (cdk8s >= 0) return contextIn(found.words.slice(cdk8s + 1));
    pid = found.parent;
  }
  return undefined;
}

function contextIn(words: readonly string[]): string | undefined {
  const at = words.findIndex(word => /^(?:-c|--context$|--context=)/.test(word));
  return at < 0 ? undefined : words[at]!.replace(/^(?:-c|--context)=?/, '') || (words[at + 1] ?? '');
}

interface Process {
  readonly parent: number;
  readonly words: readonly string[];
}

// Linux has files for it; elsewhere ps tells, without the bounds of the words.
function processOf(pid: number): Process | undefined {
  try {
    const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
    return { parent: Number(parent), words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0') };
  } catch {
    return processByPs(pid);
  }
}

function processByPs(pid: number): Process | undefined {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'ppid=,args=', '-p', `${pid}`], { stdio: 'pipe', encoding: 'utf8' });
    const [parent, ...words] = line.trim().split(/\s+/);
    return { parent: Number(parent), words };
  } catch {
    return undefined;
  }
}
