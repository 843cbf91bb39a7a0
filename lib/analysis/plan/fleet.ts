import { COLOURS } from '../../construct/props/colour';
import type { ApplicationHistory } from '../../history/application-history';
import { type LiveNow, liveNow } from '../../history/live-now';
import { type ReleaseState, releaseName } from '../../history/release-state';
import { minute } from '../../history/time-text';
import type { Model } from '../topology/model';
import { servingOf } from './serving';

/** A colour of an application, in a table of all. */
interface FleetColour {
  readonly colour: string;
  /** What it runs. */
  readonly release: string;
  readonly state: 'live' | 'idle' | 'retired';
  /** Percent of the requests, where it is neither all nor unknown. */
  readonly share?: number;
  /** Whether users are led to it, and no pod is there. */
  readonly isEmpty?: boolean;
}

/** An application as it is after the change. */
export interface FleetRow {
  readonly place: string;
  readonly colours: readonly FleetColour[];
  /** When a commit made active what is active, where the change does not: `2026-01-03T11:20Z`. */
  readonly since?: string;
}

/**
 * By what the output says, and where there is none, by what release files say.
 * @param histories what was before the change
 */
export function fleetOfProject(
  model: Model,
  states: ReadonlyMap<string, ReleaseState>,
  histories: readonly ApplicationHistory[],
): FleetRow[] {
  const known = new Map(histories.map(one => [`${one.environment}/${one.application}`, one]));
  const rendered = new Map(fleetOfModel(model).map(row => [row.place, row]));
  const rows = [...states].map(([place, state]): FleetRow => {
    const history = known.get(place);
    const row = rendered.get(place);
    rendered.delete(place);
    const live = history && liveNow(history);
    const isAsSaid = !row || isLiveAlone(row, state.active);
    const since =
      live && isAsSaid && isActive(live, state) ? `${live.atLeast ? 'before ' : ''}${minute(live.from)}` : undefined;
    if (row) return { ...row, ...(since !== undefined && { since }) };
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
      ...(since !== undefined && { since }),
    };
  });
  return [...rows, ...rendered.values()];
}

function isLiveAlone({ colours }: FleetRow, active: string): boolean {
  const live = colours.filter(({ state }) => state === 'live');
  return live.length > 0 && live.every(({ colour, share }) => colour === active || share !== undefined);
}

function isActive({ release }: LiveNow, state: ReleaseState): boolean {
  const active = releaseName(state.active, state);
  return (['colour', 'version', 'image', 'release'] as const).every(key => active[key] === release[key]);
}

/** By what manifests say. */
export function fleetOfModel(model: Model): FleetRow[] {
  return model.applications
    .filter(({ isBlueGreen, colours }) => isBlueGreen && colours.length)
    .map(application => ({
      place: application.place,
      colours: servingOf(application)!.servers.map(({ colour, version, image, live, pods, share }): FleetColour => {
        const isLive = live && share !== 0;
        return {
          colour,
          release: version ?? image,
          state: isLive ? 'live' : pods ? 'idle' : 'retired',
          ...(isLive && share !== undefined && share < 100 && { share }),
          ...(isLive && !pods && { isEmpty: true }),
        };
      }),
    }));
}

/** Whether a file of our output plays a part in whom users reach: for a table of all, the others need not be read. */
export function isServing(file: string): boolean {
  return !LEADS_NOBODY.test(file);
}

// The gate's script alone is a third of what an application has.
const LEADS_NOBODY = /\/release\/verify\/|\/(ConfigMap|PodDisruptionBudget|ServiceAccount)\.[^/]*$/;
