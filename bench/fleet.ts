/** A fleet of like applications, as a project of ours in a folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** `app-0001` and so on. */
export function names(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `app-${String(index + 1).padStart(4, '0')}`);
}

/** What each application of the fleet runs; the other programs are given the same. */
export const APPLICATION = {
  image: 'registry.example.com/team/app',
  port: 5000,
  replicas: 2,
  config: { LOG_LEVEL: 'info', GREETING: 'hello' },
  resources: { requests: { cpu: '100m', memory: '128Mi' } },
  readiness: { path: '/ping' },
};

/** Where the release state of an application stands. */
export function releasePath(name: string): string {
  return join('releases', 'production', `${name}.yaml`);
}

/** Writes bluegreen.yaml, apps/ and releases/. */
export function writeFleet(folder: string, size: number): void {
  mkdirSync(join(folder, 'apps'), { recursive: true });
  mkdirSync(join(folder, 'releases', 'production'), { recursive: true });
  writeFileSync(join(folder, 'bluegreen.yaml'), 'environments:\n  production: { namespace: demo }\n');
  for (const name of names(size)) {
    writeFileSync(join(folder, 'apps', `${name}.yaml`), stringify({ name, ...APPLICATION }));
    writeFileSync(
      join(folder, releasePath(name)),
      stringify({
        active: 'blue',
        blue: { image: `${APPLICATION.image}:1.0` },
        green: { image: `${APPLICATION.image}:2.0` },
      }),
    );
  }
}
