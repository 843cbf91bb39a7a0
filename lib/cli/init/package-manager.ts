import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What installs the packages of a project, and how it is told to. */
export interface PackageManager {
  /** Installs just what the lock file says. */
  readonly install: string;
  /** Runs this tool as it is installed, and never what a registry has under its name. */
  readonly tool: string;
}

const NPM: PackageManager = { install: 'npm ci', tool: 'npx --no cdk8s-blue-green' };

const BY_LOCK: ReadonlyArray<readonly [lock: string, manager: PackageManager]> = [
  ['package-lock.json', NPM],
  ['pnpm-lock.yaml', { install: 'corepack pnpm install --frozen-lockfile', tool: 'pnpm exec cdk8s-blue-green' }],
  ['yarn.lock', { install: 'corepack yarn install --frozen-lockfile', tool: 'yarn cdk8s-blue-green' }],
];

/** By the nearest lock file, from a folder up to another one; npm where there is none. */
export function packageManagerIn(folder: string, top: string): PackageManager {
  for (let at = folder; ; at = dirname(at)) {
    const found = BY_LOCK.find(([lock]) => existsSync(join(at, lock)));
    if (found) return found[1];
    if (at === top || at === dirname(at)) return NPM;
  }
}
