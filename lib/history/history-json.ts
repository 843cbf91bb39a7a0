import { json } from '../text/json';
import type { Safe } from '../text/safe';
import type { ApplicationHistory } from './application-history';
import type { HistoryEvent } from './event';
import type { ReleaseName } from './release-state';
import { liveSeconds, type Stretch, secondsOf, type Tenure } from './tenure';
import { durationText } from './time-text';

/**
 * The history for scripts, the oldest first:
 *
 * ```
 * { "applications": [{
 *     "environment": "production", "application": "ping",
 *     "events": [{
 *       "kind": "created" | "deployed" | "promoted" | "rolled back" | "raised" | "retired" | "changed" | "removed",
 *       "colour": "blue" | "green", "version": "2.0", "image": "…", "release": "4be1fdfdf7",
 *       "when": "2026-01-03T11:20:00Z", "who": "Grace Hopper", "commit": "<40 digits>", "subject": "…",
 *       "live": { "from": …, "until": …, "seconds": 273600, "words": "3 days 4 hours" },
 *       "together": ["shop", "web"]
 *     }],
 *     "releases": [{
 *       "colour": …, "version": …, "image": …, "release": …,
 *       "from": "2026-01-03T11:00:00Z", "until": null, "live": { "seconds": 273600, "words": "3 days 4 hours" },
 *       "stretches": [{ "state": "live" | "idle" | "retired", "from": …, "until": …, "seconds": …, "words": … }]
 *     }],
 *     "skipped": [{ "commit": …, "when": …, "why": "active: expected blue or green, got \"bleu\"" }],
 *     "cutOff": null
 * }] }
 * ```
 *
 * An event has `live` where it made a release live; `until` is null where it still is; `together` where the same commit moved users
 * of others of its group. `version`, `image` and `release`
 * are null where the file does not say. A `release` stands once for each time that it was deployed, `stretches` tell
 * when it was live, idle or retired. `cutOff` is the commit where a shallow clone begins: what was before is not told.
 */
export function historyJson(histories: readonly ApplicationHistory[]): Safe<'json'> {
  return json({ applications: histories.map(toldApplication) });
}

function toldApplication({ environment, application, events, tenures, skipped, cutOff }: ApplicationHistory) {
  return {
    environment,
    application,
    events: events.map(toldEvent),
    releases: [...tenures].sort((a, b) => a.stretches[0]!.from - b.stretches[0]!.from).map(toldTenure),
    skipped: skipped.map(({ commit, why }) => ({ commit: commit.hash, when: instant(commit.date), why })),
    cutOff: cutOff?.hash ?? null,
  };
}

function toldEvent({ kind, commit, live, together, ...release }: HistoryEvent) {
  return {
    kind,
    ...named(release),
    when: instant(commit.date),
    who: commit.author,
    commit: commit.hash,
    subject: commit.subject,
    ...(live && { live: lasting(live) }),
    ...(together && { together }),
  };
}

function toldTenure(tenure: Tenure) {
  const { stretches } = tenure;
  const { from } = lasting(stretches[0]!);
  const { until } = lasting(stretches.at(-1)!);
  const live = liveSeconds(tenure);
  return {
    ...named(tenure),
    from,
    until,
    live: { seconds: live, words: durationText(live) },
    stretches: stretches.map(stretch => ({ state: stretch.state, ...lasting(stretch) })),
  };
}

function named({ colour, version, image, release }: ReleaseName) {
  return { colour, version: version ?? null, image: image ?? null, release: release ?? null };
}

function lasting(stretch: Stretch) {
  const seconds = secondsOf(stretch);
  return {
    from: instant(stretch.from),
    until: stretch.lasts ? null : instant(stretch.until),
    seconds,
    words: durationText(seconds),
  };
}

/** `2026-01-03T11:20:00Z` */
function instant(time: string | number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
