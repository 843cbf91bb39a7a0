import { sameColour } from '../check/change';
import { templateDifference } from '../check/template-difference';
import { type ApplicationView, followers, listed, liveServers, serverIn } from './application-view';
import type { EffectKind } from './effect-kind';
import { gateText } from './gate';
import { keyDifferences } from './key-difference';
import type { ReleaseChange } from './release-change';
import { releaseSettings } from './release-settings';
import { podsOf, type Server, serverName, shortName } from './serving';
import type { Effect } from './story';

/** What happens to users, where they reach others than before. */
export function trafficShift(
  before: ApplicationView,
  after: ApplicationView,
  release: ReleaseChange | undefined,
): Effect | undefined {
  const [was, is] = [liveServers(before), liveServers(after)];
  if (reach(was) === reach(is)) return undefined;
  if (!is.length) {
    const text = `nobody answers users any more: they were on ${listed(was.map(serverName))}`;
    return { kind: 'outage', text, differences: [] };
  }
  if (!was.length) {
    const text = `users reach ${listed(is.map(serverName))}, where they reached nothing before`;
    return { kind: 'move', text, differences: [] };
  }
  const kind = kindOf(was, is, release);
  const facts = [
    moved(was, is, followers(after), kind === 'rollback'),
    ...restartText(before, after),
    ...left(was, is, after, kind === 'rollback' ? '' : ' for rollback'),
    gateText(after.gate),
  ];
  return { kind, text: facts.join('; '), ...compared(was, is, before, after) };
}

function reach(servers: readonly Server[]): string {
  return servers
    .map(({ colour, share = 'some' }) => `${colour}:${share}`)
    .sort()
    .join();
}

function kindOf(was: readonly Server[], is: readonly Server[], release: ReleaseChange | undefined): EffectKind {
  const { before, after, switched } = release ?? {};
  // Manifests that somebody edited by hand say something else than the release file.
  if (!before || !after || !has(is, after.active) || !has(was, before.active)) return 'move';
  if (before.active !== after.active) {
    return switched === 'rolled back' ? 'rollback' : switched === 'promoted' ? 'promote' : 'move';
  }
  return is.length === 1 ? 'rollback' : 'promote';
}

function has(servers: readonly Server[], colour: string): boolean {
  return servers.some(server => server.colour === colour);
}

function moved(was: readonly Server[], is: readonly Server[], who: string, back: boolean): string {
  const gone = was.filter(({ colour }) => !has(is, colour));
  const come = is.filter(({ colour }) => !has(was, colour));
  if (is.length === 1) {
    const [one] = is as [Server];
    if (come.length) {
      return `${who} move ${back ? 'back ' : ''}from ${listed(gone.map(serverName))} to ${shortName(one, gone[0])}`;
    }
    if (gone.length)
      return `users leave ${listed(gone.map(serverName))}, and all of them are on ${shortName(one, gone[0])}`;
    return `all requests go to ${serverName(one)}, where they were shared by other weights`;
  }
  if (is.every(({ share }) => share !== undefined)) {
    const sorted = [...is].sort((a, b) => gain(b, was) - gain(a, was));
    const [rest, ...others] = sorted.reverse() as [Server, ...Server[]];
    const parts = others.reverse().map(server => {
      const then = was.find(({ colour }) => colour === server.colour)?.share ?? 0;
      return `${server.share} % of the requests${then ? ` (${then} % before)` : ''} go to ${serverName(server)}`;
    });
    const stay = has(was, rest.colour) ? 'stay on' : 'go to';
    return `${parts.join(', ')}; the others ${stay} ${shortName(rest, others[0])}`;
  }
  return `users reach both ${listed(is.map(serverName))}`;
}

// Whether there is a way back.
function left(was: readonly Server[], is: readonly Server[], after: ApplicationView, why: string): string[] {
  return was
    .filter(({ colour }) => !has(is, colour))
    .map(({ colour, ...then }) => {
      const now = serverIn(after, colour);
      if (!now) return `git has no ${colour} any more, so there is no way back`;
      if (now.pods === 0) return `${colour} shrinks to 0 of ${then.pods} with it, so there is no way back`;
      if (now.pods < then.pods) return `${colour} shrinks to ${now.pods} of ${then.pods} with it`;
      return `${colour} stays up with ${now.autoscaled ? podsOf(now) : `${now.pods} of ${then.pods}`}${why}`;
    });
}

function compared(
  was: readonly Server[],
  is: readonly Server[],
  before: ApplicationView,
  after: ApplicationView,
): Pick<Effect, 'compared' | 'differences'> {
  const to = is.find(({ colour }) => !has(was, colour)) ?? [...is].sort((a, b) => gain(b, was) - gain(a, was))[0]!;
  const from = was.find(({ colour }) => !has(is, colour)) ?? was.find(({ colour }) => colour !== to.colour);
  const [old, fresh] = [
    before.application.colours.find(({ colour }) => colour === from?.colour),
    after.application.colours.find(({ colour }) => colour === to.colour),
  ];
  if (!from || !old || !fresh) return { differences: [] };
  const label = after.application.colourLabel;
  return {
    compared: `from ${from.colour} to ${to.colour}`,
    differences: keyDifferences(
      releaseSettings(old, before.model.tree, label),
      releaseSettings(fresh, after.model.tree, label),
    ),
  };
}

function gain({ colour, share = 0 }: Server, was: readonly Server[]): number {
  return share - (was.find(server => server.colour === colour)?.share ?? 0);
}

/** Which pods are replaced. What becomes of workers is told of each. */
function restartText(before: ApplicationView, after: ApplicationView): string[] {
  const restarted = before.application.colours.filter(colour => {
    const now = sameColour(colour, after.application);
    return now && colour.size > 0 && templateDifference(colour, now);
  });
  if (restarted.length) return [`the pods of ${listed(restarted.map(({ colour }) => colour))} restart with it`];
  return followers(after) === 'users' ? ['no pod restarts'] : [];
}
