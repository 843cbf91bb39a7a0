import type { Manifest } from '../manifests/manifest';
import { type Path, shown } from '../spec/problem';
import { secretIn, secretInArguments } from '../spec/secret-value';

/** A value of a manifest as it is shown in a message; what looks like a secret is not, because messages end up in logs. */
export function shownOf(manifest: Manifest, path: Path, value: unknown): string {
  if (typeof value !== 'string') return shown(value);
  const key = String(path.at(-1));
  const holder = path.slice(0, -1).reduce<any>((here, step) => here?.[step], manifest.value);
  const name = key === 'value' && typeof holder?.name === 'string' ? holder.name : key;
  const found = secretIn(name, value) ?? (Array.isArray(holder) ? secretInArguments(holder.map(String)) : undefined);
  return found ? 'a value that is not shown' : shown(value);
}
