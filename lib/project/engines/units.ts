import { hasMigrations } from '../../construct/resolve/migrate';

/** One application in one environment, as far as engines know it: nothing of a release is in it. */
export interface Application {
  readonly environment: string;
  readonly props: {
    readonly name: string;
    /** The migration of its next release, whatever that is. */
    readonly migrate?: unknown;
    /** Whether releases are watched after their promotion. */
    readonly watch?: unknown;
  };
  /**
   * The other applications of its group that are deployed there.
   * @default - it moves by itself
   */
  readonly companions?: readonly string[];
}

/** What is applied as one: a folder of the application. */
export interface Unit {
  /** How engines know it. */
  readonly name: string;
  /** Below the application's folder. */
  readonly folder: string;
  /** The units that must be done first, at the same commit. */
  readonly after: readonly Pick<Unit, 'name' | 'folder'>[];
  /** Whether it is done only once its Job is complete: another one depends on that. */
  readonly gates: boolean;
  /** Whether its Job tells how a release fares: nothing depends on that. */
  readonly watches: boolean;
}

/** What the objects of a whole environment are called: what applies those of its applications, and all else. */
export const environmentName = (environment: string): string => `bluegreen-${environment}`;

/**
 * The units of an application. The gate (verify) waits for nothing and traffic for the gate alone, so that neither a
 * broken colour nor a broken Ingress can hold up a rollback: the gate's Job sees for itself what is there. Only gates and
 * migrations are waited for: who waits may hold others up. In a group, traffic waits for the gates of all.
 */
export function unitsOf({ environment, props, companions = [] }: Application): Unit[] {
  const named = (folder: string, application = props.name) => ({
    name: `${environment}-${application}-${folder.replace('release/', '').replace('/', '-')}`,
    folder,
  });
  const unit = (folder: string, ...after: string[]): Unit => ({
    ...named(folder),
    after: after.map(other => named(other)),
    gates: folder === 'release/verify' || folder.startsWith('migrate/'),
    watches: folder === 'release/watch',
  });
  const migrates = hasMigrations(props);
  const traffic = unit('release/traffic', 'release/verify');
  return [
    unit('base'),
    ...(migrates ? [unit('migrate/blue', 'base'), unit('migrate/green', 'base')] : []),
    unit('blue', 'base', ...(migrates ? ['migrate/blue'] : [])),
    unit('green', 'base', ...(migrates ? ['migrate/green'] : [])),
    unit('release/verify'),
    { ...traffic, after: [...traffic.after, ...companions.map(other => named('release/verify', other))] },
    ...(props.watch ? [unit('release/watch', 'release/traffic')] : []),
  ];
}
