import type { Loose } from '../copy';
import { type Cluster, of } from './cluster';

/** Pods that are alike. */
export interface Pods {
  readonly of: string;
  readonly namespace: string;
  readonly labels: { readonly [label: string]: string };
  readonly ports: readonly Loose[];
  readonly count: number;
}

const MAKERS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet', 'Pod'];

/** All pods that get ready. */
export function podsIn(cluster: Cluster): Pods[] {
  return of(cluster, ...MAKERS).flatMap(one => {
    const { kind, metadata, spec } = one;
    const template = kind === 'Pod' ? one : spec?.template;
    const containers: Loose[] = template?.spec?.containers ?? [];
    if (!containers.length) return [];
    const labels = template.metadata?.labels ?? {};
    const ports = containers.flatMap(container => container.ports ?? []);
    const isReady = containers.every(({ readinessProbe }) => {
      const port = (readinessProbe?.httpGet ?? readinessProbe?.tcpSocket)?.port;
      return typeof port !== 'string' || /^\d+$/.test(port) || ports.some(({ name }) => name === port);
    });
    return isReady
      ? [{ of: metadata.name, namespace: metadata.namespace ?? '', labels, ports, count: countOf(one, cluster) }]
      : [];
  });
}

function countOf({ kind, metadata, spec }: Loose, cluster: Cluster): number {
  if (kind === 'Pod' || kind === 'DaemonSet') return 1;
  // An autoscaler leaves alone what somebody has set to 0.
  if (spec.replicas === 0) return 0;
  const scaler = of(cluster, 'HorizontalPodAutoscaler', 'ScaledObject').find(
    one =>
      one.metadata.namespace === metadata.namespace &&
      one.spec?.scaleTargetRef?.name === metadata.name &&
      (one.spec.scaleTargetRef.kind ?? 'Deployment') === kind,
  );
  if (scaler?.kind === 'ScaledObject') return scaler.spec.minReplicaCount ?? 0;
  return scaler ? (scaler.spec.minReplicas ?? 1) : (spec.replicas ?? 1);
}

export function fits(
  asked: { readonly [label: string]: unknown },
  labels: { readonly [label: string]: unknown },
): boolean {
  return Object.entries(asked).every(([label, value]) => labels[label] === value);
}
