import { VERSION_LABEL } from '../../construct/names';
import { counted } from '../../construct/props/counted';
import { parseImage } from '../../construct/props/image';
import { objectName } from '../manifests/identity';
import { reachOf } from '../topology/autoscaler';
import type { Application, Colour } from '../topology/model';

/** A colour as a reader sees it. */
export interface Server {
  /** `blue`, or the name of its Deployment. */
  readonly colour: string;
  readonly version?: string;
  readonly image: string;
  readonly pods: number;
  /** Whether an autoscaler may make more of them. */
  readonly autoscaled: boolean;
  /** Percent of the requests; undefined where it shares them with others, by numbers of pods. */
  readonly share?: number;
  /** Whether users reach it. */
  readonly live: boolean;
}

/** Who serves the users of an application. */
export interface Serving {
  readonly servers: readonly Server[];
  /** What users come through, such as `Service ping`. */
  readonly entrances: readonly string[];
}

/** Undefined where the application is not there. */
export function servingOf(application: Application): Serving | undefined {
  if (!application.colours.length) return undefined;
  const shares = sharesOf(application);
  const { live, colours, entrances } = application;
  return {
    servers: colours.map(colour => {
      const isLive = live.some(({ id }) => id === colour.id);
      const share = isLive ? (shares.get(colour.id) ?? (live.length === 1 ? 100 : undefined)) : 0;
      return serverOf(colour, isLive, share);
    }),
    entrances: [...new Set(entrances.map(({ manifest }) => objectName(manifest.identity)))],
  };
}

function serverOf(colour: Colour, live: boolean, share: number | undefined): Server {
  return {
    colour: colour.colour,
    ...versionOf(colour),
    image: imageOf(colour),
    // The API server refuses a number in quotes: that is for a rule to say.
    pods: Number(colour.size),
    autoscaled:
      (colour.autoscaler !== undefined && reachOf(colour.autoscaler).most > colour.size) || colour.isScaledElsewhere,
    ...(share !== undefined && { share }),
    live,
  };
}

function versionOf({ labels, colour }: Colour): { readonly version?: string } {
  const version = labels[VERSION_LABEL];
  // Where the label tells colours apart, it is no version.
  return version && version !== colour ? { version } : {};
}

function imageOf({ template }: Colour): string {
  return String(template['spec'].containers?.[0]?.image ?? 'no image');
}

/** Percent of the requests by colour, as routes say. */
function sharesOf({ entrances }: Application): Map<string, number> {
  const weights = new Map<string, number>();
  const route = entrances.find(({ service, shares }) => !service && shares.length > 1);
  for (const { weight, colours } of route?.shares ?? []) {
    for (const { id } of colours) weights.set(id, (weights.get(id) ?? 0) + weight);
  }
  const sum = [...weights.values()].reduce((all, weight) => all + weight, 0);
  return new Map([...weights].map(([id, weight]) => [id, sum ? Math.round((weight * 100) / sum) : 0]));
}

/** `blue (1.0, pkw0301/app:1.0)`. */
export function serverName({ colour, version, image }: Server): string {
  return `${colour} (${version ? `${version}, ` : ''}${image})`;
}

/** `green (2.0)`, where the image says no more than the version does beside what runs already. */
export function shortName(server: Server, beside: Server | undefined): string {
  const { colour, version, image } = server;
  const [own, other] = [parseImage(image), beside && parseImage(beside.image)];
  const says = own?.tag === version && !own?.digest && (!other || own?.repository === other.repository);
  return version && says ? `${colour} (${version})` : serverName(server);
}

/** `2 pods`, `at least 3 pods`. */
export function podsOf({ pods, autoscaled }: Pick<Server, 'pods' | 'autoscaled'>): string {
  return `${autoscaled ? 'at least ' : ''}${counted(pods, 'pod')}`;
}
