import { withoutSecrets } from '../../construct/props/secret-value';
import type { FlatValues } from './flatten';

/** A key whose value is another one than before. */
export interface KeyDifference {
  readonly key: string;
  /** Undefined where the key was not there. */
  readonly before?: string;
  /** Undefined where it is gone. */
  readonly after?: string;
}

/** Where two things differ, in the order of the second one's keys. What looks like a secret is not shown. */
export function keyDifferences(before: FlatValues, after: FlatValues): KeyDifference[] {
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  return keys
    .filter(key => before.get(key) !== after.get(key))
    .map(key => {
      const [was, is] = [before, after].map(side => {
        const text = side.get(key);
        return text === undefined ? undefined : withoutSecrets(key, text);
      });
      return {
        key,
        ...(was !== undefined && { before: shownText(was, is) }),
        ...(is !== undefined && { after: shownText(is, was) }),
      };
    });
}

/** `image: app:1.0 -> app:2.0`. */
export function differenceText({ key, before = '(none)', after = '(none)' }: KeyDifference): string {
  return `${key}: ${before} -> ${after}`;
}

// An image with its registry and digest fits.
const MOST = 160;
const AROUND = 30;

function shownText(text: string, other: string | undefined): string {
  if (/^\(.*\)$/.test(text)) return text;
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  if (line.length <= MOST) return line || '""';
  // The part that differs.
  const start = Math.max(0, firstDifferent(text, other ?? '') - AROUND);
  const part = JSON.stringify(text.slice(start, start + MOST))
    .slice(1, -1)
    .replaceAll('\\"', '"');
  return `${start ? '…' : ''}${part}${start + MOST < text.length ? '…' : ''}`;
}

function firstDifferent(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}
