/**
 * Writes build/bindings: the construct for Python, Java, Go and .NET, as source; with `--built` as what their registries
 * take, for which their compilers have to be there. jsii-pacmak copies the package that it is
 * given, so it gets what `npm pack` makes, in a folder of its own, and not this one with all that is installed here.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileByJsii } from './jsii';

const ROOT = join(__dirname, '..');
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

export const LANGUAGES = ['python', 'java', 'go', 'dotnet'];

/** Puts the package as it is built now into a project's node_modules, with what it needs, and returns its folder. */
export function installed(project: string): string {
  const modules = join(project, 'node_modules');
  const ours = join(modules, 'cdk8s-blue-green');
  mkdirSync(ours, { recursive: true });
  // Its scripts would build it anew.
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], ROOT);
  const [archive] = readdirSync(project).filter(file => file.endsWith('.tgz'));
  run('tar', ['-xzf', archive!, '--strip-components=1', '-C', ours], project);
  compileByJsii(join(ours, '.jsii'));
  for (const name of PEERS) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  return ours;
}

/** Writes the bindings of a package in some languages into a folder. */
export function bind(folder: string, languages: readonly string[], output: string, built = false): void {
  const pack = ['--pack-command', 'npm pack --ignore-scripts --silent', '--outdir', output, '--target', ...languages];
  run(join(ROOT, 'node_modules', '.bin', 'jsii-pacmak'), [folder, ...(built ? [] : ['--code-only']), ...pack], ROOT);
}

function run(command: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
}

function main(): void {
  const project = mkdtempSync(join(tmpdir(), 'blue-green-bindings-'));
  const output = join(ROOT, 'build', 'bindings');
  rmSync(output, { recursive: true, force: true });
  try {
    bind(installed(project), LANGUAGES, output, process.argv.includes('--built'));
  } finally {
    rmSync(project, { recursive: true });
  }
}

if (require.main === module) main();
