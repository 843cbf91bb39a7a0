import type { Colour } from '../spec/colour';
import type { ReleaseFile } from '../spec/files';
import type { Edit } from './outcome';

/** How the gate stands when traffic moves: the next move is gated again, whatever was said for the one before. */
export function gateEdits(state: ReleaseFile, skipGate: string | undefined): Edit[] {
  if (skipGate !== undefined) return [{ kind: 'set', path: ['gate'], value: { skipped: skipGate } }];
  return state.gate ? [{ kind: 'remove', path: ['gate'] }] : [];
}

/** Leaves one colour alone with all users. */
export function moveTo(colour: Colour, state: ReleaseFile, skipGate?: string): Edit[] {
  return [
    ...(colour === state.active ? [] : [{ kind: 'set', path: ['active'], value: colour } as const]),
    ...(['overlap', 'weight'] as const).flatMap(key =>
      state[key] === undefined ? [] : [{ kind: 'remove', path: [key] } as const],
    ),
    ...gateEdits(state, skipGate),
  ];
}

/** A warning for whoever reads the change, where nothing proves the release. */
export function ungated(skipGate: string | undefined): string[] {
  return skipGate === undefined ? [] : [`the gate is skipped: ${skipGate}`];
}
