/** What is measured. For another row: a function like those below, and its name in `rowsFor` or in bench.ts. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parse } from 'yaml';
import { manifestsIn, writeChart, writeCue, writeJsonnet, writeKustomization } from './equivalents';
import { names, releasePath, writeFleet } from './fleet';
import { type Row, run } from './measure';

const MAIN = join(__dirname, '..', 'build', 'main.js');
const TOOL = join(__dirname, '..', 'build', 'bluegreen.js');

/** All rows for a fleet of one size that this machine has the commands for. All that they need is made in `folder`. */
export function rowsFor(size: number, folder: string): Row[] {
  return [thisProject, afterOnePromotion, naiveProgram, helmTemplate, jsonnet, cue, kubectlKustomize].flatMap(
    row => row(size, join(folder, `${row.name}-${size}`)) ?? [],
  );
}

/** What every node program costs that does nothing. */
export function bareNode(folder: string): Row {
  return { title: 'bare node', size: 0, command: [process.execPath, '-e', '0'], folder };
}

/** As cdk8s.yaml starts it; everything is written. */
export function thisProject(size: number, folder: string): Row {
  writeFleet(folder, size);
  return {
    title: 'this project',
    size,
    command: [process.execPath, MAIN],
    folder,
    prepare: () => rmSync(join(folder, 'dist'), { recursive: true, force: true }),
  };
}

/** The everyday run: one application is promoted, and all others stay as they are. */
function afterOnePromotion(size: number, folder: string): Row {
  committed(size, folder);
  const row = { ...thisProject(size, folder), title: 'this project, after one promotion', prepare: undefined };
  // In git, a synth notes what it made.
  run(row);
  const release = join(folder, releasePath(names(1)[0]!));
  return {
    ...row,
    prepare: () => {
      const text = readFileSync(release, 'utf8');
      writeFileSync(
        release,
        text.replace(/^active: .*/, text.startsWith('active: blue') ? 'active: green' : 'active: blue'),
      );
    },
  };
}

/** What the tool costs that has little to do. */
export function toolRows(folder: string): Row[] {
  writeFleet(folder, 1);
  return [['--help'], ['status']].map(words => ({
    title: `bluegreen ${words[0]}`,
    size: 1,
    command: [process.execPath, TOOL, ...words],
    folder,
  }));
}

/** One application of a committed fleet is promoted by the tool. */
export function promotion(size: number, folder: string): Row {
  return promoted('bluegreen promote', size, folder, committed(size, folder));
}

/** The other colour has other settings: what check is going to find is looked for. */
export function promotionToOtherSettings(folder: string): Row {
  const git = committed(1, folder);
  // Green's entry is the last one.
  appendFileSync(join(folder, releasePath(names(1)[0]!)), '  drainSeconds: 20\n');
  run({ title: 'this project', size: 1, command: [process.execPath, MAIN], folder });
  git('commit', '--quiet', '--all', '--message', 'other settings');
  return promoted('bluegreen promote, to other settings', 1, folder, git);
}

/** All of a fleet are promoted at once, as before a move to another cluster; and that is checked before it is committed. */
export function promotionOfAll(size: number, folder: string): Row[] {
  const git = committed(size, folder);
  const check = { ...checked(size, `${folder}-checked`, ['--all']), title: 'bluegreen check of promote --all' };
  return [promoted('bluegreen promote --all', size, folder, git, ['--all']), check];
}

function promoted(title: string, size: number, folder: string, git: Git, which = names(1)): Row {
  return {
    title,
    size,
    command: [process.execPath, TOOL, 'promote', ...which],
    folder,
    prepare: () => {
      git('reset', '--quiet', '--hard');
      // The new gate's files: with them there, both gates would be.
      git('clean', '--quiet', '--force', '-d', 'dist');
    },
  };
}

/** One application of a committed fleet was promoted, and the change is checked before it is committed. */
export function checked(size: number, folder: string, which = names(1)): Row {
  committed(size, folder);
  run({ title: '', size, command: [process.execPath, TOOL, 'promote', ...which], folder });
  return { title: 'bluegreen check', size, command: [process.execPath, TOOL, 'check'], folder };
}

/** The same between two commits of a clone, where git has packed them: what a pipeline asks. */
export function checkedInPipeline(size: number, folder: string): Row {
  const git = committed(size, folder);
  run({ title: '', size, command: [process.execPath, TOOL, 'promote', names(1)[0]!], folder });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'promote');
  git('repack', '--quiet', '-a', '-d');
  const command = [process.execPath, TOOL, 'check', '--base', 'HEAD~1', '--head', 'HEAD'];
  return { title: 'bluegreen check of commits', size, command, folder };
}

type Git = (...args: string[]) => void;

// A fleet in a git repository of its own, with its output.
function committed(size: number, folder: string): Git {
  run({ ...thisProject(size, folder), prepare: undefined });
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0'];
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  };
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'fleet');
  return git;
}

function naiveProgram(size: number, folder: string): Row {
  const program = bundled('naive-program', folder);
  const written = join(folder, 'dist');
  return {
    title: 'naive cdk8s program',
    size,
    command: [process.execPath, program, String(size), written, gateScript(folder)],
    folder,
    prepare: () => rmSync(written, { recursive: true, force: true }),
  };
}

/** One App of somebody else's with that many applications, by our construct and by plain cdk8s-plus. */
export function appsOf(size: number, folder: string): Row[] {
  const program = bundled('app-program', folder);
  const script = gateScript(folder);
  return ['construct', 'plain'].map(by => ({
    title: `App by ${by === 'plain' ? 'plain cdk8s-plus' : 'the construct'}`,
    size,
    command: [process.execPath, program, by, String(size), join(folder, by), script],
    folder,
    prepare: () => rmSync(join(folder, by), { recursive: true, force: true }),
  }));
}

// A file with what our gate runs: theirs is to run the same.
function gateScript(folder: string): string {
  const job = manifests(folder).find(({ file }) => file.startsWith('Job.'))!;
  const file = join(folder, 'gate.sh');
  writeFileSync(file, parse(job.text).spec.template.spec.containers[0].command[2]);
  return file;
}

// In one file, as ours: what is compared is the work, not the loading.
function bundled(name: string, folder: string): string {
  const outfile = join(folder, `${name}.js`);
  buildSync({
    entryPoints: [join(__dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
  });
  return outfile;
}

function helmTemplate(size: number, folder: string): Row | undefined {
  const helm = process.env['HELM'] ?? 'helm';
  if (!answers(helm, 'version')) return undefined;
  writeChart(folder, manifests(folder), size);
  return { title: 'helm template', size, command: [helm, 'template', 'fleet', '.'], folder };
}

function jsonnet(size: number, folder: string): Row | undefined {
  const command = process.env['JSONNET'] ?? 'jsonnet';
  if (!answers(command, '--version')) return undefined;
  writeJsonnet(folder, manifests(folder), size);
  return { title: 'jsonnet', size, command: [command, '--yaml-stream', 'fleet.jsonnet'], folder };
}

function cue(size: number, folder: string): Row | undefined {
  const command = process.env['CUE'] ?? 'cue';
  if (!answers(command, 'version')) return undefined;
  writeCue(folder, manifests(folder), size);
  const words = ['export', 'fleet.cue', '--expression', 'fleet', '--out', 'text'];
  return { title: 'cue export', size, command: [command, ...words], folder };
}

function kubectlKustomize(size: number, folder: string): Row | undefined {
  // It compares every object with every other: 1,000 applications in one build would take it a quarter of an hour.
  if (size > 300 || !answers('kubectl', 'version', '--client')) return undefined;
  writeKustomization(folder, manifests(folder), size);
  return { title: 'kubectl kustomize', size, command: ['kubectl', 'kustomize', '.'], folder };
}

function manifests(folder: string) {
  const project = `${folder}-source`;
  run(thisProject(1, project));
  return manifestsIn(project);
}

function answers(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
