import { type Colour, otherColour } from '../construct/props/colour';
import type { ReleaseFile } from '../project/files/files';
import { type ApplicationState, releaseOf } from './application-state';
import type { Edit } from './outcome';

/** How the gate stands when traffic moves: the next move is gated again, whatever was said for the one before. */
export function gateEdits(state: ReleaseFile, skipGate: string | undefined): Edit[] {
  if (skipGate !== undefined) return [{ kind: 'set', path: ['gate'], value: { skipped: skipGate } }];
  return state.gate ? [{ kind: 'remove', path: ['gate'] }] : [];
}

/** Leaves one colour alone with all users. */
export function trafficEdits(
  colour: Colour,
  current: ApplicationState & { readonly state: ReleaseFile },
  skipGate?: string,
): Edit[] {
  const { state } = current;
  return [
    ...(colour === state.active ? [] : [{ kind: 'set', path: ['active'], value: colour } as const]),
    ...(['overlap', 'weight'] as const).flatMap(key =>
      state[key] === undefined ? [] : [{ kind: 'remove', path: [key] } as const],
    ),
    ...unwatched(state),
    ...notAlone(state),
    ...servedEdits(current, otherColour(colour)),
    ...gateEdits(state, skipGate),
  ];
}

/** Whoever moves with others again has no reason to be alone. */
export function notAlone({ alone }: ReleaseFile): Edit[] {
  return alone === undefined ? [] : [{ kind: 'remove', path: ['alone'] }];
}

/** The watch of the last promotion is over. */
export function unwatched({ watched }: ReleaseFile): Edit[] {
  return watched === undefined ? [] : [{ kind: 'remove', path: ['watched'] }];
}

// What users leave stays open to them where everything else is closed.
function servedEdits(current: ApplicationState, left: Colour): Edit[] {
  const release = current.spec.network && releaseOf(current, left);
  if (release) return [{ kind: 'set', path: ['served'], value: { [left]: release.id } }];
  return current.state?.served ? [{ kind: 'remove', path: ['served'] }] : [];
}

/** A warning for whoever reads the change, where nothing proves the release. */
export function ungated(skipGate: string | undefined): string[] {
  return skipGate === undefined ? [] : [`the gate is skipped (${skipGate}): nothing checks that pods are there`];
}
