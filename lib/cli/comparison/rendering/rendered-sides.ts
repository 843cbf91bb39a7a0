import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { type Files, MOST_BYTES } from '../../../analysis/manifests/files';
import { isKustomization, kustomizationsIn } from '../../../analysis/manifests/kustomization';
import { helmRenderings, isChart } from '../../../analysis/rendering/helm';
import { kustomizeRenderings } from '../../../analysis/rendering/kustomize';
import type { Rendered } from '../../../analysis/rendering/rendered';
import type { Refused, Rendering, Tool } from '../../../analysis/rendering/rendering';
import { settled } from '../../../analysis/rendering/settled';
import type { Diagnostic } from '../../../project/files/diagnostic';
import { reason } from '../../../project/files/file-text';
import { listed } from '../../../text/names';
import { isBelow, type Whole } from '../sides';
import { confined } from './confined';
import { programOf } from './programs';
import { type Scratch, withScratch } from './scratch';

/** What stands in the place of charts and kustomizations on both sides of a change. */
export interface RenderedSides {
  readonly base?: Rendered;
  readonly head: Rendered;
  /** What to tell of it, a line each. */
  readonly notes: readonly string[];
}

/**
 * Has kubectl and helm render what is below some paths.
 * @param untrusted folders in which no program is looked for
 */
export function renderedSides(
  { base, head }: { readonly base?: Whole; readonly head: Whole },
  paths: readonly string[],
  untrusted: readonly string[],
): Promise<RenderedSides> {
  const programs = { kubectl: programOf('kubectl', untrusted), helm: programOf('helm', untrusted) };
  return withScratch(async scratch => {
    const renderer = new Renderer(programs, scratch);
    const after = await sideOf(planned(head, paths), renderer);
    const before = base && (await sideOf(planned(base, paths), renderer));
    return {
      ...(before && { base: before.rendered }),
      head: after.rendered,
      notes: [...renderer.missing(), ...notesOn(after), ...(before ? lackOf(before, after) : [])],
    };
  });
}

/** What is to be made on one side. */
interface Planned {
  readonly whole: Whole;
  readonly renderings: readonly Rendering[];
  readonly refused: readonly Refused[];
}

function planned(whole: Whole, paths: readonly string[]): Planned {
  const own = [...whole.names].filter(file => !whole.layout.outputPath(file));
  const isWanted = (file: string) => isBelow(file, paths);
  const kustomizations = kustomizationsIn(whole.read(own.filter(isKustomization)));
  const plans = [
    kustomizeRenderings(kustomizations, whole.names, isWanted),
    helmRenderings(whole.read(own.filter(isChart)), whole, isWanted),
  ];
  return {
    whole,
    renderings: plans.flatMap(({ renderings }) => renderings),
    refused: plans.flatMap(({ refused }) => refused),
  };
}

interface Side {
  readonly rendered: Rendered;
  /** What was made, and of how many values nobody knows whether they differ. */
  readonly made: ReadonlyMap<Rendering, number>;
}

async function sideOf({ whole, renderings, refused }: Planned, renderer: Renderer): Promise<Side> {
  const printed = new Map<string, { content: Uint8Array; home: string }>();
  const made = new Map<Rendering, number>();
  const failed: { readonly problem: Diagnostic; readonly inputs: Iterable<string> }[] = [...refused];
  const results = await inOrder(renderings, rendering => renderer.render(rendering, whole));
  for (const [index, rendering] of renderings.entries()) {
    const { file, home, inputs, note } = rendering;
    const result = results[index]!;
    if ('content' in result) {
      printed.set(file, { content: result.content, home });
      made.set(rendering, result.unsettled);
    } else {
      const { problem } = result;
      const said = problem === undefined ? note : { file, message: `it is not rendered: ${problem}`, fix: note.fix! };
      failed.push({ problem: said, inputs: inputs.keys() });
    }
  }
  const lost = new Set(failed.flatMap(({ inputs }) => [...inputs]));
  const sources = new Set([...lost, ...renderings.flatMap(({ inputs }) => [...inputs.keys()])]);
  // A chart with many values is one chart.
  const problems = new Map(failed.map(({ problem }) => [`${problem.file}: ${problem.message}`, problem]));
  return { rendered: { printed, failed: [...problems.values()], sources, lost }, made };
}

// A few at a time: all of them at once would hold all files in memory.
async function inOrder<Thing, Result>(things: readonly Thing[], work: (thing: Thing) => Promise<Result>) {
  const results = new Array<Result>(things.length);
  const queue = things.entries();
  const worker = async () => {
    for (const [index, thing] of queue) results[index] = await work(thing);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_AT_ONCE) }, worker));
  return results;
}

const MOST_AT_ONCE = 8;

function notesOn({ made }: Side): string[] {
  const names = [...made.keys()].map(one => `${nameOf(one)} by ${one.tool}`);
  return [
    ...(names.length ? [`rendered: ${listed(names)}`] : []),
    ...[...made].flatMap(([one, unsettled]) =>
      unsettled
        ? [`${nameOf(one)}: values that are other ones each time that it is rendered are not compared: ${unsettled}`]
        : [],
    ),
  ];
}

// What is not known of the base can't be missed in it.
function lackOf(before: Side, after: Side): string[] {
  const made = new Map([...after.made.keys()].map(one => [one.file, nameOf(one)]));
  return before.rendered.failed.flatMap(({ file, message }) => {
    const name = made.get(file);
    return name === undefined ? [] : [`${name}: what changes there is not known, because in the base ${message}`];
  });
}

function nameOf({ tool, file, folder }: Rendering): string {
  return tool === 'kubectl' || isChart(file) ? folder : file;
}

type Made =
  | { readonly content: Uint8Array; readonly unsettled: number }
  /** Undefined where the tool is missing. */
  | { readonly problem: string | undefined };

// Whoever made the repository chose how many there are.
const MOST_RENDERINGS = 500;
const MOST_BYTES_OF_ONE = 64 * 1024 * 1024;

/** Makes manifests of sources; of the same ones once. */
class Renderer {
  private readonly known = new Map<string, Promise<Made>>();
  private readonly lacking = new Set<Tool>();

  constructor(
    private readonly programs: Readonly<Record<Tool, string | undefined>>,
    private readonly scratch: Scratch,
  ) {}

  async render(rendering: Rendering, whole: Whole): Promise<Made> {
    const { tool, folder, args, inputs } = rendering;
    const program = this.programs[tool];
    if (program === undefined) {
      this.lacking.add(tool);
      return { problem: undefined };
    }
    const files = contentsOf(inputs, whole);
    if ('problem' in files) return files;
    const key = hashOf(JSON.stringify([tool, folder, args]), files.contents);
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size === MOST_RENDERINGS) {
      return { problem: `expected at most ${MOST_RENDERINGS} charts and kustomizations, got more: name a folder` };
    }
    const tree = join(this.scratch.folder, 'trees', String(this.known.size));
    const made = this.run({ ...rendering, program, tree, files: files.contents });
    this.known.set(key, made);
    return made;
  }

  /** Which tools are not there, of those that were needed. */
  missing(): string[] {
    const names = [...this.lacking].sort();
    if (!names.length) return [];
    const are = names.length > 1 ? 'neither kubectl nor helm is found' : `${names[0]} is not found`;
    return [`--render: ${are} outside of the repository: install it, or add its folder to PATH`];
  }

  private async run({ program, tool, args, folder, tree, files }: Job): Promise<Made> {
    try {
      copied(files, tree);
    } catch (error) {
      return { problem: `no copy of it can be made: ${reason(error)}` };
    }
    const once = await confined(program, args, { tree, folder }, this.scratch);
    if ('problem' in once) return once;
    if (tool === 'kubectl') return { content: once.printed, unsettled: 0 };
    // A template may ask for the time in seconds.
    if ([...files.values()].some(content => Buffer.from(content).includes('now'))) await nextSecond();
    const again = await confined(program, args, { tree, folder }, this.scratch);
    return 'problem' in again ? again : agreed(once.printed, again.printed);
  }
}

interface Job extends Pick<Rendering, 'tool' | 'args' | 'folder'> {
  readonly program: string;
  readonly tree: string;
  readonly files: Files;
}

function copied(files: Files, tree: string): void {
  for (const [file, content] of files) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), content);
  }
}

function agreed(once: Buffer, again: Buffer): Made {
  const both = once.equals(again) ? undefined : settled(once.toString(), again.toString());
  // What is no YAML is told as such by whoever reads it.
  return both ? { content: Buffer.from(both.text), unsettled: both.unsettled } : { content: once, unsettled: 0 };
}

function nextSecond(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 1000 - (Date.now() % 1000)));
}

function contentsOf(
  inputs: Rendering['inputs'],
  whole: Whole,
): { readonly contents: Files } | { readonly problem: string } {
  const found = whole.read([...inputs].flatMap(([file, instead]) => (instead === undefined ? [file] : [])));
  const contents = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const [file, instead] of inputs) {
    const content = instead === undefined ? found.get(file)! : Buffer.from(instead);
    bytes += content.length;
    if (content.length > MOST_BYTES) return { problem: `${file} has more than ${MOST_BYTES} bytes` };
    if (bytes > MOST_BYTES_OF_ONE) return { problem: `it is made from more than ${MOST_BYTES_OF_ONE} bytes` };
    contents.set(file, content);
  }
  return { contents };
}

function hashOf(words: string, contents: Files): string {
  const hash = createHash('sha256').update(words);
  for (const [file, content] of contents) hash.update(`\0${file}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}
