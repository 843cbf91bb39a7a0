import type { Tree } from '../../manifests/tree';
import type { Fault } from '../rule';

/** What the script by which people and pipelines apply an environment does no more, or elsewhere. */
export function redirectedScripts(base: Tree, head: Tree): Fault[] {
  const scripts = scriptsIn(head);
  return [...scriptsIn(base)].flatMap(([key, { place, file: fileBefore, content: was }]): Fault[] => {
    const { file, content: is } = scripts.get(key) ?? { file: fileBefore };
    if (!is) {
      return [
        {
          place,
          side: 'base',
          file,
          object: file.slice(file.lastIndexOf('/') + 1),
          message: 'the script disappears by which kubectl applies this environment',
          users: 'no later commit reaches them by it, a rollback neither',
        },
      ];
    }
    if (is === was) return [];
    const [before, now] = [scriptSettings(was), scriptSettings(is)];
    const groups = scriptGroups(is);
    const apart = scriptGroups(was).filter(group => !groups.some(one => group.every(name => one.includes(name))));
    const parted = apart.map(
      (group): Fault => ({
        place,
        side: 'head',
        file,
        object: file.slice(file.lastIndexOf('/') + 1),
        message: `the script no longer has ${group.join(', ')} wait for each other's gates`,
        users: 'those of one move where the gate of another one has failed',
      }),
    );
    const elsewhere = Object.entries(WATCHED).flatMap(([name, words]): Fault[] => {
      const [old, value] = [before.get(name), now.get(name)];
      if (old === undefined || old === value) return [];
      return [
        {
          place,
          side: 'head',
          file,
          object: file.slice(file.lastIndexOf('/') + 1),
          message: `the script goes to ${value ? `the ${words} ${value}` : `no ${words}`}, and went to ${old ? `the ${words} ${old}` : 'none that it names'}`,
          users: 'what they are on gets no later commit, a rollback neither',
        },
      ];
    });
    return [...elsewhere, ...parted];
  });
}

// The applications that move together, as the script of an environment has it.
function scriptGroups(content: Uint8Array): string[][] {
  const [, lines = ''] = /^group_of\(\) \{\n([^}]*)^\}$/m.exec(Buffer.from(content).toString()) ?? [];
  return [...lines.matchAll(/\) echo (.*) ;;$/gm)].map(([, names]) => names!.split(' '));
}

/** The script of an environment. */
export interface Script {
  /** The environment. */
  readonly place: string;
  readonly file: string;
  readonly content: Uint8Array;
}

/** The scripts of a tree, by where they stand whatever dist/ is called. */
export function scriptsIn({ files, layout }: Tree): Map<string, Script> {
  return new Map(
    [...files].flatMap(([file, content]) =>
      layout.isScript(file) ? [[layout.keyOf(file), { place: layout.placeInEngines(file), file, content }]] : [],
    ),
  );
}

const WATCHED: { readonly [name: string]: string } = {
  context: 'context',
  namespace: 'namespace',
  applications: 'folder',
};

/** What a script goes by: the words that it sets before it does anything, by name. */
export function scriptSettings(content: Uint8Array): Map<string, string> {
  const lines = Buffer.from(content).toString().split('\n');
  return new Map(
    lines.flatMap(line => {
      const [, name, value] = SETTING.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!] as const];
    }),
  );
}

/** Whether a line of a script says what it goes by. */
export function isSetting(line: string): boolean {
  return SETTING.test(line);
}

const SETTING = /^([a-z]+)='(.*)'$/;
