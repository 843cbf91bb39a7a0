import * as z from 'zod/mini';
import type { Manifest } from '../analysis/manifests/manifest';
import { valueAt } from '../analysis/manifests/value-at';
import { COLOUR_VARIABLE } from '../construct/names';
import { pathText, shown } from '../construct/validate/problem';
import type { Account } from './account';
import type { Obstacle } from './asked';

type Fields = { readonly [key: string]: any };

/** The container that serves, by its old name and by ours. */
interface Renamed {
  readonly from: string;
  readonly to: string;
}

const whole = z.optional(z.int());
const fields = z.optional(z.record(z.string(), z.unknown()));

// What is looked at of a ScaledObject; a cluster with its definition takes nothing else there.
// https://keda.sh/docs/latest/reference/scaledobject-spec/
const scaledObjectSpec = z.looseObject({
  minReplicaCount: whole,
  maxReplicaCount: whole,
  pollingInterval: whole,
  fallback: z.optional(z.looseObject({ failureThreshold: whole, replicas: whole })),
  advanced: z.optional(
    z.looseObject({
      horizontalPodAutoscalerConfig: z.optional(z.looseObject({ behavior: fields })),
      scalingModifiers: fields,
    }),
  ),
  triggers: z.array(z.looseObject({ type: z.string(), metadata: z.record(z.string(), z.string()) })),
});

/** What of a ScaledObject no cluster takes. */
export function faultsOfScaledObject({ file, identity: { name }, value }: Manifest): Obstacle[] {
  const { error } = scaledObjectSpec.safeParse(value['spec'] ?? {});
  return (error?.issues ?? []).slice(0, 5).map(issue => {
    const path = issue.path as string[];
    return {
      message: `ScaledObject ${name} in ${file}: ${pathText(['spec', ...path])}: expected ${'expected' in issue ? issue.expected : 'another value'}, got ${shown(valueAt(value['spec'], path))}: no cluster takes it`,
      fix: 'mend it there, or name the manifest that runs',
    };
  });
}

/** What says how many pods a workload has; what KEDA has made of a ScaledObject says no more than that. */
export function autoscalerOf(scaled: Manifest, objects: readonly Manifest[]): Manifest | undefined {
  const its = objects.filter(({ value }) => value['spec']?.scaleTargetRef?.name === scaled.identity.name);
  const ofKind = (kind: string) => its.find(({ identity }) => identity.kind === kind);
  return ofKind('ScaledObject') ?? ofKind('HorizontalPodAutoscaler');
}

/** `autoscaling`, out of a HorizontalPodAutoscaler of either version, or of a ScaledObject of KEDA. */
export function mapAutoscaler(autoscaler: Manifest, account: Account, renamed: Renamed): Fields {
  account.note(['metadata'], 'told', EACH);
  const spec: Fields = autoscaler.value['spec'] ?? {};
  const map = autoscaler.identity.kind === 'ScaledObject' ? scaledObject : podAutoscaler;
  return map(spec, account, renamed);
}

const EACH = 'each colour gets one of its own';
const ELSEWHERE = `, and both colours go by it: where it measures the old pods alone, put ${COLOUR_VARIABLE} where the colour is to stand`;

function podAutoscaler(spec: Fields, account: Account, { from, to }: Renamed): Fields {
  account.note(['spec', 'scaleTargetRef'], 'told', EACH);
  account.note(['spec', 'minReplicas'], 'key', 'autoscaling.min');
  account.note(['spec', 'maxReplicas'], 'key', 'autoscaling.max');
  account.note(['spec', 'behavior'], 'key', 'autoscaling.behavior');
  account.note(['spec', 'targetCPUUtilizationPercentage'], 'key', 'autoscaling.cpu');
  const shares: { cpu?: number; memory?: number } = {};
  if (spec['targetCPUUtilizationPercentage'] !== undefined) shares.cpu = spec['targetCPUUtilizationPercentage'];
  const others: Fields[] = [];
  (spec['metrics'] ?? []).forEach((metric: Fields, index: number) => {
    const { type, resource, containerResource } = metric;
    const percent = type === 'Resource' ? resource?.target?.averageUtilization : undefined;
    const name = percent !== undefined && ['cpu', 'memory'].includes(resource.name) ? resource.name : undefined;
    if (name) shares[name as 'cpu' | 'memory'] = percent;
    else if (containerResource?.container !== from) others.push(metric);
    else others.push({ ...metric, containerResource: { ...containerResource, container: to } });
    const isElsewhere = type === 'External' || type === 'Object';
    account.note(
      ['spec', 'metrics', index],
      'key',
      name ? `autoscaling.${name}` : `autoscaling.metrics${isElsewhere ? ELSEWHERE : ''}`,
    );
  });
  return {
    min: spec['minReplicas'] ?? 1,
    max: spec['maxReplicas'],
    ...shares,
    ...(others.length && { metrics: others }),
    ...(spec['behavior'] && { behavior: spec['behavior'] }),
  };
}

// https://keda.sh/docs/latest/reference/scaledobject-spec/
function scaledObject(spec: Fields, account: Account, { from, to }: Renamed): Fields {
  account.note(['spec'], 'told', 'ours have none of these');
  account.note(['spec', 'scaleTargetRef'], 'told', EACH);
  const toZero = 'users of a colour would meet no pod: ours keep at least one until it is retired';
  const fewest: number = spec['minReplicaCount'] ?? 0;
  account.note(['spec', 'minReplicaCount'], fewest > 0 ? 'key' : 'told', fewest > 0 ? 'autoscaling.min' : toZero);
  account.note(['spec', 'maxReplicaCount'], 'key', 'autoscaling.max');
  account.note(['spec', 'pollingInterval'], 'key', 'autoscaling.keda.pollingInterval');
  for (const key of ['idleReplicaCount', 'cooldownPeriod', 'initialCooldownPeriod']) {
    account.note(['spec', key], 'told', key === 'idleReplicaCount' ? toZero : `it is for the way to 0 only; ${toZero}`);
  }
  account.note(
    ['spec', 'fallback'],
    'told',
    'NOT taken over: ours have a threshold and a number of pods of at least 1',
  );
  const { failureThreshold, replicas } = spec['fallback'] ?? {};
  const fallback = failureThreshold !== undefined && replicas >= 1 ? { failureThreshold, replicas } : undefined;
  for (const key of Object.keys(fallback ?? {})) {
    account.note(['spec', 'fallback', key], 'key', `autoscaling.keda.fallback.${key}`);
  }
  const { horizontalPodAutoscalerConfig, scalingModifiers } = spec['advanced'] ?? {};
  const { behavior } = horizontalPodAutoscalerConfig ?? {};
  const config = ['spec', 'advanced', 'horizontalPodAutoscalerConfig'];
  account.note([...config, 'name'], 'told', EACH);
  account.note([...config, 'behavior'], 'key', 'autoscaling.behavior');
  account.note(['spec', 'advanced', 'scalingModifiers'], 'key', 'autoscaling.keda.scalingModifiers');
  const triggers = (spec['triggers'] as Fields[]).map((trigger, index) => {
    const path = ['spec', 'triggers', index];
    account.note(path, 'told', 'a trigger of ours has no such field');
    const kept = Object.entries(trigger).filter(([key]) => TRIGGER.has(key));
    for (const [key] of kept) {
      const isElsewhere = key === 'metadata' && trigger['type'] !== 'cpu' && trigger['type'] !== 'memory';
      account.note([...path, key], 'key', `autoscaling.keda.triggers${isElsewhere ? ELSEWHERE : ''}`);
    }
    const { metadata, ...rest } = Object.fromEntries(kept);
    const isOfOurs = metadata.containerName === from;
    return { ...rest, metadata: isOfOurs ? { ...metadata, containerName: to } : metadata };
  });
  return {
    min: Math.max(1, fewest),
    max: spec['maxReplicaCount'] ?? 100,
    ...(behavior && { behavior }),
    keda: {
      triggers,
      ...(spec['pollingInterval'] !== undefined && { pollingInterval: spec['pollingInterval'] }),
      ...(fallback && { fallback }),
      ...(scalingModifiers && { scalingModifiers }),
    },
  };
}

const TRIGGER = new Set(['type', 'name', 'metadata', 'authenticationRef', 'metricType', 'useCachedMetrics']);
