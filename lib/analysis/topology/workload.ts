import { workloadId } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';
import { controllersOf } from './controllers';

export type Labels = { readonly [label: string]: string };

/** An object that makes pods. */
export interface Workload {
  /** One text for each object, the same in every tree. */
  readonly id: string;
  readonly environment: string;
  readonly namespace: string;
  readonly manifest: Manifest;
  /** Labels of its pods. */
  readonly labels: Labels;
  /** What it finds its pods by; immutable. */
  readonly selector: Labels;
  /** Its PodTemplateSpec. */
  readonly template: { readonly [key: string]: any };
  /** Number of pods, with autoscaling the fewest. */
  readonly size: number;
  readonly autoscaler?: Manifest;
  /** Whether a controller such as Flagger releases it, and moves users by itself. */
  readonly isControlled: boolean;
}

const KINDS = new Set([
  'Deployment',
  'DeploymentConfig',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'DaemonSet',
  'Job',
]);

/** All workloads of a tree. */
export function workloadsOf(tree: Tree): Workload[] {
  const autoscalers = tree.manifests.filter(({ identity }) => identity.kind === 'HorizontalPodAutoscaler');
  const controlled = new Set(controllersOf(tree).flatMap(({ target }) => target ?? []));
  return tree.manifests
    .filter(({ identity, value }) => KINDS.has(identity.kind) && value['spec']?.template?.spec)
    .map(manifest => {
      const { identity, value } = manifest;
      const environment = tree.environmentOf(manifest.file);
      const autoscaler = autoscalers.find(
        ({ file, identity: { namespace }, value: { spec } }) =>
          tree.environmentOf(file) === environment &&
          namespace === identity.namespace &&
          spec?.scaleTargetRef?.kind === identity.kind &&
          spec.scaleTargetRef.name === identity.name,
      );
      const template = value['spec'].template;
      const labels = labelsOf(template.metadata?.labels);
      return {
        id: workloadId(environment, identity),
        environment,
        namespace: identity.namespace,
        manifest,
        labels,
        selector: labelsOf(selectorIn(manifest) ?? template.metadata?.labels),
        template,
        size: autoscaler ? (autoscaler.value['spec'].minReplicas ?? 1) : (value['spec'].replicas ?? 1),
        autoscaler,
        isControlled: controlled.has(workloadId(environment, identity)),
      };
    });
}

// A ReplicationController and a DeploymentConfig have just the labels.
function selectorIn({ value }: Manifest): unknown {
  const selector = value['spec'].selector;
  return selector?.matchLabels ?? (selector?.matchExpressions ? undefined : selector);
}

/** Whether labels are what a selector asks for. A selector that asks for nothing selects nothing. */
export function selects(selector: Labels, labels: Labels): boolean {
  const asked = Object.entries(selector);
  return asked.length > 0 && asked.every(([label, value]) => labels[label] === value);
}

/** Labels as texts: `version: 1` is a mistake that the API server finds. */
export function labelsOf(value: unknown): Labels {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([label, text]) => [label, String(text)]));
}
