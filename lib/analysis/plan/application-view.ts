import { portsOf } from '../check/service-ports';
import type { Application, Model } from '../topology/model';
import { type Gate, gateOf } from './gate';
import { type Server, type Serving, servingOf } from './serving';

/** An application before a change, or after it. */
export interface ApplicationView {
  readonly application: Application;
  readonly model: Model;
  /** Undefined where the application is not there. */
  readonly serving?: Serving;
  readonly gate: Gate;
}

export function applicationView(application: Application, model: Model): ApplicationView {
  const serving = servingOf(application);
  return { application, model, ...(serving && { serving }), gate: gateOf(application, model) };
}

/** The colours that users reach: none with a weight of zero. */
export function liveServers({ serving }: ApplicationView): Server[] {
  return serving?.servers.filter(({ live, share }) => live && share !== 0) ?? [];
}

/** Who follows the active colour: where nothing that users come through has a port, the workers alone. */
export function followers({ application: { entrances } }: ApplicationView): 'users' | 'its workers' {
  const isCalled = entrances.some(({ service }) => !service || portsOf(service).length > 0);
  return isCalled || !entrances.length ? 'users' : 'its workers';
}

/** The same colour on this side. */
export function serverIn({ serving }: ApplicationView, colour: string): Server | undefined {
  return serving?.servers.find(server => server.colour === colour);
}

/** `blue and green`. */
export function listed(names: readonly string[]): string {
  return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
