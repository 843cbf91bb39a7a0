import { secretIn, withoutSecrets } from '../../construct/props/secret-value';
import { type Path, shown } from '../../construct/validate/problem';
import type { Manifest } from '../manifests/manifest';
import { valueAt } from '../manifests/value-at';

/** A value of a manifest as it is shown in a message; what looks like a secret is not, because messages end up in logs. */
export function shownOf(manifest: Manifest, path: Path, value: unknown): string {
  if (typeof value !== 'string') return shown(value);
  const key = String(path.at(-1));
  const holder = valueAt(manifest.value, path.slice(0, -1)) as any;
  const name = key === 'value' && typeof holder?.name === 'string' ? holder.name : key;
  const text = withoutSecrets(name, value);
  const isHidden = secretIn(name, value) !== undefined || (text === value && isBesideSecret(holder));
  return isHidden ? 'a value that is not shown' : shown(text);
}

// Of arguments, one says that the next one is secret.
function isBesideSecret(holder: unknown): boolean {
  if (!Array.isArray(holder)) return false;
  const words = holder.map(String).join(' ');
  return withoutSecrets('', words) !== words;
}
