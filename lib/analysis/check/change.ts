import type { Diagnostic } from '../../project/files/diagnostic';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Trees } from '../manifests/tree';
import type { Application, Colour, Model, Models } from '../topology/model';
import type { Permissions } from './allowance';
import type { GroupMove } from './group-move';
import type { Leaving } from './leaving';
import type { Step } from './step';
import type { TakenOver } from './taken-over';

/** The output of an application beside what its inputs synthesize to. */
export interface Synthesized {
  readonly place: string;
  /** What stands there, by path. */
  readonly found: ReadonlyMap<string, string>;
  /** What the inputs make, by the same paths. */
  readonly expected: ReadonlyMap<string, string>;
  /** What those say, by the same paths. @default - it is to be read */
  readonly objects?: ReadonlyMap<string, unknown>;
  /** What of it reaches nobody. */
  readonly undelivered?: readonly Undelivered[];
  /** Why the inputs make nothing. */
  readonly faults?: readonly Diagnostic[];
}

/** Something that keeps output, or what it is made from, from whoever is to get it. */
interface Undelivered extends Diagnostic {
  readonly wayOut: string;
}

/** All that the rules look at. */
export interface Change extends Models {
  /** Of applications whose inputs or output changed; empty where there are no inputs. */
  readonly synthesized?: readonly Synthesized[];
  /** What engines are told, where it stands apart from what they apply. @default - it is among the rest, if anywhere */
  readonly engines?: Trees;
  /** What findings may stand, in the base and in the head. @default - nothing is said of it */
  readonly permissions?: Permissions;
  /** The applications that are being taken over from what ran before. @default - none is, or nobody knows */
  readonly takenOver?: readonly TakenOver[];
  /** The groups of which users of some move. @default - none do, or nobody knows */
  readonly groups?: readonly GroupMove[];
  /** What becomes of users, as histories tell. @default - nothing, or nobody knows */
  readonly steps?: readonly Step[];
  /** The applications that leave for plain files. @default - none does, or nobody knows */
  readonly leaving?: readonly Leaving[];
  /** The version of the cluster, as the number behind "1.". @default - nobody says it */
  readonly kubernetes?: number;
}

/** Whether users reach a colour. */
export function isLive(colour: Colour, { live }: Application): boolean {
  return live.some(({ id }) => id === colour.id);
}

/** The same application before a change and after it. */
interface Pair {
  readonly before: Application;
  readonly after: Application;
}

/** The applications that both sides have, be it that nothing tells colours. */
export function allPairsOf({ base, head }: Change): Pair[] {
  const known = new Map(base?.applications.map(application => [application.id, application]));
  return head.applications.flatMap(after => {
    const before = known.get(after.id);
    return before ? [{ before, after }] : [];
  });
}

/** The blue-green applications that both sides have. */
export function pairsOf(change: Change): Pair[] {
  return allPairsOf(change).filter(({ after }) => after.isBlueGreen);
}

/** The applications of one side that have colours. */
export function blueGreen({ applications }: Model): Application[] {
  return applications.filter(({ isBlueGreen }) => isBlueGreen);
}

/** The same colour on the other side of a change. */
export function sameColour(colour: Colour, { colours }: Application): Colour | undefined {
  return colours.find(({ id }) => id === colour.id);
}

/** The colours that users come to by a change, and those that they leave. Both empty where nobody moves. */
export function moved(before: Application, after: Application): { readonly to: Colour[]; readonly from: Colour[] } {
  // Where users reached nothing, or reach nothing any more, nobody moves.
  if (!before.live.length || !after.live.length) return { to: [], from: [] };
  return {
    to: after.live.filter(colour => !isLive(colour, before)),
    from: before.live.filter(colour => !isLive(colour, after)),
  };
}

/** The colours that users are on before a change and after it, as they are then and then. */
export function stayed(before: Application, after: Application): { readonly was: Colour; readonly is: Colour }[] {
  return before.live.flatMap(was => {
    const is = after.live.find(({ id }) => id === was.id);
    return is ? [{ was, is }] : [];
  });
}

/** `production/ping`, for any object: by its path, by the application that it belongs to, or by its own name. */
export function placeOf(model: Model, manifest: Manifest): string {
  if (manifest.output) return manifest.output.place;
  const { namespace, name } = manifest.identity;
  return applicationOf(model, manifest)?.place ?? `${namespace || 'default'}/${name}`;
}

/** The blue-green application that an object is a part of. */
export function applicationOf(model: Model, manifest: Manifest): Application | undefined {
  return ownersIn(model).get(manifest);
}

const ownersIn = onceFor((model: Model): ReadonlyMap<Manifest, Application> => {
  const found = new Map<Manifest, Application>();
  for (const application of blueGreen(model)) {
    const { colours, services, entrances, routes } = application;
    const own = [
      ...colours.flatMap(({ manifest, autoscaler }) => (autoscaler ? [manifest, autoscaler] : [manifest])),
      ...services.map(({ manifest }) => manifest),
      ...entrances.flatMap(({ manifests }) => manifests),
      ...routes,
    ];
    // An entrance of several belongs to the first.
    for (const manifest of own) if (!found.has(manifest)) found.set(manifest, application);
  }
  return found;
});

/** `blue (ping-blue)`, or just the name where that is all there is. */
export function named({ colour, manifest }: Colour): string {
  const { name } = manifest.identity;
  return colour === name ? name : `${colour} (${name})`;
}
