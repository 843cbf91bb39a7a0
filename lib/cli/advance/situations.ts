import { isDelivered, type Place, type Situation } from '../../delivery/situation';
import { stepsOf } from '../../delivery/steps';
import type { ApplicationState } from '../../release/application-state';
import { versionsAt } from '../history/versions-at';
import type { StatedApplication } from '../status/states';
import type { EvidenceSource } from './evidence';
import { jobNames } from './job-names';

/** Environments whose cluster counts for what becomes of these applications. */
export function environmentsAsked(stated: readonly StatedApplication[]): string[] {
  const asked = stated.flatMap(({ environment, delivery }) =>
    isDelivered(delivery) ? [environment, ...(delivery.after ? [delivery.after.environment] : [])] : [],
  );
  return [...new Set(asked)];
}

/** Those of them in which users come by shares, so that routes count. */
export function environmentsWithShares(stated: readonly StatedApplication[]): ReadonlySet<string> {
  return new Set(
    stated.flatMap(({ environment, delivery, spec }) => (stepsOf(delivery, spec.traffic).length ? [environment] : [])),
  );
}

/** What an application's situation is made of, beside its files. */
export interface Known {
  readonly evidence: EvidenceSource;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** @default - those of whoever is delivered by itself */
  readonly everybody?: boolean;
  /** How versions are read. @default - anew */
  readonly versions?: typeof versionsAt;
  /** Those that are looked at because others move together with them. @default - nobody does */
  readonly along?: ReadonlySet<StatedApplication>;
}

/**
 * Where each application stands that is delivered by itself, or each of them.
 * @param all applications of all environments: one may have to prove itself in another environment first
 * @param wanted which of them are looked at
 */
export function situationsOf(
  root: string,
  all: readonly StatedApplication[],
  wanted: ReadonlySet<StatedApplication>,
  { evidence, now, everybody = false, along = new Set(), versions: read = versionsAt }: Known,
): Situation[] {
  const byPlace = new Map(all.map(stated => [placeOf(stated), stated]));
  const before = ({ application, delivery }: StatedApplication) =>
    delivery.after && byPlace.get(`${delivery.after.environment}/${application}`);
  const told = all.filter(
    stated => along.has(stated) || (wanted.has(stated) && (everybody || isDelivered(stated.delivery))),
  );
  const versions = read(root, [...told, ...told.flatMap(stated => before(stated) ?? [])]);
  const place = (current: StatedApplication): Place => {
    const { environment, application } = current;
    const jobs = jobNames(root, current.files.dist, environment, application);
    const known = evidence.of(environment, application, [...jobs.gate, ...jobs.watch]);
    return { current, jobs, versions: versions(current), ...(known && { evidence: known }) };
  };
  return told.map(stated => {
    const first = before(stated);
    return { ...place(stated), policy: stated.delivery, ...(first && { before: place(first) }), now };
  });
}

/** The same of one application as it is now, with what was known of its cluster. */
export function lookedAtAgain(root: string, situation: Situation, current: ApplicationState): Situation {
  return {
    ...situation,
    current,
    versions: versionsAt(root, [current])(current),
    jobs: jobNames(root, current.files.dist, current.environment, current.application),
  };
}

function placeOf({ environment, application }: ApplicationState): string {
  return `${environment}/${application}`;
}
