import type { MigrateProps, MigrationStep } from '../props/migrate';

/** The migrations of a release, with nothing left to be defaulted. */
export interface Migrations {
  readonly expand?: MigrationStep;
  readonly contract?: MigrationStep;
  /** Seconds until one of them is ended. */
  readonly deadlineSeconds: number;
  readonly podTemplate: { readonly [key: string]: any };
}

/** Fills in every default. */
export function migrationsOf({ migrate }: { readonly migrate?: MigrateProps }, deadlineSeconds: number): Migrations {
  return {
    ...migrate,
    deadlineSeconds: migrate?.deadlineSeconds ?? deadlineSeconds,
    podTemplate: migrate?.podTemplate ?? {},
  };
}

/**
 * Whether an application has units for migrations. That is for its own keys to say, and not for a release: else a
 * deploy would change what engines are told of.
 */
export function hasMigrations({ migrate }: { readonly migrate?: unknown }): boolean {
  return migrate !== undefined;
}
