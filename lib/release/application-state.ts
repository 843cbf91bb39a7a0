import type { BlueGreenApplicationProps } from '../construct/props/application';
import { type Colour, otherColour } from '../construct/props/colour';
import type { ColourProps } from '../construct/props/release';
import { releaseIn } from '../construct/resolve/application';
import { standsBy } from '../construct/resolve/ports';
import type { Release } from '../construct/resolve/release';
import type { ApplicationFiles } from '../project/files/application-files';
import type { ReleaseFile } from '../project/files/files';

/** One application in one environment, as its files say now and as they were last committed. */
export interface ApplicationState {
  readonly environment: string;
  readonly application: string;
  readonly files: ApplicationFiles;
  /** The spec of the next release, with the overrides of the environment laid in. */
  readonly spec: BlueGreenApplicationProps;
  /** The release file; undefined where the application has never been deployed there. */
  readonly state?: ReleaseFile;
  /** The release file of the last commit; undefined where it has none. */
  readonly committed?: ReleaseFile;
  /** The hash of the last commit; undefined where there is none. */
  readonly lastCommit?: string;
}

/** What a colour runs; undefined where nobody has deployed to it. */
export function releaseOf({ application, spec, state }: ApplicationState, colour: Colour): Release | undefined {
  const entry = state?.[colour];
  if (!entry) return undefined;
  const known = RESOLVED.get(entry);
  if (known?.application === application && known.spec === spec) return known.release;
  const release = releaseIn(application, spec, entry);
  RESOLVED.set(entry, { application, spec, release });
  return release;
}

// Whoever decides asks for the same release many times.
const RESOLVED = new WeakMap<
  ColourProps,
  Pick<ApplicationState, 'application' | 'spec'> & { readonly release: Release }
>();

/** Whether the work tree has moved traffic since the last commit, so that the cluster may still serve the idle colour. */
export function trafficIsUncommitted({ state, committed }: ApplicationState): boolean {
  if (!state || !committed) return false;
  return (['active', 'overlap', 'weight'] as const).some(key => state[key] !== committed[key]);
}

/** The colour that users do not reach. */
export function idleOf(state: ReleaseFile): Colour {
  return otherColour(state.active);
}

/** `green (2.0)`: a colour with what people call its release. */
export function named(colour: Colour, release: Release | undefined): string {
  if (!release) return colour;
  return `${colour} (${release.version ?? release.image})`;
}

/** Who moves with the active colour: without a port nobody comes, and the workers alone follow it. */
export function followers({ spec }: Pick<ApplicationState, 'spec'>): 'users' | 'its workers' {
  return standsBy(spec) ? 'its workers' : 'users';
}

/** Who stays where, in words. */
export function staying(current: ApplicationState): string {
  const { active } = current.state!;
  return `${followers(current)} stay on ${named(active, releaseOf(current, active))}`;
}

/** Whether two values say the same, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
