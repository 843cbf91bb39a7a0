import type { Manifest } from '../analysis/manifests/manifest';
import { type Path, pathText } from '../construct/validate/problem';

/** What becomes of a field of what runs today. */
export interface Fate {
  /**
   * `key`: a key of the spec or of the release file says it. `podTemplate`: it is laid there as it is. `told`: neither,
   * and a person should know.
   */
  readonly kind: 'key' | 'podTemplate' | 'told';
  /** The key, or what to know, in words. */
  readonly text: string;
}

/** A field of an object, and what becomes of it. */
export interface FieldFate extends Fate {
  readonly file: string;
  /** Undefined where nobody knows. */
  readonly line: number | undefined;
  /** Such as `Deployment web`. */
  readonly object: string;
  /** Such as `spec.replicas`. */
  readonly field: string;
}

/** Keeps account of all that an object says: nothing may vanish. */
export class Account {
  private readonly fates: { readonly path: Path; readonly fate: Fate }[] = [];

  public constructor(private readonly manifest: Manifest) {}

  /** Notes what becomes of a field and of all below it; what is said of a field further down, or later, counts more. */
  public note(path: Path, kind: Fate['kind'], text: string): void {
    this.fates.push({ path, fate: { kind, text } });
  }

  /** Notes what becomes of all of it, whatever was noted before. */
  public noteAll(kind: Fate['kind'], text: string): void {
    this.fates.length = 0;
    this.note([], kind, text);
  }

  /** What becomes of each field that is noted and there, in the order of the notes. */
  public get told(): FieldFate[] {
    const leaves = leavesOf(this.manifest.value);
    const { kind, name } = this.manifest.identity;
    return this.fates.flatMap(({ path, fate }) => {
      if (!leaves.some(leaf => isBelow(leaf, path) && this.noteFor(leaf)?.fate === fate)) return [];
      return [
        {
          ...fate,
          file: this.manifest.file,
          line: this.manifest.line(path),
          object: `${kind} ${name}`,
          field: pathText(path),
        },
      ];
    });
  }

  /** Fields of which nothing is noted. */
  public get unaccounted(): Path[] {
    return leavesOf(this.manifest.value).filter(leaf => !this.noteFor(leaf));
  }

  private noteFor(leaf: Path): { readonly path: Path; readonly fate: Fate } | undefined {
    const [first, ...more] = this.fates.filter(({ path }) => isBelow(leaf, path));
    return more.reduce((best, next) => (next.path.length >= best!.path.length ? next : best), first);
  }
}

function isBelow(leaf: Path, path: Path): boolean {
  return path.every((step, index) => leaf[index] === step);
}

/** Paths of all values that hold no others. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path];
  return Array.isArray(value)
    ? value.flatMap((item, index) => leavesOf(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
