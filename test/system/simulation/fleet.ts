import { COLOUR_LABEL } from '../../../lib/construct/names';
import type { Colour } from '../../../lib/construct/props/colour';
import { renderApplication } from '../../construct/render/render-application';
import type { KubernetesObject } from './cluster/object';
import type { FluxFlags } from './flux/controller';
import { Flux } from './flux/flux';
import type { KustomizationSpec } from './flux/kustomization';
import { kustomizationsOf } from './layouts/flux-units';
import { SmallWorld } from './small-world';

/** Where users of an application are to be, and the tags of what its colours run; see SmallWorld for what these do. */
export interface FleetState {
  readonly active: Colour;
  readonly blue: string;
  readonly green: string;
}

/** Longer than anybody waits for a switch, in seconds. */
const PATIENCE = 600;

/** Several applications in one repository, delivered by one Flux. */
export class Fleet {
  public readonly world: SmallWorld;
  private readonly flux: Flux;
  private readonly states = new Map<string, FleetState>();

  public constructor(
    names: readonly string[],
    flags: FluxFlags,
    { seed = 1, wiring = (spec: KustomizationSpec) => spec } = {},
  ) {
    this.world = new SmallWorld(seed);
    const specs = names.flatMap(name => kustomizationsOf(name, `${name}/`));
    this.flux = new Flux(specs.map(wiring), this.world, 'webhook', flags);
  }

  /** One commit that changes these applications. */
  public commit(changes: { readonly [name: string]: Partial<FleetState> }): void {
    for (const [name, change] of Object.entries(changes)) {
      this.states.set(name, { ...this.states.get(name)!, ...change });
    }
    this.world.repository.commit([...this.states].flatMap(([name, state]) => manifestsOf(name, state)));
  }

  /** Lets time pass until users of an application are on this colour, and says how long that took, in seconds. */
  public secondsUntil(name: string, colour: Colour): number {
    const { clock } = this.world;
    const start = clock.now;
    while (this.activeColour(name) !== colour && clock.now < start + PATIENCE) this.world.pass(0.5);
    return clock.now - start;
  }

  public activeColour(name: string): string | undefined {
    return this.world.cluster.get(`Service/${name}`)?.object['spec'].selector[COLOUR_LABEL];
  }

  /** The gate of an application, and since when it is there. */
  public gateOf(name: string): { readonly job: string; readonly since: number } | undefined {
    const gate = this.world.cluster.ownedBy(`${name}-verify`).find(({ object: { kind } }) => kind === 'Job');
    return gate && { job: gate.object.metadata.name, since: gate.since };
  }

  /** Why a Kustomization is not ready. */
  public saysOf(kustomization: string): string | undefined {
    return this.flux.saysOf(kustomization);
  }

  public isReady(kustomization: string): boolean {
    return this.flux.isReady(kustomization, this.world.repository);
  }
}

const rendered = new Map<string, { path: string; object: KubernetesObject }[]>();

function manifestsOf(name: string, { active, blue, green }: FleetState) {
  const key = [name, active, blue, green].join(' ');
  const colour = (tag: string) => ({ version: tag, image: `app:${tag}` });
  const manifests =
    rendered.get(key) ??
    renderApplication({
      name,
      image: 'app',
      port: 80,
      readiness: { path: '/' },
      replicas: 2,
      active,
      blue: colour(blue),
      green: colour(green),
    }).map(({ path, object }) => ({ path: `${name}/${path}`, object: object as unknown as KubernetesObject }));
  rendered.set(key, manifests);
  return manifests as never;
}
