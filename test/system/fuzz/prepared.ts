import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN } from '../../cli/synth/project';
import { type Tree, temporaryFolder, writeTree } from '../../folder';
import { commit } from './commit';

const RELEASE = 'active: blue\nblue: { image: "example/ping:1.0" }\ngreen: { image: "example/ping:2.0" }\n';
const INPUTS: Tree = {
  'bluegreen.yaml':
    'environments:\n  production: { namespace: demo }\ngitops: { engine: both, repository: "https://example.com/demo.git" }\n',
  'apps/ping.yaml':
    'name: ping\nimage: example/ping\nport: 5000\nreadiness: { path: /ping }\nsmoke: [{ path: /ping }]\n',
  'releases/production/ping.yaml': RELEASE,
};

/** What every process that reads checkouts starts from. */
export interface Prepared {
  /** A folder for a `Stage`. */
  readonly folder: string;
  /** reading-process.ts as one file, which starts at once. */
  readonly program: string;
}

/** Makes a project of three files with its output, in git, beside things that are none of its business. */
export function prepare(): Prepared {
  const folder = temporaryFolder();
  writeTree(folder, {
    'victim/file.yaml': 'a: 1\n',
    'victim/next/a': '1',
    'victim/previous/b': '1',
    'victim/.gitignore': '1',
  });
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  const project = join(folder, 'pristine');
  writeTree(project, INPUTS);
  execFileSync('git', ['init', '--quiet', '--template=', '--initial-branch=main'], { cwd: project });
  commit(project, []);
  synth(project);
  commit(project);
  writeTree(project, { 'releases/production/ping.yaml': RELEASE.replace('active: blue', 'active: green') });
  synth(project);
  commit(project);
  // A few files are copied sooner than many.
  execFileSync('git', ['gc', '--quiet'], { cwd: project });
  const program = join(temporaryFolder(), 'reading-process.js');
  const source = join(__dirname, 'reading-process.ts');
  // Not by its API: in the workers of jest, its service may wait for ever for the end of what it is told.
  const esbuild = require.resolve('esbuild/bin/esbuild');
  execFileSync(
    esbuild,
    [source, '--bundle', '--platform=node', '--target=node20', '--log-level=error', `--outfile=${program}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return { folder, program };
}

function synth(folder: string): void {
  execFileSync(process.execPath, [MAIN], { cwd: folder });
}
