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

/** An object of a file. What was read is everybody's: it is copied once somebody looks at it. */
class Entry {
  /** @param own what nobody else has */
  public constructor(
    public readonly file: string,
    private readonly read: Loose,
    private own?: { readonly value: Loose },
  ) {}

  /** For a look that changes nothing. */
  public get shown(): Loose {
    return this.own ? this.own.value : this.read;
  }

  public get value(): Loose {
    this.own ??= { value: copied(this.read) };
    return this.own.value;
  }
}

/** The files of a style, for one change: objects are edited as values, files as texts. */
export class Copy {
  private readonly entries: Entry[] = [];
  private readonly touched = new Set<string>();
  private readonly texts: Map<string, string>;

  public constructor(files: ReadonlyMap<string, string>) {
    this.texts = new Map(files);
    for (const [file, text] of files) {
      for (const { value } of documentsIn(text)) this.entries.push(new Entry(file, value));
    }
  }

  /** The objects of some kinds, in the order of their files. */
  public all(...kinds: string[]): Loose[] {
    return this.entries.filter(({ shown }) => shown && kinds.includes(shown.kind)).map(({ value }) => value);
  }

  /** All that its files hold. */
  public every(): Loose[] {
    return this.entries.map(({ value }) => value);
  }

  /** One of them, by its place among all. */
  public at(index: number): Loose {
    return this.entries[index]!.value;
  }

  /** The object of that kind and name; undefined for none. */
  public find(kind: string, name: string): Loose | undefined {
    return this.entries.find(({ shown }) => shown?.kind === kind && shown.metadata.name === name)?.value;
  }

  /** @throws NotHere where the style has no such object */
  public get(kind: string, name?: string): Loose {
    return here(name === undefined ? this.all(kind)[0] : this.find(kind, name));
  }

  public fileOf(object: Loose): string {
    return this.entries.find(({ shown }) => shown === object)!.file;
  }

  /** Lets an edit change an object in place. */
  public edit(object: Loose, change: (object: Loose) => void): void {
    change(here(object));
    this.touched.add(this.fileOf(object));
  }

  public remove(object: Loose): void {
    const index = this.entries.findIndex(({ shown }) => shown === here(object));
    this.touched.add(this.entries[index]!.file);
    this.entries.splice(index, 1);
  }

  /** Puts an object into a file of its own, or behind what is there. */
  public add(file: string, object: Loose): void {
    this.entries.push(new Entry(file, object, { value: object }));
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
      const values = this.entries.filter(entry => entry.file === file).map(({ shown }) => shown);
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
