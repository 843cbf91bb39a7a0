import type { ApplicationHistory } from '../history/application-history';
import { durationText } from '../history/duration';
import { liveNow } from '../history/live-now';
import { type ReleaseState, releaseName } from '../history/release-state';
import type { Model } from '../review/model/model';
import { COLOURS } from '../spec/colour';
import { servingOf } from './serving';

/** A colour of an application, in a table of all. */
interface FleetColour {
  readonly colour: string;
  /** What it runs. */
  readonly release: string;
  readonly state: 'live' | 'idle' | 'retired';
}

/** An application as it is after the change. */
export interface FleetRow {
  readonly place: string;
  readonly colours: readonly FleetColour[];
  /** How long users have been on what they are on, as far as it is committed. */
  readonly since?: string;
}

/** By what release files say. */
export function fleetOfReleases(
  states: ReadonlyMap<string, ReleaseState>,
  histories: readonly ApplicationHistory[],
): FleetRow[] {
  const known = new Map(histories.map(one => [`${one.environment}/${one.application}`, one]));
  return [...states].map(([place, state]) => {
    const history = known.get(place);
    const live = history && liveNow(history);
    const isSame = live?.release.colour === state.active && live.release.version === state[state.active]?.version;
    return {
      place,
      colours: COLOURS.flatMap(colour => {
        const entry = state[colour];
        const { version, image, release } = releaseName(colour, state);
        const words = version ?? image ?? release;
        if (!entry || words === undefined) return [];
        return [
          { colour, release: words, state: colour === state.active ? 'live' : entry.retired ? 'retired' : 'idle' },
        ];
      }),
      ...(live && isSame && { since: `${live.atLeast ? 'at least ' : ''}${durationText(live.seconds)}` }),
    };
  });
}

/** By what manifests say. */
export function fleetOfModel(model: Model): FleetRow[] {
  return model.applications
    .filter(({ isBlueGreen, colours }) => isBlueGreen && colours.length)
    .map(application => ({
      place: application.place,
      colours: servingOf(application, model)!.servers.map(({ colour, version, image, live, pods }) => ({
        colour,
        release: version ?? image,
        state: live ? 'live' : pods ? 'idle' : 'retired',
      })),
    }));
}
