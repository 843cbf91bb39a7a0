import { Colour } from '../../../lib/construct/props/colour';
import type { NamedProps } from '../../../lib/construct/resolve/application';
import { filesOf } from '../../../lib/project/files/application-files';
import type { ReleaseFile } from '../../../lib/project/files/files';
import { FOLDERS } from '../../../lib/project/files/folders';
import type { ApplicationState } from '../../../lib/release/application-state';
import { deploy } from '../../../lib/release/deploy';
import type { Outcome } from '../../../lib/release/outcome';
import { type Promotion, promote } from '../../../lib/release/promote';
import { retire } from '../../../lib/release/retire';
import { renderApplication } from '../../construct/render/render-application';
import type { KubernetesObject } from '../../construct/render/rendered';
import { edited } from '../simulation/history/state';
import type { Balancer } from './balancer';
import { Cluster, gatewayIn } from './cluster';
import { type Entrance, GatewayEntrance, loadBalancer } from './entrance';
import type { Lateness } from './known-endpoints';

/** Both colours run a release of their own, and users are on blue. */
const BOTH: ReleaseFile = {
  active: Colour.BLUE,
  blue: { image: 'pkw0301/app:1.0' },
  green: { image: 'pkw0301/app:2.0' },
};

export type Spec = Omit<NamedProps, 'active' | 'blue' | 'green'>;

/** An application with real servers for pods, behind a balancer, with the objects that its release file is rendered to. */
export class Stage extends Cluster {
  private state = BOTH;

  private constructor(
    private readonly spec: Spec,
    entrance: Entrance,
    balancer: Balancer,
  ) {
    super(entrance, balancer);
  }

  /** @param later when the balancer learns of new pods */
  public static async set(spec: Spec, later?: Lateness): Promise<Stage> {
    const entrance = spec.route ? new GatewayEntrance(gatewayIn(spec.namespace)) : loadBalancer(spec.name);
    const stage = new Stage(spec, entrance, await Cluster.balancer(entrance, later));
    await stage.applyRendered();
    return stage;
  }

  /** Does what a verb decides, and applies it. */
  public promote(asked?: Promotion): Promise<void> {
    return this.change(promote(this.current, asked));
  }

  public retire(): Promise<void> {
    return this.change(retire(this.current));
  }

  public deploy(tag: string): Promise<void> {
    return this.change(deploy(this.current, { tag }));
  }

  private get current(): ApplicationState {
    const { spec, state } = this;
    const { name } = spec;
    const files = filesOf(FOLDERS, 'production', name);
    return { environment: 'production', application: name, files, spec, state, committed: state };
  }

  /** The Job that a promotion waits for; nothing is applied. */
  public get gate(): KubernetesObject {
    return this.rendered(this.after(promote(this.current))).find(({ kind }) => kind === 'Job')!;
  }

  private async change(outcome: Outcome): Promise<void> {
    this.state = this.after(outcome);
    await this.applyRendered();
  }

  private after(outcome: Outcome): ReleaseFile {
    if (outcome.kind !== 'change') throw new Error(`${outcome.kind}: ${outcome.why}`);
    return edited(this.state, outcome.edits);
  }

  private applyRendered(): Promise<void> {
    return this.apply([gatewayIn(this.spec.namespace), ...this.rendered(this.state)]);
  }

  private rendered(state: ReleaseFile): KubernetesObject[] {
    return renderApplication({ ...this.spec, ...state }).map(({ object }) => object as KubernetesObject);
  }
}

/** A balancer that learns when somebody says so: no test hangs on how fast a machine is. */
export class HeldBack {
  private readonly waiting: (() => void)[] = [];

  public readonly later: Lateness = learn => {
    this.waiting.push(learn);
  };

  public learn(): void {
    for (const learn of this.waiting.splice(0)) learn();
  }
}
