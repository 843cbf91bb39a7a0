import { stringify } from 'yaml';
import { documentsIn } from './documents';

/** An object of a file, as loosely typed as YAML is. */
export type Loose = any;

/** A change needs something that a style does not have. */
export class NotHere extends Error {}

/** @throws NotHere where it is undefined */
export function here<T>(value: T | undefined): T {
  if (value === undefined) throw new NotHere();
  return value;
}

interface Entry {
  readonly file: string;
  value: Loose;
}

/** The files of a style, for one change: objects are edited as values, files as texts. */
export class Copy {
  private readonly entries: Entry[] = [];
  private readonly touched = new Set<string>();
  private readonly texts: Map<string, string>;

  public constructor(files: ReadonlyMap<string, string>) {
    this.texts = new Map(files);
    for (const [file, text] of files) {
      for (const { value } of documentsIn(text)) this.entries.push({ file, value: copied(value) });
    }
  }

  /** The objects of some kinds, in the order of their files. */
  public all(...kinds: string[]): Loose[] {
    return this.entries.map(({ value }) => value).filter(value => value && kinds.includes(value.kind));
  }

  /** All that its files hold. */
  public every(): Loose[] {
    return this.entries.map(({ value }) => value);
  }

  /** The object of that kind and name; undefined for none. */
  public find(kind: string, name: string): Loose | undefined {
    return this.all(kind).find(({ metadata }) => metadata.name === name);
  }

  /** @throws NotHere where the style has no such object */
  public get(kind: string, name?: string): Loose {
    return here(name === undefined ? this.all(kind)[0] : this.find(kind, name));
  }

  public fileOf(object: Loose): string {
    return this.entries.find(({ value }) => value === object)!.file;
  }

  /** Lets an edit change an object in place. */
  public edit(object: Loose, change: (object: Loose) => void): void {
    change(here(object));
    this.touched.add(this.fileOf(object));
  }

  public remove(object: Loose): void {
    const index = this.entries.findIndex(({ value }) => value === here(object));
    this.touched.add(this.entries[index]!.file);
    this.entries.splice(index, 1);
  }

  /** Puts an object into a file of its own, or behind what is there. */
  public add(file: string, object: Loose): void {
    this.entries.push({ file, value: object });
    this.touched.add(file);
  }

  /** Lets an edit change the text of a file; undefined takes the file away. */
  public text(file: string, change: (text: string) => string | undefined): void {
    const text = change(this.files().get(file)!);
    this.touched.delete(file);
    for (const entry of this.entries.filter(one => one.file === file))
      this.entries.splice(this.entries.indexOf(entry), 1);
    if (text === undefined) this.texts.delete(file);
    else this.texts.set(file, text);
  }

  /** A file that says what no object says. */
  public write(file: string, text: string): void {
    this.texts.set(file, text);
  }

  /** Gives files other names. */
  public moveFiles(name: (file: string) => string): void {
    const files = this.files();
    this.texts.clear();
    this.entries.length = 0;
    this.touched.clear();
    for (const [file, text] of files) this.texts.set(name(file), text);
  }

  /** What has become of them. A file that holds no object any more is gone. */
  public files(): Map<string, string> {
    const files = new Map(this.texts);
    for (const file of this.touched) {
      const values = this.entries.filter(entry => entry.file === file).map(({ value }) => value);
      if (values.length) files.set(file, values.map(textOf).join('---\n'));
      else files.delete(file);
    }
    return files;
  }
}

// Of the many documents of a file a change edits one or two: all others are written once.
const written = new Map<string, string>();
const MOST_WRITTEN = 20_000;

function textOf(value: Loose): string {
  const key = JSON.stringify(value);
  const text = written.get(key) ?? stringify(value, { aliasDuplicateObjects: false });
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(key, text);
  return text;
}

function copied(value: Loose): Loose {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  const copy: Loose = {};
  for (const key of Object.keys(value)) copy[key] = copied(value[key]);
  return copy;
}
