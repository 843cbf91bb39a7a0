import { COLOURS, type Colour } from '../construct/props/colour';
import { SAID_BY_COLOURS } from '../construct/props/keys';
import { isFrozen } from '../construct/props/release';
import { sharedProps } from '../construct/resolve/application';
import { frozen } from '../construct/resolve/freeze';
import { servicesOfUsers } from '../construct/resolve/further-services';
import { hasMigrations } from '../construct/resolve/migrate';
import type { Release } from '../construct/resolve/release';
import { podsOf } from '../construct/resolve/size';
import { isShared } from '../construct/resolve/traffic';
import type { ReleaseFile } from '../project/files/files';
import { type ApplicationState, idleOf, releaseOf, same } from './application-state';
import { type QuotaStatus, quotaOf } from './quota';

/** What one colour runs, as status tells it. */
export interface ColourStatus {
  readonly version?: string;
  /** With tag and digest, as far as it has them. */
  readonly image: string;
  readonly release: string;
  /** Number of pods, with autoscaling the fewest. */
  readonly pods: number;
  readonly retired: boolean;
  /** Whether it is only looked at, with fewer pods than it has for users. */
  readonly preview?: true;
}

/** What runs of the release that users are on and that nobody calls, as status tells it. */
export interface WorkerStatus {
  readonly name: string;
  readonly release: string;
  readonly image: string;
  /** Number of pods, with autoscaling the fewest. @default - it is started now and then */
  readonly pods?: number;
  /** When it is started. @default - it runs all the time */
  readonly schedule?: string;
}

/** With whom users of an application move. */
export interface GroupStatus {
  readonly name: string;
  /** The other members that are deployed there: no Service of any moves before the gates of all have passed. */
  readonly others: readonly string[];
}

/** Where one application stands in one environment. */
export interface ApplicationStatus {
  readonly environment: string;
  readonly application: string;
  /** @default - its users move alone */
  readonly group?: GroupStatus;
  /** Why its users moved without the others of the group. @default - they did not */
  readonly alone?: string;
  readonly active: Colour;
  readonly blue?: ColourStatus;
  readonly green?: ColourStatus;
  /** @default - it has none */
  readonly workers?: readonly WorkerStatus[];
  /** Whether users are on both colours, between the two commits of an overlap. */
  readonly overlap?: true;
  /**
   * Names of the Services that move with that of users.
   * @default - there are none
   */
  readonly services?: readonly string[];
  /** Percent of the requests that the idle colour gets; undefined where it gets none. */
  readonly weight?: number;
  /** The Job that looks at the release that users are on; undefined where none does. */
  readonly watch?: string;
  /** Keys in which the spec differs from what was deployed last: they wait for the next deploy. */
  readonly undeployed: readonly string[];
  /** Whether the release file differs from the last commit. */
  readonly uncommitted: boolean;
  /** Verbs that may be done now. */
  readonly next: readonly string[];
  /**
   * What both colours ask of a quota.
   * @default - nobody asked
   */
  readonly quota?: QuotaStatus;
}

/**
 * Where an application stands; undefined where it has never been deployed to the environment.
 * @param withQuota whether it says what both colours ask of a quota
 */
export function statusOf(
  current: ApplicationState & Pick<ApplicationStatus, 'group'>,
  withQuota = false,
): ApplicationStatus | undefined {
  const { environment, application, state, committed, group } = current;
  if (!state) return undefined;
  const undeployed = undeployedKeys(current, state);
  const uncommitted = !same(state, committed);
  const idle = releaseOf(current, idleOf(state));
  // While users are on what ran before, they are somebody else's.
  const [, ...further] = state.takeover?.step === 'beside' ? [] : servicesOfUsers(application, current.spec);
  const isUp = idle !== undefined && !idle.retired;
  const workers = workersOf(current, state);
  return {
    environment,
    application,
    ...(group && { group }),
    ...(state.alone !== undefined && { alone: state.alone }),
    active: state.active,
    blue: told(releaseOf(current, COLOURS[0]!)),
    green: told(releaseOf(current, COLOURS[1]!)),
    ...(workers.length && { workers }),
    ...(state.overlap && { overlap: true as const }),
    ...(further.length && { services: further }),
    ...(state.weight !== undefined && { weight: state.weight }),
    ...(state.watched !== undefined && { watch: `${application}-watch-${state.watched}` }),
    undeployed,
    uncommitted,
    ...(withQuota && { quota: quotaOf(current, state) }),
    // What is not committed nobody can have tested.
    next: uncommitted
      ? ['commit']
      : state.eject
        ? ['eject']
        : isShared(state)
          ? ['promote', 'rollback']
          : isUp
            ? ['promote', 'retire']
            : [
                ...(state[state.active]?.raised === undefined ? [] : ['retire']),
                ...(idle && mayContract(current, state) ? ['contract'] : []),
                ...(undeployed.length ? ['deploy'] : []),
              ],
  };
}

function mayContract(current: ApplicationState, { active }: ReleaseFile): boolean {
  const release = releaseOf(current, active);
  return hasMigrations(current.spec) && release?.migrate.contract !== undefined && !release.contracted;
}

// Before a takeover is done, what ran before does their work.
function workersOf(current: ApplicationState, { active, takeover }: ReleaseFile): WorkerStatus[] {
  const release = takeover ? undefined : releaseOf(current, active);
  if (!release) return [];
  const { id, image, workers } = release;
  return workers.map(({ name, schedule, ...size }) => ({
    name,
    release: id,
    image,
    ...(schedule ? { schedule: schedule.schedule } : { pods: podsOf(size) }),
  }));
}

function told(release: Release | undefined): ColourStatus | undefined {
  if (!release) return undefined;
  const { version, image, id, retired, preview } = release;
  return { version, image, release: id, pods: podsOf(release), retired, ...(preview && { preview }) };
}

// Of the two colours, the one that is nearer to the spec was deployed to last.
function undeployedKeys({ application, spec }: ApplicationState, state: ReleaseFile): string[] {
  const differences = COLOURS.flatMap(colour => {
    const entry = state[colour];
    // What is not frozen follows the spec at once.
    if (!entry) return [];
    if (!isFrozen(entry)) return [[]];
    const next = frozen(application, sharedProps(spec), spec.service?.port, {
      image: entry.image!,
      version: entry.version,
    });
    return [differingKeys(entry, next)];
  });
  return differences.sort((a, b) => a.length - b.length)[0] ?? [];
}

// `env.LOG_LEVEL`, `replicas`: as deep as a person would name it.
function differingKeys(before: object, after: object): string[] {
  return keysOf(before, after)
    .filter(key => !SAID_BY_COLOURS.has(key))
    .flatMap(key => {
      const [old, next] = [valueAt(before, key), valueAt(after, key)];
      if (same(old, next)) return [];
      if (!isMap(old) || !isMap(next)) return [key];
      return keysOf(old, next)
        .filter(name => !same(valueAt(old, name), valueAt(next, name)))
        .map(name => `${key}.${name}`);
    });
}

function keysOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}

function valueAt(of: object, key: string): unknown {
  return Object.hasOwn(of, key) ? of[key as keyof typeof of] : undefined;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
