import { isDeepStrictEqual } from 'node:util';
import { type Colour, otherColour } from '../construct/props/colour';
import type { Entry, ReleaseState } from './release-state';

/**
 * What a commit did to an application:
 * - `created`: its release file is there for the first time, or again; the active colour's release is named
 * - `deployed`: a colour got another release
 * - `promoted`: a colour became active
 * - `rolled back`: the same, by the verb that begins the commit's message; where no verb does, the colour has the very
 *   release that it had when it was active last
 * - `raised`: a colour that was retired, or only looked at, is at full size
 * - `retired`: a colour is at its idle size
 * - `changed`: somebody edited what a colour runs, other than by a deploy: anything of the active colour, or keys
 *   beside the image and the version
 * - `removed`: its release file is gone; the release that was active is named
 */
export type EventKind =
  | 'created'
  | 'deployed'
  | 'promoted'
  | 'rolled back'
  | 'raised'
  | 'retired'
  | 'changed'
  | 'removed';

/** One thing that a commit did to one colour. */
export interface Transition {
  readonly kind: Exclude<EventKind, 'rolled back'>;
  readonly colour: Colour;
}

/**
 * What was done between two versions of a release file, in the order in which it can be done without cutting traffic:
 * the idle colour is made ready, becomes active, then the other one is changed.
 */
export function transitionsBetween(before: ReleaseState | undefined, after: ReleaseState | undefined): Transition[] {
  if (!before && !after) return [];
  if (!after) return [{ kind: 'removed', colour: before!.active }];
  if (!before) {
    const idle = otherColour(after.active);
    const created: Transition[] = [{ kind: 'created', colour: after.active }];
    return after[idle] ? [...created, { kind: 'deployed', colour: idle }] : created;
  }
  const ready = otherColour(before.active);
  const switched: Transition[] = before.active === after.active ? [] : [{ kind: 'promoted', colour: after.active }];
  return [...colourTransitions(ready, before, after), ...switched, ...colourTransitions(before.active, before, after)];
}

function colourTransitions(colour: Colour, before: ReleaseState, after: ReleaseState): Transition[] {
  const was = before[colour];
  const is = after[colour];
  const transitions: Transition['kind'][] = [];
  if (!isDeepStrictEqual(was?.content, is?.content)) {
    const underTraffic = before.active === colour && after.active === colour;
    transitions.push(isAnotherRelease(was, is) && !(was && underTraffic) ? 'deployed' : 'changed');
  }
  if (is?.retired && (!was?.retired || transitions.includes('deployed'))) transitions.push('retired');
  const isRaised = was && is && ((was.retired && !is.retired) || (was.preview && !is.preview && !is.retired));
  if (isRaised && !transitions.includes('deployed')) transitions.push('raised');
  return transitions.map(kind => ({ kind, colour }));
}

// A frozen release has an id; one written by hand is known by its image and version.
function isAnotherRelease(was: Entry | undefined, is: Entry | undefined): boolean {
  if (!is) return false;
  if (is.release !== undefined) return is.release !== was?.release;
  return is.image !== was?.image || is.version !== was?.version;
}
