import { isYaml } from '../../../lib/analysis/manifests/files';
import { type ReadFile, readManifests } from '../../../lib/analysis/manifests/read-manifests';
import { type BothSides, type KnownFiles, sameLayout, type Trees, treesOf } from '../../../lib/analysis/manifests/tree';
import { LAYOUT } from '../../../lib/project/output/layout';

type Texts = ReadonlyMap<string, string>;

/** Reads many changes, one after the other. What several begin with is read once. */
export class Reading {
  private readonly buffers = new Map<string, Buffer>();
  private readonly known = new Map<string, Map<Uint8Array, ReadFile>>();

  /** The contents of files; what did not change is one buffer on both sides, as it is for the tool. */
  public sides(base: Texts, head: Texts): Required<BothSides> {
    const kept = (text: string) => {
      const buffer = this.buffers.get(text) ?? Buffer.from(text);
      this.buffers.set(text, buffer);
      return buffer;
    };
    return {
      layouts: sameLayout(LAYOUT),
      base: new Map([...base].map(([file, text]) => [file, kept(text)])),
      head: new Map([...head].map(([file, text]) => [file, this.buffers.get(text) ?? Buffer.from(text)])),
    };
  }

  /** @param sides some of those files */
  public trees(sides: BothSides): Trees {
    const known: KnownFiles = new Map(
      [...(sides.base ?? [])].flatMap(([file, content]) =>
        isYaml(file) ? [[file, { content, layout: LAYOUT, read: this.read(file, content) }]] : [],
      ),
    );
    // What takes the place of a file in the head is of no other change.
    known.set = () => known;
    return treesOf(sides, undefined, undefined, known);
  }

  private read(file: string, content: Uint8Array): ReadFile {
    const states = this.known.get(file) ?? new Map<Uint8Array, ReadFile>();
    this.known.set(file, states);
    const read = states.get(content) ?? readManifests(file, content);
    states.set(content, read);
    return read;
  }
}
