import type { Path } from '../../construct/validate/problem';
import type { Manifest } from '../manifests/manifest';
import type { Role, ServiceFacts } from './service';
import type { Workload } from './workload';

/** One colour of an application: a Deployment. */
export interface Colour extends Workload {
  /** What people call it: `blue`, or the name of its Deployment. */
  readonly colour: string;
}

/** A Service of an application, and what it is for. */
export interface Service extends ServiceFacts {
  readonly role: Role;
}

/** A part of the requests, and who answers them: several colours, where one Service leads to them all. */
interface Share {
  readonly weight: number;
  readonly colours: readonly Colour[];
}

/** How users reach colours: through a Service, or by a route that shares them among Services. */
export interface Entrance {
  readonly manifest: Manifest;
  /** Where it says to whom it leads. */
  readonly path: Path;
  /** Colours with a weight above zero. */
  readonly leadsTo: readonly Colour[];
  /** What it says of whom it leads to: the shares of a route, one for a Service. */
  readonly shares: readonly Share[];
  /** The objects that say so. */
  readonly manifests: readonly Manifest[];
  /** Undefined for a route. */
  readonly service?: Service;
}

/** Deployments that are colours of one thing, with the Services that lead to them, in one tree. */
export interface Application {
  /** The same for the same application in another tree. */
  readonly id: string;
  /** `production/ping`: environment, or else namespace, and name. Findings are allowed by it. */
  readonly place: string;
  readonly name: string;
  readonly colourLabel?: string;
  readonly colours: readonly Colour[];
  readonly services: readonly Service[];
  readonly entrances: readonly Entrance[];
  /** The objects whose rules lead to its Services, for users or for some. */
  readonly routes: readonly Manifest[];
  /** The colours that users reach. One, where all is well. */
  readonly live: readonly Colour[];
  /** Whether anything tells its colours apart; an ordinary Deployment with a Service has none. */
  readonly isBlueGreen: boolean;
}

/** The colours that are among some workloads. */
export function coloursAmong(selected: readonly Workload[], colours: readonly Colour[]): Colour[] {
  return colours.filter(({ id }) => selected.some(workload => workload.id === id));
}
