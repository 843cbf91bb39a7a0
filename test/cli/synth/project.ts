import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Tree, temporaryFolder, writeTree } from '../../folder';
import { NIGHTLY } from '../../nightly';
import { ROOT } from '../../repository';
import type { Run } from '../tool-project';
import { WarmTool } from '../warm-tool';

/** The app as cdk8s.yaml starts it; `npm run build` makes it. */
export const MAIN = join(ROOT, 'build', 'main.js');

/** The tool as npm links it. */
export const TOOL = join(ROOT, 'build', 'bluegreen.js');

export const SETTINGS = 'environments:\n  production: { namespace: demo }\n';

/** The two files of one application. */
export function application(name: string, { active = 'blue', version = '1.0', more = '' } = {}): Tree {
  return {
    [`apps/${name}.yaml`]: `name: ${name}\nimage: example/${name}\nport: 5000\nreadiness: { path: /ping }\n${more}`,
    [`releases/production/${name}.yaml`]: `active: ${active}\nblue: { image: "example/${name}:${version}" }\ngreen: { image: "example/${name}:2.0" }\n`,
  };
}

/** A project in a folder of its own. */
export function projectOf(...files: readonly Tree[]): string {
  const folder = temporaryFolder();
  writeTree(folder, Object.assign({ 'bluegreen.yaml': SETTINGS }, ...files));
  return folder;
}

/** The environment of the tests, without what would reach the app by chance. */
export function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { CDK8S_OUTDIR: _, CDK8S_CONTEXT_JSON: __, ...rest } = process.env;
  return { ...rest, CDK8S_CHECK_UPGRADE: 'false', ...more };
}

let warm: WarmTool | undefined;
afterAll(() => warm?.end());

/** Has the tool do the same as the app: in a process that the tests of the file share, by night in one of its own. */
export function synthByTool(folder: string, args: readonly string[] = []): Run {
  if (NIGHTLY) return run(folder, process.execPath, [TOOL, 'synth', ...args]);
  warm ??= new WarmTool(TOOL);
  return warm.run(folder, environment(), ['synth', ...args]);
}

/** Starts the app in a project, and waits for its end. */
export function synth(
  folder: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  return run(folder, process.execPath, [MAIN, ...args], env);
}

export function run(
  folder: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd: folder, env: environment(env), encoding: 'utf8' });
}
