import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Application } from '../model';
import { SYNC_WAVE } from '../names';

/**
 * Sync waves of Argo CD, by unit: pods in a later wave wait for the migration in an earlier one, and a Service for the
 * gate.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
const WAVES: Readonly<Record<string, number>> = {
  base: -10,
  'migrate/blue': -5,
  'migrate/green': -5,
  blue: 0,
  green: 0,
  'release/verify': 10,
  'release/traffic': 20,
};

// Not every cluster says when an Ingress is ready, so nothing may come after it.
const LAST = 20;

/** What may never vanish because a folder did: users are on it, or move to it with the next commit. */
const GUARDED: Readonly<Record<string, readonly string[]>> = {
  base: ['Namespace'],
  blue: ['Deployment'],
  green: ['Deployment'],
  'release/traffic': ['Service', 'HTTPRoute'],
};

/** Says to Flux, and to whoever else prunes, that an object stays though git has it no more. */
export const NEVER_PRUNED = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };

/** With it, Flux takes nothing that looks like a variable in an object's texts for one of its own. */
export const TAKEN_LITERALLY = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

const OPTIONS = 'argocd.argoproj.io/sync-options';

// An engine merges on the server as Kubernetes does: ports are told apart by number and protocol, a selector is replaced
// whole, and no copy of an object has to fit into an annotation. Flux always does so; Argo CD where it is told to.
const APPLIED = { ServerSideApply: 'true' };
const NEVER_DELETED = { Prune: 'false', Delete: 'false' };

/**
 * Says on every object when and how Argo CD applies it, and on those that users need that no engine ever deletes them.
 * Of the sync options that users gave an object themselves, all stand but those.
 * @param application what the objects are made from
 */
export function annotateForEngines(units: { readonly [folder: string]: Construct }, application: Application): void {
  // To ask an object for its annotations, cdk8s renders them all.
  const areSaid = JSON.stringify(application).includes(OPTIONS);
  for (const [folder, unit] of Object.entries(units)) {
    for (const object of unit.node.findAll().filter(ApiObject.isApiObject)) {
      const wave = object.kind === 'Ingress' ? LAST : WAVES[folder];
      const isGuarded = GUARDED[folder]?.includes(object.kind) ?? false;
      object.metadata.addAnnotation(SYNC_WAVE, String(wave));
      object.metadata.addAnnotation(
        OPTIONS,
        optionsText({
          // Twice: first for its place, last because nobody may say otherwise.
          ...(isGuarded && NEVER_DELETED),
          ...APPLIED,
          ...(areSaid && optionsOf(object)),
          ...(isGuarded && NEVER_DELETED),
        }),
      );
      if (!isGuarded) continue;
      for (const [name, value] of Object.entries(NEVER_PRUNED)) object.metadata.addAnnotation(name, value);
    }
  }
}

/** Annotations without what this file says of an object: where nothing else is said of it to Argo CD, nothing is. */
export function withoutOurOptions(annotations: { readonly [name: string]: string }): { [name: string]: string } {
  const { [OPTIONS]: text = '', ...rest } = annotations;
  const ours = new Set(Object.keys({ ...APPLIED, ...NEVER_DELETED }));
  const others = Object.entries(read(text)).filter(([name]) => !ours.has(name));
  return { ...rest, ...(others.length && { [OPTIONS]: optionsText(Object.fromEntries(others)) }) };
}

/** What keeps an object in the cluster though its file is gone, whichever engine applies it. */
export function withNeverDeleted(annotations: { readonly [name: string]: string }): { [name: string]: string } {
  return { ...NEVER_PRUNED, [OPTIONS]: optionsText({ ...read(annotations[OPTIONS] ?? ''), ...NEVER_DELETED }) };
}

type SyncOptions = { readonly [option: string]: string };

function optionsOf(object: ApiObject): SyncOptions {
  return read(object.metadata.toJson()?.annotations?.[OPTIONS] ?? '');
}

function read(text: string): SyncOptions {
  const options = text.split(',').map(option => option.trim().split('='));
  return Object.fromEntries(options.flatMap(([name, ...value]) => (name ? [[name, value.join('=')]] : [])));
}

function optionsText(options: SyncOptions): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
