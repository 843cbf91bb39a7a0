import { COLOUR_LABEL, isOurs, NAME_LABEL, ROLE_ANNOTATION } from '../../construct/names';
import { labelsOf, selects } from '../manifests/labels';
import { colourOf } from './colour-label';
import { saysPreview, wordsOf } from './preview-words';
import type { Role, ServiceFacts } from './service';
import type { Workload } from './workload';

/** One Service of an application, as one or two trees have it: the base first. */
export interface ServiceVersions {
  readonly id: string;
  readonly versions: readonly ServiceFacts[];
  /** Whether an Ingress or a route leads to it, or its type lets the world in. */
  readonly isReached: boolean;
  /** Whether a rule moves users from it to another Service, or shares requests between the two. */
  readonly isSwitched: boolean;
  /** Whether a rule tells apart whom it leads to, by subsets: then users do not just come through it. */
  readonly isSplit: boolean;
}

/** What the Services of an application are for, and what could not be told. */
export interface Roles {
  readonly roles: ReadonlyMap<string, Role>;
  readonly undecided: readonly string[];
}

/** Tells the Services of one application apart: by what they say themselves, then by whom they lead to. */
export function rolesOf(
  services: readonly ServiceVersions[],
  colourLabel: string | undefined,
  hasGate: (hash: string) => boolean,
): Roles {
  const roles = new Map<string, Role>();
  for (const service of services) {
    const role = said(service, hasGate);
    if (role) roles.set(service.id, role);
  }
  for (const { id, isSplit } of services) if (isSplit && !roles.has(id)) roles.set(id, 'other');
  const open = services.filter(({ id }) => !roles.has(id));
  // Of two that are each called after the colour that they led to, one that leads to the other one has gone astray.
  const paired = open.filter(({ versions: [first] }) => isNamedAfter(first!, colourLabel));
  const hasColour = (service: ServiceVersions) =>
    isFixed(service, colourLabel) || (paired.length > 1 && paired.includes(service));
  if (![...roles.values()].includes('active')) return { roles, undecided: guessed(open, hasColour, roles) };
  // What stands beside an active Service that is known.
  for (const service of open) roles.set(service.id, hasColour(service) ? 'colour' : 'other');
  return { roles, undecided: [] };
}

// What a Service says by its own labels and names. Of our own we know what each is for.
function said({ versions }: ServiceVersions, hasGate: (hash: string) => boolean): Role | undefined {
  const { metadata, spec } = versions.at(-1)!.manifest.value as { readonly [key: string]: any };
  const { name } = versions.at(-1)!.manifest.identity;
  const annotation = metadata.annotations?.[ROLE_ANNOTATION];
  if (['active', 'preview', 'colour', 'other'].includes(annotation)) return annotation;
  const labels = labelsOf(metadata.labels);
  const hash = /-([0-9a-f]{10})$/.exec(name)?.[1];
  if (hash && spec?.clusterIP === 'None' && hasGate(hash)) return 'gate';
  if (!isOurs(labels)) return undefined;
  if (labels[COLOUR_LABEL]) return 'colour';
  return name === labels[NAME_LABEL] ? 'active' : name === `${labels[NAME_LABEL]}-preview` ? 'preview' : undefined;
}

// Nothing says which one users come through: whom each leads to, and from where, has to tell.
function guessed(
  open: readonly ServiceVersions[],
  hasColour: (service: ServiceVersions) => boolean,
  roles: Map<string, Role>,
): string[] {
  const narrow = open.filter(({ versions }) => versions.some(({ selected }) => selected.length <= 1));
  const wide = open.filter(service => !narrow.includes(service));
  const fixed = narrow.filter(
    service => (hasColour(service) && open.length > 1) || (service.isSwitched && staysWhereItIs(service)),
  );
  const moving = narrow.filter(service => !fixed.includes(service));
  for (const { id } of fixed) roles.set(id, 'colour');

  const entrances = first(
    moving.filter(service => service.isReached && !looksLikePreview(service)),
    moving.filter(service => !looksLikePreview(service)),
    moving,
    // An entrance that leads to all colours at once is one all the same.
    wide.filter(({ isReached }) => isReached),
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

// Its name or a label of it has the very colour that it selects, now and before.
function isFixed({ versions }: ServiceVersions, colourLabel: string | undefined): boolean {
  if (!staysWhereItIs({ versions })) return false;
  return versions.every(version => isNamedAfter(version, colourLabel));
}

function isNamedAfter({ manifest, selector, selected }: ServiceFacts, colourLabel: string | undefined): boolean {
  const { name } = manifest.identity;
  if (selected.every(workload => workload.manifest.identity.name === name)) return true;
  const colour = colourLabel === undefined ? undefined : selector[colourLabel];
  if (colour === undefined) return false;
  return says(name, colourOf(colour)) || labelsOf(manifest.value['metadata'].labels)[colourLabel!] === colour;
}

// The words of a colour, one after the other: `demo-v1-0-0` says `v1.0.0`.
function says(name: string, colour: string): boolean {
  const [spaced, asked] = [name, colour].map(text => ` ${wordsOf(text).join(' ')} `);
  return spaced!.includes(asked!);
}

// Where its pods are gone, it leads nowhere; moved it has only if it leads elsewhere.
function staysWhereItIs({ versions }: Pick<ServiceVersions, 'versions'>): boolean {
  const leading = versions.filter(({ selected }) => selected.length > 0);
  const [first, ...rest] = leading;
  return (
    first !== undefined &&
    rest.every(({ selected }) => sameWorkloads(selected, first.selected)) &&
    (leading.length < versions.length || sameSelector(versions))
  );
}

function sameSelector([first, ...rest]: readonly ServiceFacts[]): boolean {
  return rest.every(({ selector }) => selects(selector, first!.selector) && selects(first!.selector, selector));
}

function sameWorkloads(a: readonly Workload[], b: readonly Workload[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]!.id);
}

function looksLikePreview({ versions }: ServiceVersions): boolean {
  return saysPreview(versions.at(-1)!.manifest.identity.name);
}

// In every tree the same.
function leadsAlike(a: ServiceVersions, b: ServiceVersions): boolean {
  return (
    a.versions.length === b.versions.length &&
    a.versions.every(({ selected }, index) => sameWorkloads(selected, b.versions[index]!.selected))
  );
}
