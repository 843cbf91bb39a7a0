import type { Path } from '../../construct/validate/problem';
import { workloadId } from '../manifests/identity';
import { type Labels, labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';
import { valueAt } from '../manifests/value-at';
import { autoscalersOf, fewestOfOthers, reachOf } from './autoscaler';
import { controllersOf } from './controllers';

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
  /** Number of pods, with autoscaling the fewest; 0 where that is switched off. */
  readonly size: number;
  readonly autoscaler?: Manifest;
  /** Whether somebody scales it whose autoscaler stands elsewhere. */
  readonly isScaledElsewhere: boolean;
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
  'CronJob',
  'Pod',
]);

/** All workloads of a tree. */
export function workloadsOf(tree: Tree): Workload[] {
  const autoscalers = autoscalersOf(tree);
  const controlled = new Set(controllersOf(tree).flatMap(({ target }) => target ?? []));
  return tree.manifests
    .flatMap(manifest => {
      const template = templateOf(manifest);
      return template ? [{ manifest, template }] : [];
    })
    .map(({ manifest, template }) => {
      const { identity, value } = manifest;
      const environment = tree.environmentOf(manifest.file);
      const id = workloadId(environment, identity);
      const autoscaler = autoscalers.get(id);
      const labels = labelsOf(template.metadata?.labels);
      return {
        id,
        environment,
        namespace: identity.namespace,
        manifest,
        labels,
        selector: labelsOf(selectorIn(manifest) ?? template.metadata?.labels),
        template,
        size: sizeOf(manifest, autoscaler),
        autoscaler,
        isScaledElsewhere: !autoscaler && isUnsaid(value['spec'].replicas) && fewestOfOthers(manifest) !== undefined,
        isControlled: controlled.has(id),
      };
    });
}

/** What its pods are made of; undefined for what makes none. A Pod by itself is its own. */
export function templateOf(manifest: Manifest): Workload['template'] | undefined {
  if (!KINDS.has(manifest.identity.kind)) return undefined;
  const template = valueAt(manifest.value, templatePath(manifest)) as Workload['template'] | undefined;
  return template?.['spec'] ? template : undefined;
}

/** Where an object says what its pods are made of. */
export function templatePath({ identity: { kind } }: Manifest): Path {
  if (kind === 'Pod') return [];
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
}

// Kubernetes switches an autoscaler off where the number beside it is 0.
function sizeOf(manifest: Manifest, autoscaler: Manifest | undefined): number {
  const { replicas } = manifest.value['spec'];
  // A number in quotes is none: that the API server refuses it, a rule says.
  const said = isUnsaid(replicas) ? 1 : Number(replicas);
  if (autoscaler) return said === 0 ? 0 : reachOf(autoscaler).fewest;
  return isUnsaid(replicas) ? (fewestOfOthers(manifest) ?? said) : said;
}

const isUnsaid = (replicas: unknown) => replicas === undefined || replicas === null;

// A ReplicationController and a DeploymentConfig have just the labels.
function selectorIn({ value }: Manifest): unknown {
  const selector = value['spec'].selector;
  return selector?.matchLabels ?? (selector?.matchExpressions ? undefined : selector);
}
