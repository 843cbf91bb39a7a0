import { isSetting, type Script, scriptSettings, scriptsIn } from '../check/delivery/kubectl';
import type { Trees } from '../manifests/tree';
import { keyDifferences } from './key-difference';
import type { Draft, Effect } from './story';

/** The scripts by which kubectl applies environments: no YAML, so no object of theirs tells that they differ. */
export function scriptStories({ base, head }: Trees): Draft[] {
  const [before, after] = [base ? scriptsIn(base) : new Map<string, Script>(), scriptsIn(head)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was && is && Buffer.compare(was.content, is.content) === 0) return [];
    const { place, file } = (is ?? was)!;
    return [{ place, title: `engines in ${place}`, effects: [effectOf(file, was?.content, is?.content)] }];
  });
}

function effectOf(file: string, was: Uint8Array | undefined, is: Uint8Array | undefined): Effect {
  const name = `${file.slice(file.lastIndexOf('/') + 1)}, by which kubectl applies this environment,`;
  const told = (text: string): Effect => ({ kind: 'engine', text: `${name} ${text}`, differences: [] });
  if (!is) return told('is removed');
  if (!was) return told('is added');
  const differences = keyDifferences(scriptSettings(was), scriptSettings(is));
  const [gone, fresh] = [linesBeside(was, is), linesBeside(is, was)];
  const words = [
    ...(differences.length ? ['goes by other settings'] : []),
    ...(gone || fresh ? [`does something else (lines: ${fresh} new, ${gone} gone)`] : []),
  ];
  return { ...told(words.join(', and ') || 'has its lines in another order'), differences };
}

// How many lines one has and the other has not, besides its settings.
function linesBeside(content: Uint8Array, other: Uint8Array): number {
  const left = new Map<string, number>();
  for (const line of linesOf(other)) left.set(line, (left.get(line) ?? 0) + 1);
  return linesOf(content).filter(line => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}

function linesOf(content: Uint8Array): string[] {
  return Buffer.from(content)
    .toString()
    .split('\n')
    .filter(line => !isSetting(line));
}
