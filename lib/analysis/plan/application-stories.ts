import { referencesOf } from '../check/references';
import { templateDifference } from '../check/template-difference';
import { type Unanswered, unanswered } from '../check/unanswered';
import { grouped } from '../manifests/grouped';
import type { Manifest } from '../manifests/manifest';
import type { Application, Model, Models } from '../topology/model';
import { type ApplicationView, applicationView, listed, liveServers } from './application-view';
import { colourEffects } from './colour-effects';
import { configInPlace } from './config-in-place';
import { coveredKeys } from './covered-keys';
import { gateEffect } from './gate-effect';
import { keyDifferences } from './key-difference';
import { migrationEffects } from './migration-effects';
import { mirrorEffect } from './mirror-effect';
import { either, type ObjectChange, objectChanges } from './object-change';
import { objectDiffs } from './object-diff';
import { objectEffects } from './object-effects';
import { quotaEffect } from './quota-effect';
import type { ReleaseChange } from './release-change';
import { releaseSettings } from './release-settings';
import { podsOf, type Server, serverName } from './serving';
import type { Effect } from './story';
import { type Draft, titleOf } from './story';
import { trafficShift } from './traffic-shift';
import { watchEffect } from './watch-effect';

/** A story for each application that differs, and one for all that belongs to none. */
export function applicationStories(models: Models, releases: ReadonlyMap<string, ReleaseChange>): Draft[] {
  const { base, head } = models;
  const changes = objectChanges({ head: head.tree, ...(base && { base: base.tree }) });
  const owners = ownersOf(changes, models);
  const outages = unanswered(models);
  const changesOf = grouped(changes.map(change => [owners.get(change), change] as const));
  const known = new Map(base?.applications.map(application => [application.id, application]));
  const drafts = head.applications.flatMap(application => {
    const then = known.get(application.id) ?? { ...application, ...NOT_THERE };
    const own = changesOf.get(application.id) ?? [];
    if (!own.length && !application.isBlueGreen && !outages.some(({ place }) => place === application.place)) return [];
    const [before, after] = [applicationView(then, base ?? head), applicationView(application, head)];
    const lost = outages.filter(({ place }) => place === application.place);
    // An Ingress that several applications share is told with one of them, and moves the users of all.
    if (!own.length && !lost.length && !trafficShift(before, after, undefined)) return [];
    const told = application.isBlueGreen
      ? blueGreenEffects(before, after, own, releases.get(application.place))
      : plainEffects(before, after, own);
    const effects = [...told, ...outageEffects(lost, told, before, after)];
    return [
      {
        place: application.place,
        title: titleOf(application.place),
        // What nothing else tells of is still a change.
        effects: effects.length ? effects : objectEffects(own),
        ...(own.length && { objects: objectDiffs(own) }),
        ...(application.isBlueGreen && before.serving && { before: before.serving }),
        ...(application.isBlueGreen && after.serving && { after: after.serving }),
      },
    ];
  });
  return [...drafts, ...otherStories(changesOf.get(undefined) ?? [])];
}

// Where it is told that nobody answers users at all, each way that they came says no more.
function outageEffects(
  lost: readonly Unanswered[],
  told: readonly Effect[],
  before: ApplicationView,
  after: ApplicationView,
): Effect[] {
  const outage = (why: string): Effect => ({
    kind: 'outage',
    text: `nobody answers any more: ${why}`,
    differences: [],
  });
  if (told.some(({ kind }) => kind === 'outage' || kind === 'removal')) return [];
  if (lost.length) return lost.map(({ message }) => outage(message));
  const [was, is] = [liveServers(before), liveServers(after)];
  const isEmpty = is.length > 0 && is.every(({ pods }) => pods === 0);
  // Whatever else their Service leads to, there is no pod of what they are to reach.
  return isEmpty && was.some(({ pods }) => pods > 0)
    ? [outage(`users are led to ${listed(is.map(serverName))}, which has no pods`)]
    : [];
}

const NOT_THERE = { colours: [], services: [], entrances: [], routes: [], live: [] };

function blueGreenEffects(
  before: ApplicationView,
  after: ApplicationView,
  own: readonly ObjectChange[],
  release: ReleaseChange | undefined,
): Effect[] {
  if (!before.serving) return [{ kind: 'new', text: servers(after), differences: [] }];
  if (!after.serving) return [{ kind: 'removal', text: `there was ${servers(before)}`, differences: [] }];
  const move = trafficShift(before, after, release);
  const gate = gateEffect(before, after, move !== undefined);
  const watch = watchEffect(before, after);
  const mirror = mirrorEffect(before, after);
  return [
    ...(move ? [move] : []),
    ...colourEffects(before, after, release),
    ...configInPlace(own, after),
    ...(gate ? [gate] : []),
    ...(watch ? [watch] : []),
    ...(mirror ? [mirror] : []),
    ...migrationEffects(own),
    ...objectEffects(own, change => coveredKeys(change, before, after)),
    ...quotaEffect(before, after),
  ];
}

function servers({ serving }: ApplicationView): string {
  return serving!.servers.map(server => `${serverName(server)} with ${podsOf(server)}${reached(server)}`).join('; ');
}

function reached({ live, share }: Server): string {
  if (!live) return '';
  return share === undefined || share === 100 ? ', and users are on it' : `, and ${share} % of the requests`;
}

// An ordinary Deployment: users are on its pods while they are replaced.
function plainEffects(before: ApplicationView, after: ApplicationView, own: readonly ObjectChange[]): Effect[] {
  const [then] = before.application.colours;
  const [now] = after.application.colours;
  const effects: Effect[] = [];
  if (then && now && templateDifference(then, now)) {
    effects.push({
      kind: 'rollout',
      text: `Deployment ${now.manifest.identity.name} has no colours: its pods are replaced one after the other, under users`,
      compared: 'before and after',
      differences: keyDifferences(
        releaseSettings(then, before.model.tree, undefined),
        releaseSettings(now, after.model.tree, undefined),
      ),
    });
  } else if (then && now && then.size !== now.size) {
    const text = `Deployment ${now.manifest.identity.name} goes from ${then.size} to ${now.size} pods`;
    effects.push({ kind: 'scale', text, differences: [] });
  }
  return [
    ...effects,
    ...configInPlace(own, after),
    ...objectEffects(own, change => (then && now ? coveredKeys(change, before, after) : new Set())),
  ];
}

function otherStories(changes: readonly ObjectChange[]): Draft[] {
  const places = grouped(
    changes.map(change => {
      const { output, identity } = either(change);
      const place = output?.place ?? (identity.namespace || 'other objects');
      return [place, change] as const;
    }),
  );
  return [...places].map(([place, own]) => ({
    place,
    title: place.includes('/') ? titleOf(place) : place === 'other objects' ? place : `other objects in ${place}`,
    effects: objectEffects(own),
    objects: objectDiffs(own),
  }));
}

/** Which application each object belongs to: by its path, or because it is a part of it. */
function ownersOf(changes: readonly ObjectChange[], { base, head }: Models): Map<ObjectChange, string> {
  const parts = new Map<Manifest, string>();
  const places = new Map<string, string>();
  for (const model of [head, ...(base ? [base] : [])]) {
    for (const application of model.applications) {
      for (const manifest of partsOf(application, model)) if (!parts.has(manifest)) parts.set(manifest, application.id);
      if (application.isBlueGreen) places.set(application.place, application.id);
    }
  }
  return new Map(
    changes.flatMap(change => {
      const { output } = either(change);
      const id =
        (output && places.get(output.place)) ??
        (change.after && parts.get(change.after)) ??
        (change.before && parts.get(change.before));
      return id === undefined ? [] : [[change, id] as const];
    }),
  );
}

function partsOf({ colours, services, entrances }: Application, { tree }: Model): Manifest[] {
  return [
    ...colours.flatMap(colour => [
      colour.manifest,
      ...(colour.autoscaler ? [colour.autoscaler] : []),
      ...referencesOf(colour).flatMap(({ kind, name }) =>
        tree.all(colour.environment, { group: '', kind, namespace: colour.namespace, name }),
      ),
    ]),
    ...services.map(({ manifest }) => manifest),
    ...entrances.flatMap(({ manifests }) => manifests),
  ];
}
