import { hasMigrations } from '../../construct/resolve/migrate';
import type { Delivery } from './delivery';

/**
 * One application in one environment, as far as engines know it. Nothing of a release is in it: what engines are told
 * must not change when an application is deployed, promoted, rolled back or retired.
 */
export interface DeliveredApplication {
  readonly environment: string;
  readonly props: {
    readonly name: string;
    /** The migration of its next release, whatever that is. */
    readonly migrate?: unknown;
  };
  /** Where engines are used. */
  readonly delivery?: Delivery;
}

/** What Flux applies as one: a Kustomization on a folder of the application. */
export interface Kustomization {
  readonly name: string;
  /** Below the application's folder. */
  readonly folder: string;
  /** Names of the Kustomizations that must be ready at the same commit. */
  readonly dependsOn: readonly string[];
  /** Whether it is ready only once its Job is complete: another one depends on that. */
  readonly gates: boolean;
}

/** What an environment's own objects are called: the Kustomization that applies those of its applications, and all else. */
export const environmentName = (environment: string): string => `bluegreen-${environment}`;

/**
 * The Kustomizations of an application. The gate (verify) waits for nothing and traffic for the gate alone, so that
 * neither a broken colour nor a broken Ingress can hold up a rollback: the gate's Job sees for itself what is there.
 * Only gates and migrations are waited for: who waits holds one of Flux's few workers, which are there for all.
 */
export function kustomizationsOf({ environment, props }: DeliveredApplication): Kustomization[] {
  const unit = (folder: string, ...after: string[]): Kustomization => ({
    name: named(folder),
    folder,
    dependsOn: after.map(named),
    gates: folder === 'release/verify' || folder.startsWith('migrate/'),
  });
  const named = (folder: string) => `${environment}-${props.name}-${folder.replace('release/', '').replace('/', '-')}`;
  const migrates = hasMigrations(props);
  return [
    unit('base'),
    ...(migrates ? [unit('migrate/blue', 'base'), unit('migrate/green', 'base')] : []),
    unit('blue', 'base', ...(migrates ? ['migrate/blue'] : [])),
    unit('green', 'base', ...(migrates ? ['migrate/green'] : [])),
    unit('release/verify'),
    unit('release/traffic', 'release/verify'),
  ];
}
