import type { Synthesized } from '../change';
import type { Fault, Rule } from '../rule';

export const bg012: Rule = {
  id: 'BG012',
  title: 'dist/ is what the inputs synthesize to',
  severity: 'error',
  hurts: 'later',
  what: 'The files of every application whose inputs or output the change touches are, byte for byte, what bluegreen.yaml, apps/ and releases/ make; so are the files for engines. And they can reach an engine: git ignores none of them, and `gitops.path` is the folder that the project has in its repository. Up to three files of an application are found one by one, more of them as one finding.',
  why: 'A hand-edited file is put back by the next synth, whoever runs it and for whatever reason: users are moved by a change that nobody meant. And an edited input that was not synthesized does nothing until then.',
  example: [
    {
      file: 'release/traffic/Service.ping-preview.k8s.yaml',
      from: 'blue-green/colour: green',
      to: 'blue-green/colour: blue',
    },
  ],
  wayOut:
    'run "bluegreen synth", and commit what it writes; what is to differ from it belongs into apps/ or releases/, and what is not its own out of dist/',
  check: ({ synthesized = [] }) => [
    ...faultsOfInputs(synthesized),
    ...synthesized.flatMap(undelivered),
    ...synthesized.filter(({ faults }) => !faults?.length).flatMap(differences),
  ],
};

const USERS = 'what they get is not what the inputs say, until a synth changes it unasked';

function undelivered({ place, undelivered = [] }: Synthesized): Fault[] {
  return undelivered.map(({ file, line, message, wayOut }) => ({
    place,
    side: 'head',
    file,
    line,
    object: file,
    message,
    users: 'this change, and every later one, reaches nobody, whatever the other rules say of it',
    wayOut,
  }));
}

// One file may be the input of several environments.
function faultsOfInputs(synthesized: readonly Synthesized[]): Fault[] {
  const found = new Map<string, Fault>();
  for (const { place, faults = [] } of synthesized) {
    for (const { file, line, message } of faults) {
      const same = JSON.stringify([file, line, message]);
      if (found.has(same)) continue;
      found.set(same, {
        place,
        side: 'head',
        file,
        line,
        object: file,
        message: `nothing can be synthesized: ${message}`,
        users: USERS,
        wayOut: 'mend it, run "bluegreen synth", and commit what it writes',
      });
    }
  }
  return [...found.values()];
}

// As many of an application are told one by one: a hand-edited file is. More come of an input without its synth.
const MOST = 3;

function differences({ place, found, expected }: Synthesized): Fault[] {
  const all = [...new Set([...expected.keys(), ...found.keys()])].sort().flatMap(file => {
    const [is, ought] = [found.get(file), expected.get(file)];
    if (is === ought) return [];
    const message =
      is === undefined
        ? 'the inputs make this file, and it is not there'
        : ought === undefined
          ? 'the inputs make no such file'
          : 'the inputs make something else';
    const line = is === undefined || ought === undefined ? undefined : firstDifferentLine(is, ought);
    return [{ place, side: 'head' as const, file, line, object: nameOf(file), message, users: USERS }];
  });
  const [first] = [...all.filter(({ line }) => line !== undefined), ...all];
  if (!first || all.length <= MOST) return all;
  return [{ ...first, message: `the inputs make something else of ${all.length} files, this one among them` }];
}

function firstDifferentLine(a: string, b: string): number {
  const [lines, others] = [a.split('\n'), b.split('\n')];
  return lines.findIndex((line, index) => line !== others[index]) + 1 || lines.length;
}

// `Service.ping.k8s.yaml`: kind and name.
function nameOf(file: string): string {
  return file.split('/').at(-1)!.replace('.k8s.yaml', '').replace('.', ' ');
}
