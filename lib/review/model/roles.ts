import { COLOUR_LABEL, isOurs, NAME_LABEL } from '../../render/names';
import type { Role, ServiceFacts } from './service';
import { labelsOf } from './workload';

/** One Service of an application, as one or two trees have it: the base first. */
export interface ServiceVersions {
  readonly id: string;
  readonly versions: readonly ServiceFacts[];
  /** Whether an Ingress or a route leads to it, or its type lets the world in. */
  readonly isReached: boolean;
}

/** What the Services of an application are for, and what could not be told. */
export interface Roles {
  readonly roles: ReadonlyMap<string, Role>;
  readonly undecided: readonly string[];
}

/** Says in so many words what a Service is for, where nothing else tells. */
const ROLE_ANNOTATION = 'blue-green/role';

/** Tells the Services of one application apart: by what they say themselves, then by whom they lead to. */
export function rolesOf(services: readonly ServiceVersions[], hasGate: (hash: string) => boolean): Roles {
  const roles = new Map<string, Role>();
  for (const service of services) {
    const role = said(service, hasGate);
    if (role) roles.set(service.id, role);
  }
  const open = services.filter(({ id }) => !roles.has(id));
  const undecided = [...roles.values()].includes('active') ? others(open, roles) : guessed(open, roles);
  return { roles, undecided };
}

// What a Service says by its own labels and names. Of our own we know what each is for.
function said({ versions }: ServiceVersions, hasGate: (hash: string) => boolean): Role | undefined {
  const { metadata, spec } = versions.at(-1)!.manifest.value as { readonly [key: string]: any };
  const { name } = versions.at(-1)!.manifest.identity;
  const annotation = metadata.annotations?.[ROLE_ANNOTATION];
  if (['active', 'preview', 'colour', 'other'].includes(annotation)) return annotation;
  const labels = labelsOf(metadata.labels);
  const hash = /-([0-9a-f]{10})$/.exec(name)?.[1];
  if (hash && spec.clusterIP === 'None' && hasGate(hash)) return 'gate';
  if (!isOurs(labels)) return undefined;
  if (labels[COLOUR_LABEL]) return 'colour';
  return name === labels[NAME_LABEL] ? 'active' : name === `${labels[NAME_LABEL]}-preview` ? 'preview' : undefined;
}

// What stands beside an active Service that is known.
function others(open: readonly ServiceVersions[], roles: Map<string, Role>): string[] {
  for (const service of open) roles.set(service.id, isFixed(service) ? 'colour' : 'other');
  return [];
}

// Nothing says which one users come through: whom each leads to, and from where, has to tell.
function guessed(open: readonly ServiceVersions[], roles: Map<string, Role>): string[] {
  const narrow = open.filter(({ versions }) => versions.some(({ picks }) => picks.length <= 1));
  const wide = open.filter(service => !narrow.includes(service));
  const fixed = narrow.filter(service => isFixed(service) && open.length > 1);
  const moving = narrow.filter(service => !fixed.includes(service));
  for (const { id } of fixed) roles.set(id, 'colour');

  const entrances = first(
    moving.filter(service => service.isReached && !looksLikePreview(service)),
    moving.filter(({ isReached }) => isReached),
    moving.filter(service => !looksLikePreview(service)),
    moving,
    // An entrance that leads to all colours at once is one all the same.
    fixed.length ? [] : wide.filter(({ isReached }) => isReached),
    fixed.length ? [] : wide,
  );
  for (const service of entrances) roles.set(service.id, 'active');
  for (const service of open.filter(({ id }) => !roles.has(id))) {
    const leadsElsewhere = moving.includes(service) && !entrances.some(entrance => leadsAlike(service, entrance));
    const role =
      leadsElsewhere || looksLikePreview(service) ? 'preview' : moving.includes(service) ? 'active' : 'other';
    roles.set(service.id, role);
  }

  const [one, ...more] = entrances;
  const different = more.filter(service => !leadsAlike(service, one!));
  if (!different.length) return [];
  const names = [one!, ...different].map(({ versions }) => versions.at(-1)!.manifest.identity.name);
  return [
    `users may come through any of the Services ${names.join(' and ')}, which lead to different colours: each is taken ` +
      `for an active one; the annotation "${ROLE_ANNOTATION}: preview" on a Service says that users do not`,
  ];
}

function first<T>(...lists: readonly (readonly T[])[]): readonly T[] {
  return lists.find(list => list.length > 0) ?? [];
}

// A name or a label with the very colour that the Service selects, now and before.
function isFixed({ versions }: ServiceVersions): boolean {
  return (
    versions.every(({ manifest, selector, picks }) => {
      const { name } = manifest.identity;
      const labels = Object.values(labelsOf(manifest.value['metadata'].labels));
      const colours = [...Object.values(selector), ...picks.map(pick => pick.manifest.identity.name)];
      return colours.some(colour => wordsOf(name).includes(colour) || (labels.includes(colour) && isColourful(colour)));
    }) && new Set(versions.map(({ picks }) => picks.map(({ id }) => id).join())).size === 1
  );
}

const PREVIEW = new Set(['preview', 'staging', 'stage', 'test', 'idle', 'inactive', 'candidate', 'next', 'canary']);

function looksLikePreview({ versions }: ServiceVersions): boolean {
  return wordsOf(versions.at(-1)!.manifest.identity.name).some(word => PREVIEW.has(word));
}

function wordsOf(name: string): string[] {
  return name.split(/[-.]/);
}

function isColourful(word: string): boolean {
  return word === 'blue' || word === 'green';
}

function leadsAlike(a: ServiceVersions, b: ServiceVersions): boolean {
  const led = ({ versions }: ServiceVersions) =>
    versions.map(({ picks }) => picks.map(({ id }) => id).join()).join(';');
  return led(a) === led(b);
}
