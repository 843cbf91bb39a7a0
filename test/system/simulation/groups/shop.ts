import { COLOUR_LABEL } from '../../../../lib/construct/names';
import type { Colour } from '../../../../lib/construct/props/colour';
import type { ReleaseFile } from '../../../../lib/project/files/files';
import type { Groups } from '../../../../lib/project/files/groups';
import type { Manifest } from '../../../../lib/project/output/manifests';
import { renderApplication } from '../../../construct/render/render-application';
import { ArgoCd } from '../argocd/argocd';
import type { KubernetesObject } from '../cluster/object';
import { Flux } from '../flux/flux';
import { applicationsOf } from '../layouts/argocd-set';
import { FLAGS, kustomizationsOf } from '../layouts/flux-units';
import { SmallWorld } from '../small-world';

/** What all members are, but for their names. */
export const SPEC = { image: 'app', port: 80, readiness: { path: '/' }, replicas: 2 };

const WORKER = { queue: { args: ['queue'], replicas: 1 } };

/** How applications of a group are wired. */
export interface Wiring {
  /** The groups of bluegreen.yaml. */
  readonly groups?: Groups;
  /** Whether engines are told of them. @default true */
  readonly areTold?: boolean;
}

interface Engine {
  /** Somebody applies what the engine is told of groups. */
  told(groups: Groups): void;
}

const ENGINES = {
  'Argo CD': (world: SmallWorld, names: readonly string[], groups?: Groups): Engine => {
    const argocd = new ArgoCd(applicationsOf(names, groups), world, 'webhook');
    return { told: next => argocd.told(applicationsOf(names, next)) };
  },
  Flux: (world: SmallWorld, names: readonly string[], groups: Groups = {}): Engine => {
    const companions = (name: string) =>
      (Object.values(groups).find(members => members.includes(name)) ?? []).filter(other => other !== name);
    void new Flux(
      names.flatMap(name => kustomizationsOf(name, `${name}/`, companions(name))),
      world,
      'webhook',
      FLAGS,
    );
    return { told: () => {} };
  },
};

export type EngineName = keyof typeof ENGINES;
export const BOTH = Object.keys(ENGINES) as EngineName[];

/** Several applications in one repository, delivered by one engine, where a tag says how pods behave. */
export class Shop {
  public readonly world: SmallWorld;
  public readonly engine: Engine;
  public readonly states = new Map<string, ReleaseFile>();

  public constructor(
    engine: EngineName,
    public readonly names: readonly string[],
    {
      groups,
      areTold = true,
      seed = 1,
      workers = false,
    }: Wiring & { readonly seed?: number; readonly workers?: boolean } = {},
  ) {
    this.world = new SmallWorld(seed);
    this.engine = ENGINES[engine](this.world, names, areTold ? groups : undefined);
    this.hasWorkers = workers;
  }

  private readonly hasWorkers: boolean;

  /** One commit that changes these applications. */
  public commit(changes: { readonly [name: string]: Partial<ReleaseFile> }): readonly Manifest[] {
    for (const [name, change] of Object.entries(changes)) {
      this.states.set(name, { ...this.states.get(name)!, ...change });
    }
    const spec = this.hasWorkers ? { ...SPEC, workers: WORKER } : SPEC;
    const manifests = [...this.states].flatMap(([name, state]) => manifestsOf({ ...spec, name, ...state }));
    this.world.repository.commit(manifests);
    return manifests;
  }

  /** The same for all of them. */
  public commitAll(change: Partial<ReleaseFile>): readonly Manifest[] {
    return this.commit(Object.fromEntries(this.names.map(name => [name, change])));
  }

  public pass(seconds: number): void {
    this.world.pass(seconds);
  }

  /** Where the users of each are, in one word: `blue`, or `blue green` where they are apart. */
  public get colours(): string {
    return [...new Set(this.names.map(name => this.colourOf(name) ?? 'nowhere'))].sort().join(' ');
  }

  public colourOf(name: string): string | undefined {
    return this.world.cluster.get(`Service/${name}`)?.object['spec'].selector[COLOUR_LABEL];
  }

  /** Lets time pass until all are on a colour; the seconds between the first switch and the last. */
  public secondsApart(colour: Colour): number {
    const { clock } = this.world;
    const end = clock.now + 900;
    let first: number | undefined;
    while (clock.now < end) {
      this.pass(0.1);
      if (this.names.some(name => this.colourOf(name) === colour)) first ??= clock.now;
      if (this.colours === colour) return clock.now - first!;
    }
    throw new Error(`users are ${this.colours}\n${this.world.story}`);
  }
}

const rendered = new Map<string, readonly Manifest[]>();

function manifestsOf(props: Parameters<typeof renderApplication>[0]): readonly Manifest[] {
  const key = JSON.stringify(props);
  const manifests =
    rendered.get(key) ??
    renderApplication(props).map(({ path, object }) => ({
      path: `${props.name}/${path}`,
      object: object as unknown as KubernetesObject as never,
    }));
  rendered.set(key, manifests);
  return manifests;
}
