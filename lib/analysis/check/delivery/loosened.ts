import type { Path } from '../../../construct/validate/problem';
import type { Manifest } from '../../manifests/manifest';
import type { Tree } from '../../manifests/tree';
import { valueAt } from '../../manifests/value-at';

/** Something about how an engine delivers, that a change takes away or turns elsewhere. */
export interface Loosened {
  readonly path: Path;
  /** How it goes on after the name of the object. */
  readonly message: string;
  readonly users: string;
}

/** An object that tells an engine what to deliver, before a change and after it. */
export interface Delivered {
  readonly was: Manifest;
  readonly is: Manifest;
  readonly base: Tree;
  readonly head: Tree;
}

export type Fields = { readonly [key: string]: any };

/** What is said of a change of one value: undefined where it is none that matters. */
export interface Watched {
  readonly path: readonly string[];
  readonly message: (was: string, is: string) => string;
  readonly users: string;
  /** @default - any other value */
  readonly matters?: (was: any, is: any) => boolean;
}

/** What of some watched values changes in a way that matters. */
export function changesOf(was: Fields, is: Fields, watched: readonly Watched[], at: Path = []): Loosened[] {
  return watched.flatMap(({ path, message, users, matters = () => true }) => {
    const [before, now] = [valueAt(was, path), valueAt(is, path)];
    if (sameValue(before, now) || !matters(before, now)) return [];
    return [{ path: [...at, ...path], message: message(textOf(before), textOf(now)), users }];
  });
}

/** What of a list is no longer there, each item as a text. */
export function lostFrom(was: unknown, is: unknown): string[] {
  const now = new Set(listOf(is).map(item => JSON.stringify(item)));
  return listOf(was)
    .filter(item => !now.has(JSON.stringify(item)))
    .map(textOf);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function sameValue(a: unknown, b: unknown): boolean {
  return (a ?? null) === (b ?? null) || JSON.stringify(a) === JSON.stringify(b);
}

/** Short, on one line. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/**
 * Whether a folder of the repository moved: its files are at the new path, and at the old one there are none any more; or
 * dist/ did, which stands apart from these files.
 */
export function isMoved(from: unknown, to: unknown, { base, head }: Pick<Delivered, 'base' | 'head'>): boolean {
  return (holds(base, from) && !holds(head, from) && holds(head, to)) || asCalledNow(from, { base, head }) === to;
}

/** A path as it is called after a change, which may give dist/ another name. */
export function asCalledNow(path: unknown, { base, head }: Pick<Delivered, 'base' | 'head'>): string {
  const [was, is] = [base.layout.dist, head.layout.dist];
  const name = new RegExp(`(^|/)${was.replaceAll('.', '\\.')}(?=/|$)`);
  return was === is ? String(path) : String(path).replace(name, (_, slash) => `${slash}${is}`);
}

function holds({ files }: Tree, path: unknown): boolean {
  const folder = String(path ?? '').replace(/^(\.?\/)+|\/+$/g, '');
  return folder !== '' && [...files.keys()].some(file => file.startsWith(`${folder}/`) || file.includes(`/${folder}/`));
}
