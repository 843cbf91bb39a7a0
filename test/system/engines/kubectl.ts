import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubectl as ask, EXEC, reach } from './cluster';
import { type Engine, Outcome } from './engine';
import type { Project } from './project';

/** A run of the script for a commit, in a checkout of its own, as a pipeline starts one. */
interface Run {
  readonly commit: string;
  readonly folder: string;
  readonly process: ChildProcess;
  readonly ended: Promise<unknown>;
  output: string;
}

let project: Project;
/** What applies the plain manifests, where there are any. */
let applyPlain: (() => Promise<unknown>) | undefined;
let plainCommit = '';
let context = '';
let runs: Run[] = [];

const PLAIN = 'plain/kubectl';

export const kubectl: Engine = {
  name: 'kubectl',

  async install(of) {
    project = of;
    context = (await ask('config', 'current-context')).trim();
  },

  // The newest commit wins.
  async notify(commit) {
    if (applyPlain) {
      await applyPlain();
      plainCommit = commit;
    }
    if (!context) return;
    const folder = mkdtempSync(join(tmpdir(), 'kubectl-run-'));
    cpSync(join(project.root, 'dist'), join(folder, 'dist'), { recursive: true });
    const [program, ...words] = [...EXEC, 'sh', join(folder, 'dist/kubectl/kubectl/apply.sh')];
    const process = spawn(program!, [...words, '--context', context, '--take-over']);
    const ended = new Promise(resolve => process.on('close', resolve));
    const run: Run = { commit, folder, process, ended, output: '' };
    const listen = (text: Buffer) => {
      run.output += text;
    };
    process.stdout.on('data', listen);
    process.stderr.on('data', listen);
    runs.push(run);
  },

  async outcome(commit, application = 'ping') {
    const run = lastOf(commit);
    if (says(run, `${application}: release/traffic: applied`)) return { seen: run?.output, answer: Outcome.APPLIED };
    const failed = says(run, `${application}: release/verify: failed`);
    return { seen: run?.output, answer: failed ? Outcome.REFUSED : undefined };
  },

  async gateWaits(application) {
    const run = runs.at(-1);
    const waits = says(run, `${application}: release/verify: waits`) && !says(run, `${application}: release/traffic`);
    return { seen: run?.output, answer: waits || undefined };
  },

  async looked(unit, commit) {
    const run = lastOf(commit);
    return { seen: run?.output, answer: says(run, `ping: ${unit}: `) || undefined };
  },

  async rests(commit) {
    const run = lastOf(commit);
    return { seen: run?.output, answer: run?.process.exitCode === 0 || undefined };
  },

  // It looks when it is run.
  async interval() {
    await kubectl.notify(runs.at(-1)!.commit);
  },

  async installPlain(of, namespace) {
    const folder = join(of.root, PLAIN);
    applyPlain = async () => filesIn(folder) && (await ask('apply', `--namespace=${namespace}`, '--filename', folder));
  },

  async handOver(of, byHand) {
    applyPlain = () => reach('sh', ['-c', byHand], of.root);
  },

  async plainApplied(commit) {
    return { seen: plainCommit, answer: plainCommit === commit || undefined };
  },

  async remove() {
    applyPlain = undefined;
    context = '';
    const all = runs;
    runs = [];
    for (const { process, ended, folder } of all) {
      process.kill();
      await ended;
      rmSync(folder, { recursive: true });
    }
  },
};

const filesIn = (folder: string): number => (existsSync(folder) ? readdirSync(folder).length : 0);
const lastOf = (commit: string): Run | undefined => runs.findLast(run => run.commit === commit);
const says = (run: Run | undefined, line: string): boolean =>
  run?.output.split('\n').some(one => one.startsWith(line)) ?? false;
