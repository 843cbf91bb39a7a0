import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { COLOUR_VARIABLE, PAUSED_REPLICAS, RAISED_FROM } from '../names';
import type { Autoscaling } from '../props/autoscaling';
import type { Colour } from '../props/colour';
import type { ResolvedAutoscaling } from '../resolve/size';
import { changeAsWritten } from './laid-over';

interface Scaled {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: Record<string, string> };
  readonly target: kplus.Deployment;
  readonly colour: Colour;
  readonly autoscaling: ResolvedAutoscaling;
}

/** The autoscaler of a colour that Kubernetes itself knows. */
export function podAutoscaler(scope: Construct, { metadata, target, colour, autoscaling }: Scaled) {
  const { min, max, cpu, memory, metrics, behavior } = autoscaling;
  const annotations = raised(autoscaling);
  const made = new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', {
    metadata: { ...metadata, ...(annotations && { annotations }) },
    target,
    minReplicas: min,
    maxReplicas: max!,
    metrics: [
      ...(cpu ? [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(cpu))] : []),
      ...(memory ? [kplus.Metric.resourceMemory(kplus.MetricTarget.averageUtilization(memory))] : []),
    ],
  });
  const object = ApiObject.of(made);
  // Kubernetes' own scaling behaviour; the one that cdk8s-plus writes takes one pod away in five minutes.
  object.addJsonPatch(JsonPatch.remove('/spec/behavior'));
  if (metrics?.length || behavior) {
    // In the end, because cdk8s has types of its own for amounts.
    changeAsWritten(object, ({ spec, ...rest }) => {
      const all = [...(spec.metrics ?? []), ...coloured(metrics ?? [], colour)];
      return { ...rest, spec: { ...spec, metrics: all, ...(behavior && { behavior }) } };
    });
  }
  return made;
}

/**
 * The autoscaler of a colour that KEDA knows.
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export function scaledObject(scope: Construct, { metadata, target, colour, autoscaling }: Scaled): ApiObject {
  const { pausedAt } = autoscaling;
  target.markHasAutoscaler();
  return new ApiObject(scope, 'scaled-object', {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      ...metadata,
      annotations: {
        ...TAKES_OVER,
        ...raised(autoscaling),
        ...(pausedAt !== undefined && { [PAUSED_REPLICAS]: String(pausedAt) }),
      },
    },
    spec: byKeda(metadata.name, target.name, autoscaling, colour),
  });
}

/** A HorizontalPodAutoscaler may have been there: with it, KEDA takes that over in place of refusing. */
export const TAKES_OVER = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };

/** What a ScaledObject says of the Deployment that it scales. */
export function byKeda(name: string, deployment: string, autoscaling: Autoscaling, colour: Colour) {
  const { min, max, behavior, keda } = autoscaling;
  const { triggers, pollingInterval, fallback, scalingModifiers } = keda!;
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
    minReplicaCount: min,
    maxReplicaCount: max!,
    ...(pollingInterval !== undefined && { pollingInterval }),
    ...(fallback && { fallback }),
    advanced: {
      horizontalPodAutoscalerConfig: { name, ...(behavior && { behavior }) },
      ...(scalingModifiers && { scalingModifiers }),
    },
    triggers: coloured(triggers, colour),
  };
}

function raised({ raisedFrom }: ResolvedAutoscaling): { readonly [name: string]: string } | undefined {
  return raisedFrom && { [RAISED_FROM]: `${raisedFrom.min}-${raisedFrom.max}` };
}

/** With the colour in place of what stands for it. */
export function coloured<T>(value: T, colour: Colour): T {
  return JSON.parse(JSON.stringify(value), (_, text) =>
    typeof text === 'string' ? text.replaceAll(COLOUR_VARIABLE, colour) : text,
  ) as T;
}
