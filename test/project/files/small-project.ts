import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The smallest project that synthesizes. */
export const SMALL_PROJECT = {
  'bluegreen.yaml': 'environments:\n  production: { namespace: demo }\n',
  'apps/ping.yaml': 'name: ping\nimage: pkw0301/app\nport: 5000\nreadiness: { path: /ping }\n',
  'releases/production/ping.yaml':
    'active: blue\nblue: { image: "pkw0301/app:1.0" }\ngreen: { image: "pkw0301/app:2.0" }\n',
} as const;

/** A folder in place of a file. */
export const FOLDER = Symbol('folder');

/** What stands at each path; null where there is nothing. */
export type Files = Readonly<Record<string, string | Buffer | typeof FOLDER | null>>;

/** Makes the small project, as far as `files` does not say otherwise, hands its folder over, and removes it. */
export function inProject<T>(files: Files, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'bluegreen-'));
  try {
    const all: Files = { ...SMALL_PROJECT, ...files };
    for (const [path, content] of Object.entries(all)) {
      if (content === null) continue;
      const target = join(root, path);
      mkdirSync(content === FOLDER ? target : dirname(target), { recursive: true });
      if (content !== FOLDER) writeFileSync(target, content);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
