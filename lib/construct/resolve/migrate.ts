import type { MigrateProps, MigrationStep } from '../props/migrate';

/** One migration, with nothing left to be defaulted. */
export type ResolvedStep = MigrationStep & Required<Pick<MigrationStep, 'env'>>;

/** The migrations of a release, with nothing left to be defaulted. */
export interface Migrations {
  readonly expand?: ResolvedStep;
  readonly contract?: ResolvedStep;
  /** Seconds until one of them is ended. */
  readonly deadlineSeconds: number;
  readonly podTemplate: { readonly [key: string]: any };
}

/** Fills in every default. */
export function migrationsOf({ migrate }: { readonly migrate?: MigrateProps }, deadlineSeconds: number): Migrations {
  return {
    expand: stepOf(migrate?.expand),
    contract: stepOf(migrate?.contract),
    deadlineSeconds: migrate?.deadlineSeconds ?? deadlineSeconds,
    podTemplate: migrate?.podTemplate ?? {},
  };
}

function stepOf(step: MigrationStep | undefined): ResolvedStep | undefined {
  return step && { ...step, env: step.env ?? {} };
}

/**
 * Whether an application has units for migrations. That is for its own keys to say, and not for a release: else a
 * deploy would change what engines are told of.
 */
export function hasMigrations({ migrate }: { readonly migrate?: unknown }): boolean {
  return migrate !== undefined;
}
