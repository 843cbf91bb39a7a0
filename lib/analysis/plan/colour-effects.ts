import type { Transition } from '../../history/transition';
import { transitionsBetween } from '../../history/transition';
import { sameColour } from '../check/change';
import { isKept } from '../check/guards';
import { templateDifference } from '../check/template-difference';
import type { Colour } from '../topology/model';
import { type ApplicationView, followers, listed, liveServers, serverIn } from './application-view';
import type { EffectKind } from './effect-kind';
import { keyDifferences } from './key-difference';
import type { ReleaseChange } from './release-change';
import { releaseSettings } from './release-settings';
import { podsOf, type Server, serverName, shortName } from './serving';
import type { Effect } from './story';

/** What happens to the pods of each colour. */
export function colourEffects(
  before: ApplicationView,
  after: ApplicationView,
  release: ReleaseChange | undefined,
): Effect[] {
  const transitions = transitionsBetween(release?.before, release?.after);
  const change = { before, after, transitions };
  const gone = before.application.colours.filter(colour => !sameColour(colour, after.application));
  return [
    ...gone.map(colour => goneEffect(colour, change)),
    ...after.application.colours.flatMap(colour => {
      const then = sameColour(colour, before.application);
      const own = transitions.filter(transition => transition.colour === colour.colour).map(({ kind }) => kind);
      return then ? changedEffects(then, colour, own, change) : [freshEffect(colour, change)];
    }),
  ];
}

interface Change {
  readonly before: ApplicationView;
  readonly after: ApplicationView;
  readonly transitions: readonly Transition[];
}

function goneEffect({ colour, manifest }: Colour, { before, after }: Change): Effect {
  const server = serverIn(before, colour)!;
  const how = isKept(manifest) ? 'leaves git, and its pods stay in the cluster' : 'is removed';
  const text = `${serverName(server)} ${how}; ${staying(after)}`;
  return { kind: server.live ? 'live change' : 'removal', text, differences: [] };
}

function freshEffect(colour: Colour, change: Change): Effect {
  const server = serverIn(change.after, colour.colour)!;
  const text = `${serverName(server)} comes to be, with ${podsOf(server)}; ${staying(change.after, server)}`;
  return { kind: 'deploy', text, ...beside(colour, change) };
}

function changedEffects(then: Colour, now: Colour, own: readonly Transition['kind'][], change: Change): Effect[] {
  const { before, after } = change;
  const [was, is] = [serverIn(before, then.colour)!, serverIn(after, now.colour)!];
  const differs = templateDifference(then, now) !== undefined;
  const replaced = replacedEffect(then, now, was, is, differs, own, change);
  const size =
    was.pods === is.pods ? '' : `, and ${is.pods > was.pods ? 'grows' : 'shrinks'} from ${podsOf(was)} to ${is.pods}`;
  if (replaced) return [{ ...replaced, text: `${replaced.text}${size}; ${staying(after, is)}` }];
  if (!size && !own.includes('retired') && !own.includes('raised')) return [];
  const kind = sizeKind(was, is, own);
  const words = size
    ? size.slice(', and '.length)
    : `is ${kind === 'retire' ? 'retired' : 'raised'}, and keeps ${podsOf(is)}`;
  const text = `${shortName(is, undefined)} ${words}; ${staying(after, is)}`;
  return [{ kind, text, differences: [] }];
}

function sizeKind(was: Server, is: Server, own: readonly Transition['kind'][]): EffectKind {
  if (was.live || is.live) return 'scale';
  if (own.includes('retired')) return 'retire';
  if (own.includes('raised')) return 'raise';
  return is.pods === 0 ? 'retire' : was.pods === 0 ? 'raise' : 'scale';
}

// Another pod template, or another release in the same one.
function replacedEffect(
  then: Colour,
  now: Colour,
  was: Server,
  is: Server,
  differs: boolean,
  own: readonly Transition['kind'][],
  change: Change,
): Effect | undefined {
  const isDeploy = own.includes('deployed') || was.image !== is.image;
  if (!differs) {
    if (!own.includes('deployed')) return undefined;
    return {
      kind: 'deploy',
      text: `${serverName(is)} is its release now, and its pods run it already`,
      differences: [],
    };
  }
  const what =
    is.image !== was.image
      ? `${is.colour} gets ${release(is)} in place of ${release(was)}`
      : `${serverName(is)} gets other settings`;
  if (was.live) {
    return {
      kind: 'live change',
      text: `${what}: the pods that users are on restart`,
      ...itself(then, now, change),
    };
  }
  return {
    kind: isDeploy ? 'deploy' : 'config',
    text: what,
    ...(isDeploy ? beside(now, change) : itself(then, now, change)),
  };
}

function release({ version, image }: Server): string {
  return version ? `${version} (${image})` : image;
}

/** Where users are meanwhile. */
function staying(after: ApplicationView, told?: Server): string {
  const live = liveServers(after);
  if (!live.length) {
    return after.application.entrances.length ? 'users reach nothing' : 'nothing here says whom users are on';
  }
  if (told?.live && live.length === 1) return `${followers(after)} are on it`;
  return `${followers(after)} are on ${listed(live.map(server => shortName(server, undefined)))}`;
}

function itself(then: Colour, now: Colour, { before, after }: Change): Pick<Effect, 'compared' | 'differences'> {
  const label = after.application.colourLabel;
  return {
    compared: `${now.colour}, before and after`,
    differences: keyDifferences(
      releaseSettings(then, before.model.tree, label),
      releaseSettings(now, after.model.tree, label),
    ),
  };
}

// What would change for users if they were sent there.
function beside(now: Colour, change: Change): Pick<Effect, 'compared' | 'differences'> {
  const { application, model } = change.after;
  const live = application.live.find(({ id }) => id !== now.id);
  if (!live) {
    const then = sameColour(now, change.before.application);
    return then ? itself(then, now, change) : { differences: [] };
  }
  const label = application.colourLabel;
  return {
    compared: `${now.colour}, beside ${live.colour}, which ${followers(change.after)} are on`,
    differences: keyDifferences(releaseSettings(live, model.tree, label), releaseSettings(now, model.tree, label)),
  };
}
