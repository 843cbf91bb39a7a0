import { parse, stringify } from 'yaml';
import type { ColourProps } from '../../../../lib/construct/props/release';
import { resolveRelease } from '../../../../lib/construct/resolve/release';
import { filesOf } from '../../../../lib/project/files/application-files';
import { FOLDERS } from '../../../../lib/project/files/folders';
import { specIn } from '../../../../lib/project/files/placed-application';
import { filesBelow } from '../../../../lib/project/write/files-below';
import type { ApplicationState } from '../../../../lib/release/application-state';
import { applyEdits } from '../../../../lib/release/apply-edits';
import type { Outcome } from '../../../../lib/release/outcome';
import { type Loose, NotHere } from '../copy';

/** The project that is attacked, as it is committed. */
export const PROJECT: ReadonlyMap<string, string> = filesBelow(__dirname, 'project');

/** What a project is made from, for one change. */
export class Inputs {
  private readonly texts: Map<string, string>;

  public constructor(
    files: ReadonlyMap<string, string>,
    private readonly committed: ReadonlyMap<string, string> = files,
  ) {
    this.texts = new Map(files);
  }

  /** Lets an edit change what a file says. */
  public edit(file: string, change: (content: Loose) => void): void {
    this.text(file, text => {
      const content = parse(text);
      change(content);
      return stringify(content);
    });
  }

  /** Lets an edit change its text; undefined takes it away. */
  public text(file: string, change: (text: string) => string | undefined): void {
    const before = this.texts.get(file);
    if (before === undefined) throw new NotHere();
    const after = change(before);
    if (after === undefined) this.texts.delete(file);
    else this.texts.set(file, after);
  }

  public write(file: string, text: string): void {
    this.texts.set(file, text);
  }

  public read(file: string): Loose {
    return parse(this.texts.get(file)!);
  }

  /** Does what a verb does. */
  public verb(place: string, decide: (current: ApplicationState) => Outcome): void {
    const [environment, application] = place.split('/') as [string, string];
    const file = `releases/${place}.yaml`;
    const { environments } = this.read('bluegreen.yaml');
    const state = parse(this.texts.get(file)!);
    const before = this.committed.get(file);
    const outcome = decide({
      environment,
      application,
      files: filesOf(FOLDERS, environment, application),
      spec: specIn(environment, this.read(`apps/${application}.yaml`), environments[environment]),
      state,
      ...(before !== undefined && { committed: parse(before) }),
    });
    if (outcome.kind !== 'change' || 'created' in outcome.edits) {
      throw new Error(`${place}: ${'why' in outcome ? outcome.why : outcome.kind}`);
    }
    const { edits } = outcome;
    this.text(file, text => applyEdits(text, edits));
  }

  /** Edits the frozen entry of a colour by hand, and its release id with it, so that it passes for one of the tool's. */
  public forge(place: string, colour: 'blue' | 'green', change: (entry: Loose) => void): void {
    const application = place.split('/')[1]!;
    this.edit(`releases/${place}.yaml`, state => {
      const { release: _, ...entry } = state[colour];
      change(entry);
      state[colour] = { ...entry, release: resolveRelease(application, entry as ColourProps).id };
    });
  }

  public files(): ReadonlyMap<string, string> {
    return this.texts;
  }
}
