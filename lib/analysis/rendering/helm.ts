import { posix } from 'node:path';
import { listed } from '../../text/names';
import { valueIn } from '../../text/yaml/documents';
import type { Files } from '../manifests/files';
import { itemsOf } from '../manifests/items';
import { noteOnChart } from '../manifests/sources';
import type { Refused, Rendering, Renderings } from './rendering';

/** Whether a file makes its folder a chart. */
export function isChart(file: string): boolean {
  return posix.basename(file) === 'Chart.yaml';
}

/**
 * The charts that somebody installs: none that is a part of another one, and no library. A chart with files such as
 * `values-production.yaml` beside its own values is rendered once with each of them, and else with its own.
 * @param charts what the files called Chart.yaml hold
 * @param tree the names of all files in it, and of all links
 * @param isWanted whether a file is where manifests are looked for
 */
export function helmRenderings(
  charts: Files,
  { names, links }: { readonly names: ReadonlySet<string>; readonly links: ReadonlySet<string> },
  isWanted: (file: string) => boolean,
): Renderings {
  const read = [...charts].map(([file, content]) => ({ file, folder: posix.dirname(file), value: chartIn(content) }));
  const parts = new Set(
    read.flatMap(({ folder, value }) =>
      itemsOf(value?.['dependencies']).flatMap(({ repository }) => {
        const [, path] = /^file:\/\/(.*)$/.exec(String(repository)) ?? [];
        return path === undefined ? [] : [posix.join(folder, path).replace(/\/$/, '')];
      }),
    ),
  );
  const planned = read
    .filter(({ file, folder, value }) => isWanted(file) && value?.['type'] !== 'library' && !parts.has(folder))
    .filter(({ folder }) => !read.some(other => folder.startsWith(posix.join(other.folder, 'charts/'))))
    .flatMap(chart => plansOf(chart, [...names].filter(isIn(chart.folder)), [...links].filter(isIn(chart.folder))));
  return {
    renderings: planned.flatMap(one => ('tool' in one ? [one] : [])),
    refused: planned.flatMap(one => ('tool' in one ? [] : [one])),
  };
}

interface Chart {
  readonly file: string;
  readonly folder: string;
  /** Undefined for what is no YAML. */
  readonly value: { readonly [key: string]: any } | undefined;
}

function chartIn(content: Uint8Array): Chart['value'] {
  try {
    const value = valueIn(new TextDecoder().decode(content));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isIn(folder: string): (file: string) => boolean {
  return folder === '.' ? () => true : file => file.startsWith(`${folder}/`);
}

function plansOf(
  { file, folder, value }: Chart,
  files: readonly string[],
  links: readonly string[],
): (Rendering | Refused)[] {
  const below = new Set(files.map(path => posix.relative(folder, path)));
  const note = noteOnChart(file);
  // A schema may name others, anywhere; and whether values fit is for whoever applies them.
  const inputs = files.filter(path => posix.basename(path) !== 'values.schema.json');
  const refused = (why: string, fix = note.fix!) => [
    { problem: { file, message: `it is not rendered: ${why}`, fix }, inputs },
  ];
  if (!value) return refused('this is no YAML');
  if (links.length) return refused(`links are not followed, and in it there are ${listed(links)}`);
  const missing = itemsOf(value['dependencies'])
    .map(({ name }) => String(name))
    .filter(name => ![...below].some(path => isVendored(path, name)));
  if (missing.length) {
    return refused(
      `it needs ${listed(missing)}, which charts/ beside it does not hold`,
      `${note.fix}, or commit what "helm dependency build" fetches`,
    );
  }
  // A release has a name of its own, and only who installs it knows that.
  const name = /^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$/.test(String(value['name'])) ? String(value['name']) : 'release';
  const variants = [...below].filter(path => VARIANT.test(path)).sort();
  const rendering = (values?: string): Rendering => ({
    tool: 'helm',
    file: values === undefined ? file : posix.join(folder, values),
    folder,
    args: [
      ...['template', name, '.', '--skip-tests', '--skip-schema-validation'],
      ...(values === undefined ? [] : [`--values=${values}`]),
    ],
    home: values === undefined ? folder : posix.join(folder, VARIANT.exec(values)![1]!),
    inputs: new Map(inputs.map(path => [path, undefined])),
    note,
  });
  return variants.length ? variants.map(rendering) : [rendering()];
}

// Of such names only, a command line is made.
const VARIANT = /^values[-._](\w[\w.-]*)\.ya?ml$/;

function isVendored(path: string, name: string): boolean {
  return path === `charts/${name}/Chart.yaml` || (path.startsWith(`charts/${name}-`) && path.endsWith('.tgz'));
}
