import type { Colour } from './props/colour';
import type { Entrance } from './resolve/entrance';
import type { FurtherService } from './resolve/further-services';
import type { Gate } from './resolve/gate';
import type { NetworkPlan } from './resolve/network';
import type { OwnObject } from './resolve/own-objects';
import type { ResolvedPort } from './resolve/ports';
import type { Release } from './resolve/release';
import type { ResolvedService, ServiceNames } from './resolve/service';
import type { ServiceAccount } from './resolve/service-accounts';
import type { TrafficPlan } from './resolve/traffic';
import type { WatchPlan } from './resolve/watch';

/** An application with nothing left to be decided: rendering it takes no further choice. */
export interface Application {
  readonly name: string;
  readonly namespace?: string;
  readonly createNamespace: boolean;
  readonly active: Colour;
  readonly service: ResolvedService;
  readonly serviceNames: ServiceNames;
  /** More Services that move with the one of users. */
  readonly furtherServices: readonly FurtherService[];
  /** The ports of the next release; an Ingress names one of them. */
  readonly ports: readonly ResolvedPort[];
  /** What the active and the preview Service publish. */
  readonly published: readonly ResolvedPort[];
  readonly ingress?: Entrance;
  /** Laid over the Service that users reach. */
  readonly serviceTemplate: { readonly [key: string]: any };
  /** Laid over the Ingress. */
  readonly ingressTemplate: { readonly [key: string]: any };
  /** Labels of the objects that belong to no colour. */
  readonly labels: { readonly [key: string]: string };
  /** What the pods of either colour run as. */
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly traffic: TrafficPlan;
  /** Undefined where everybody may reach everything. */
  readonly network?: NetworkPlan;
  readonly gate: Gate;
  /** Undefined where nothing looks at a release once users are on it. */
  readonly watch?: WatchPlan;
  /** The kinds of the whole cluster that objects of the user's own may be of, such as `ClusterRole.rbac.authorization.k8s.io`. */
  readonly clusterKinds: readonly string[];
  /** The other namespaces in which objects of the user's own may stand. */
  readonly objectNamespaces: readonly string[];
  /** Objects of the user's own, in the base. */
  readonly objects: readonly OwnObject[];
  /** Whether it has units for migrations, be there one to run or not. */
  readonly migrates: boolean;
  readonly blue: Release;
  readonly green: Release;
}
