import { APPLICATION_KEYS } from './application';
import type { ApplicationKey, PodPart, ReleaseKey, Rows } from './key';
import { COLOUR_KEYS, type ColourProps, RELEASE_KEYS, type ReleaseProps } from './release';

// Every list of keys is computed here from the rows beside the shapes, and stands nowhere else.

const APPLICATION: Rows<string, ApplicationKey> = APPLICATION_KEYS;
const RELEASE: Rows<keyof ReleaseProps, ReleaseKey<keyof ReleaseProps>> = RELEASE_KEYS;
const OF_COLOURS: Rows<keyof ColourProps, ReleaseKey<keyof ReleaseProps>> = { ...RELEASE, ...COLOUR_KEYS };

/** Keys of the application that are laid under the entry of a colour. */
export const SHARED = namesOf(RELEASE, () => true);

/** Keys whose layers are merged by the names of their entries. */
export const MERGED = namesOf(RELEASE, ({ merges }) => merges !== undefined);

/** Those of them whose entries are made of keys, which are laid over one another too. */
export const MERGED_EACH = namesOf(RELEASE, ({ merges }) => merges === 'each');

/** For each of two ways to say one thing, the other one. */
export const INSTEAD_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(RELEASE).flatMap(([key, { insteadOf }]) => (insteadOf ? [[key, insteadOf] as const] : [])),
);

/** Keys of the release file itself, beside those of its colours. */
export const STATE = namesOf(APPLICATION, ({ by }) => by === 'verb');

/** What only a colour can say for good: of the image, the application names the repository alone. */
export const SAID_BY_COLOURS = namesOf(OF_COLOURS, ({ by }) => by !== 'person');

/** What verbs note of a release; all else is what was asked for. */
export const NOTED_BY_VERBS = namesOf(COLOUR_KEYS, ({ by }) => by === 'verb');

/** Whether another value of a key makes other pods. */
export function reachesPods(key: keyof ColourProps): boolean {
  return OF_COLOURS[key].reachesPods;
}

type PassedKey = {
  [K in keyof typeof RELEASE_KEYS]: (typeof RELEASE_KEYS)[K] extends { readonly passedTo: PodPart } ? K : never;
}[keyof typeof RELEASE_KEYS];

/** What of a release is Kubernetes' own, under Kubernetes' own names. */
export type Passed = Pick<ReleaseProps, PassedKey>;

const PASSED = Object.keys(RELEASE_KEYS).filter(key => RELEASE[key as PassedKey].passedTo) as PassedKey[];

/** What of a release goes as it is into a part of its pods. */
export function passedTo(part: PodPart, release: Passed): Partial<Passed> {
  const keys = PASSED.filter(key => RELEASE[key].passedTo === part);
  return Object.fromEntries(keys.map(key => [key, release[key]]));
}

/** Whether a field of a pod is a key too, under Kubernetes' own name, and goes there as it is. */
export function passesToPod(field: string): boolean {
  return Object.hasOwn(RELEASE, field) && RELEASE[field as keyof ReleaseProps].passedTo === 'pod';
}

/** What of a release goes as it is into some part of its pods. */
export function passed(release: Passed): Passed {
  return { ...passedTo('pod', release), ...passedTo('container', release) };
}

function namesOf<Row>(
  rows: { readonly [key: string]: Row },
  which: (row: Row) => boolean | undefined,
): ReadonlySet<string> {
  return new Set(Object.entries(rows).flatMap(([key, row]) => (which(row) ? [key] : [])));
}
