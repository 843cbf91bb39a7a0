import { ANALYSIS_CONTAINER, GATE_LABEL, PROVES_PLAIN } from '../../construct/names';
import { shortHash } from '../../construct/resolve/release';
import { itemsOf } from '../manifests/items';
import { labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Tree } from '../manifests/tree';
import type { Application, Model } from '../topology/model';
import { type Judging, judgingIn } from './looser-metrics';

/** Our Job that proves a release before users move to it, and what it is told. */
export interface GateJob {
  readonly manifest: Manifest;
  /** Labels of its pods. */
  readonly labels: { readonly [label: string]: string };
  /** The Deployment without a colour that it proves, while an application leaves for plain files. */
  readonly plain?: string;
  /** The value behind an argument such as `--colour`; undefined where it has none such. */
  argument(name: string): string | undefined;
  /** How often an argument such as `--request` is there. */
  count(name: string): number;
  /** By which figures it judges. */
  readonly judging: Judging;
  /** The image of a container of the user's own, which runs once ours has ended. */
  readonly ownTests?: string;
  /** The command of that container, where it ends well whatever there is. */
  readonly testsNothing?: string;
}

/** The gate of an application; undefined where there is none, or it is not one of ours. */
export function gateJobOf({ name, colours }: Application, { tree }: Model): GateJob | undefined {
  const [first] = colours;
  const manifest = first && gatesIn(tree).get(keyOf(first.environment, first.namespace, name));
  if (!manifest) return undefined;
  const { initContainers, containers } = manifest.value['spec'].template.spec ?? {};
  const all = [...itemsOf(initContainers), ...itemsOf(containers)];
  const judge = all.find(({ name }) => name === ANALYSIS_CONTAINER);
  const words = all.filter(container => container !== judge).flatMap(wordsOf);
  const plain = manifest.value['spec'].template.metadata?.annotations?.[PROVES_PLAIN];
  const own = ownTestsOf(manifest);
  return {
    manifest,
    labels: podLabels(manifest),
    ...(typeof plain === 'string' && { plain }),
    argument: word => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined),
    count: word => words.filter(one => one === word).length,
    judging: judgingIn(judge ? wordsOf(judge) : []),
    ...(own && { ownTests: String(own['image']) }),
    ...(own && neverFails(own['command']) && { testsNothing: (own['command'] as unknown[]).join(' ') }),
  };
}

/** The container of a gate that the user brings. */
export function ownTestsOf({ value }: Manifest): { readonly [key: string]: any } | undefined {
  const { initContainers, containers } = value['spec']?.template?.spec ?? {};
  const [before, last] = [itemsOf(initContainers), itemsOf(containers)];
  // Who measures comes last, and tests before that.
  if (last.some(({ name }) => name === ANALYSIS_CONTAINER)) return before.find(({ name }) => name === 'smoke');
  return before.length ? last[0] : undefined;
}

const wordsOf = ({ args }: { readonly [key: string]: any }): string[] => (Array.isArray(args) ? args.map(String) : []);

// `true`, or a shell that is told no more than that.
function neverFails(command: unknown): boolean {
  if (!Array.isArray(command)) return false;
  const words = command.map(String);
  const isShell = /^(\/bin\/)?(ba|da|a)?sh$/.test(words[0] ?? '') && words[1] === '-c';
  return /^\s*((\/bin\/|\/usr\/bin\/)?true|:|exit( 0)?)\s*$/.test(isShell ? (words[2] ?? '') : words.join(' '));
}

// By the application that their pods name.
const gatesIn = onceFor((tree: Tree) => {
  const gates = tree.manifests.flatMap(manifest => {
    const name = manifest.identity.kind === 'Job' ? podLabels(manifest)[GATE_LABEL] : undefined;
    if (name === undefined) return [];
    return [[keyOf(tree.environmentOf(manifest.file), manifest.identity.namespace, name), manifest] as const];
  });
  return new Map(gates);
});

function keyOf(...words: readonly string[]): string {
  return JSON.stringify(words);
}

function podLabels({ value }: Manifest): { readonly [label: string]: string } {
  return labelsOf(value['spec']?.template?.metadata?.labels);
}

/** Whether a Job of ours is what the hash in its name was made of; undefined where its name has none. */
export function isAsMade({ value, identity }: Manifest): boolean | undefined {
  const hash = /-([0-9a-f]{10})$/.exec(identity.name)?.[1];
  if (!hash) return undefined;
  const { namespace, labels } = value['metadata'];
  const metadata = { ...(namespace && { namespace }), labels, annotations: NOT_FILLED_IN };
  return shortHash({ metadata, spec: withoutHash(value['spec'], hash) }) === hash;
}

// Of all annotations, this one was there when the hash was made.
const NOT_FILLED_IN = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

// The hash stands in the names of the gate's own Services.
function withoutHash(value: unknown, hash: string): unknown {
  if (typeof value === 'string') return value.endsWith(`-${hash}`) ? value.slice(0, -hash.length) : value;
  if (Array.isArray(value)) return value.map(item => withoutHash(item, hash));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutHash(item, hash)]));
}
