import type { BlueGreenApplicationProps } from './application';
import type { ColourProps, ReleaseProps } from './release';

// Every key, in one row. Lists of keys are computed from these rows and stand nowhere else; a key without a row does
// not compile.

/**
 * Who says a key: `person`, in a spec. `deploy`: a person too, but with each deploy, which writes it into the entry of a
 * colour. `verb`: a verb notes it in the release file, to know later what it did.
 */
type SaidBy = 'person' | 'deploy' | 'verb';

interface ApplicationKey {
  readonly by: Exclude<SaidBy, 'deploy'>;
}

interface ColourKey {
  readonly by: SaidBy;
  /** Whether another value makes other pods, and so another release id. */
  readonly reachesPods: boolean;
}

interface ReleaseKey extends ColourKey {
  /** Entries have names of their own: a layer adds and changes entries. Without it, a key is taken whole. */
  readonly merges?: true;
  /** Another way to say the same: the layer that says one takes the other away, unless it says both. */
  readonly insteadOf?: keyof ReleaseProps;
}

type Rows<Key extends string, Row> = { readonly [K in Key]: Row };

/** Keys of the application alone. */
const APPLICATION: Rows<Exclude<keyof BlueGreenApplicationProps, keyof ReleaseProps>, ApplicationKey> = {
  name: { by: 'person' },
  namespace: { by: 'person' },
  createNamespace: { by: 'person' },
  service: { by: 'person' },
  ingress: { by: 'person' },
  traffic: { by: 'person' },
  route: { by: 'person' },
  gate: { by: 'person' },
  network: { by: 'person' },
  active: { by: 'verb' },
  overlap: { by: 'verb' },
  weight: { by: 'verb' },
  served: { by: 'verb' },
  blue: { by: 'verb' },
  green: { by: 'verb' },
};

/** Keys of the application that a colour may say for itself. */
const RELEASE: Rows<keyof ReleaseProps, ReleaseKey> = {
  image: { by: 'deploy', reachesPods: true },
  allowLatest: { by: 'deploy', reachesPods: false },
  port: { by: 'person', reachesPods: true, insteadOf: 'ports' },
  ports: { by: 'person', reachesPods: true, insteadOf: 'port' },
  replicas: { by: 'person', reachesPods: false, insteadOf: 'autoscaling' },
  autoscaling: { by: 'person', reachesPods: false, insteadOf: 'replicas' },
  disruption: { by: 'person', reachesPods: false },
  idle: { by: 'person', reachesPods: false },
  env: { by: 'person', reachesPods: true, merges: true },
  config: { by: 'person', reachesPods: true, merges: true },
  secrets: { by: 'person', reachesPods: true },
  resources: { by: 'person', reachesPods: true },
  readiness: { by: 'person', reachesPods: true },
  liveness: { by: 'person', reachesPods: true },
  startup: { by: 'person', reachesPods: true },
  smoke: { by: 'person', reachesPods: false },
  migrate: { by: 'person', reachesPods: false },
  serviceAccount: { by: 'person', reachesPods: true },
  command: { by: 'person', reachesPods: true },
  args: { by: 'person', reachesPods: true },
  volumes: { by: 'person', reachesPods: true, merges: true },
  securityContext: { by: 'person', reachesPods: true },
  drainSeconds: { by: 'person', reachesPods: true },
  labels: { by: 'person', reachesPods: true, merges: true },
  annotations: { by: 'person', reachesPods: true, merges: true },
  podTemplate: { by: 'person', reachesPods: true },
};

/** Keys of a colour alone. */
const COLOUR: Rows<Exclude<keyof ColourProps, keyof ReleaseProps>, ColourKey> = {
  version: { by: 'deploy', reachesPods: true },
  retired: { by: 'verb', reachesPods: false },
  contracted: { by: 'verb', reachesPods: false },
  again: { by: 'verb', reachesPods: true },
  raised: { by: 'verb', reachesPods: false },
  release: { by: 'verb', reachesPods: false },
  format: { by: 'verb', reachesPods: true },
};

const OF_COLOURS: Rows<keyof ColourProps, ReleaseKey> = { ...RELEASE, ...COLOUR };

/** Keys of the application that are laid under the entry of a colour. */
export const SHARED = namesOf(RELEASE, () => true);

/** Keys whose layers are merged by the names of their entries. */
export const MERGED = namesOf(RELEASE, ({ merges }) => merges);

/** For each of two ways to say one thing, the other one. */
export const INSTEAD_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(RELEASE).flatMap(([key, { insteadOf }]) => (insteadOf ? [[key, insteadOf] as const] : [])),
);

/** Keys of the release file itself, beside those of its colours. */
export const STATE = namesOf(APPLICATION, ({ by }) => by === 'verb');

/** What only a colour can say for good: of the image, the application names the repository alone. */
export const SAID_BY_COLOURS = namesOf(OF_COLOURS, ({ by }) => by !== 'person');

/** What verbs note of a release; all else is what was asked for. */
export const NOTED_BY_VERBS = namesOf(COLOUR, ({ by }) => by === 'verb');

/** Whether another value of a key makes other pods. */
export function reachesPods(key: keyof ColourProps): boolean {
  return OF_COLOURS[key].reachesPods;
}

function namesOf<Row>(
  rows: { readonly [key: string]: Row },
  which: (row: Row) => boolean | undefined,
): ReadonlySet<string> {
  return new Set(Object.entries(rows).flatMap(([key, row]) => (which(row) ? [key] : [])));
}
