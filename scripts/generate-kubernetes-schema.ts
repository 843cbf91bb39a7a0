/**
 * Writes lib/construct/validate/kubernetes/kubernetes-1.28.generated.json: the shapes of the kinds that we render and of all they hold,
 * as JSON Schema, out of the assembly that cdk8s-plus-28 ships. Its docs name the real Kubernetes field of each property.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS: Readonly<Record<string, readonly [apiVersion: string, props: string]>> = {
  ConfigMap: ['v1', 'KubeConfigMapProps'],
  CronJob: ['batch/v1', 'KubeCronJobProps'],
  Deployment: ['apps/v1', 'KubeDeploymentProps'],
  HorizontalPodAutoscaler: ['autoscaling/v2', 'KubeHorizontalPodAutoscalerV2Props'],
  Ingress: ['networking.k8s.io/v1', 'KubeIngressProps'],
  Job: ['batch/v1', 'KubeJobProps'],
  Namespace: ['v1', 'KubeNamespaceProps'],
  NetworkPolicy: ['networking.k8s.io/v1', 'KubeNetworkPolicyProps'],
  PodDisruptionBudget: ['policy/v1', 'KubePodDisruptionBudgetProps'],
  Service: ['v1', 'KubeServiceProps'],
  ServiceAccount: ['v1', 'KubeServiceAccountProps'],
};

// Values that the API server takes for fields that the assembly types as any text.
// https://kubernetes.io/docs/reference/kubernetes-api/
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'ContainerPort#protocol': ['TCP', 'UDP', 'SCTP'],
  'ServicePort#protocol': ['TCP', 'UDP', 'SCTP'],
  'Container#imagePullPolicy': ['Always', 'IfNotPresent', 'Never'],
  'PodSpec#restartPolicy': ['Always', 'OnFailure', 'Never'],
  'PodSpec#dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'ServiceSpec#type': ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  'ServiceSpec#externalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec#internalTrafficPolicy': ['Cluster', 'Local'],
  'ServiceSpec#sessionAffinity': ['None', 'ClientIP'],
  'TopologySpreadConstraint#whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'Toleration#operator': ['Exists', 'Equal'],
  'Toleration#effect': ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  'HTTPIngressPath#pathType': ['Exact', 'Prefix', 'ImplementationSpecific'],
  'DeploymentStrategy#type': ['Recreate', 'RollingUpdate'],
  'HTTPGetAction#scheme': ['HTTP', 'HTTPS'],
  'CronJobSpec#concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'SeccompProfile#type': ['Localhost', 'RuntimeDefault', 'Unconfined'],
};

const PREFIX = 'cdk8s-plus-28.k8s.';
interface JsiiType {
  readonly name: string;
  readonly kind: string;
  readonly docs: { readonly custom?: { readonly schema?: string } };
  readonly properties?: ReadonlyArray<{
    readonly name: string;
    readonly optional?: boolean;
    readonly type: any;
    readonly docs: any;
  }>;
  readonly members?: ReadonlyArray<{ readonly name: string; readonly docs: any }>;
}

export function kubernetesSchema(): object {
  const jsii = join(require.resolve('cdk8s-plus-28/package.json'), '..', '.jsii');
  const types: Record<string, JsiiType> = JSON.parse(readFileSync(jsii, 'utf8')).types;
  const definitions: Record<string, object> = {};

  const reference = (fqn: string): object => {
    // Of a type in several versions, cdk8s says which: there is one here.
    const name = fqn.slice(PREFIX.length).replace(/V2$/, '');
    if (name === 'IntOrString' || name === 'Quantity') return { type: ['integer', 'string'] };
    if (!definitions[name]) {
      definitions[name] = {};
      definitions[name] = struct(types[fqn]!);
    }
    return { $ref: `#/definitions/${name}` };
  };

  const shape = (type: any): object => {
    if (type.primitive) {
      return (
        {
          string: { type: 'string' },
          boolean: { type: 'boolean' },
          number: { type: 'integer' },
          date: { type: 'string' },
        }[type.primitive as string] ?? {}
      );
    }
    if (type.collection?.kind === 'array') return { type: 'array', items: shape(type.collection.elementtype) };
    if (type.collection) return { type: 'object', additionalProperties: shape(type.collection.elementtype) };
    return reference(type.fqn);
  };

  const struct = (type: JsiiType): object => {
    if (type.kind === 'enum')
      return {
        type: 'string',
        enum: type.members!.map(m => /^[^(]*/.exec(m.docs.summary)![0].trim().replace(/\.$/, '')),
      };
    const properties: Record<string, object> = {};
    const required: string[] = [];
    for (const property of type.properties ?? []) {
      const [schema, field] = String(property.docs.custom?.schema ?? `${type.name}#${property.name}`).split('#') as [
        string,
        string,
      ];
      const values = VALUES[`${schema.split('.').at(-1)}#${field}`];
      properties[field] = values ? { type: 'string', enum: values } : shape(property.type);
      if (!property.optional) required.push(field);
    }
    return {
      type: 'object',
      properties: Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(required.length && { required: required.sort() }),
      additionalProperties: false,
    };
  };

  for (const [kind, [apiVersion, props]] of Object.entries(KINDS)) {
    const { properties, required = [] } = struct(types[PREFIX + props]!) as { properties: object; required?: string[] };
    definitions[kind] = {
      type: 'object',
      properties: {
        apiVersion: { type: 'string', enum: [apiVersion] },
        kind: { type: 'string', enum: [kind] },
        ...properties,
      },
      required: ['apiVersion', 'kind', ...required],
      additionalProperties: false,
    };
  }
  return {
    $comment: 'Generated by scripts/generate-kubernetes-schema.ts out of cdk8s-plus-28; do not edit.',
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

if (require.main === module) {
  const target = join(__dirname, '..', 'lib', 'construct', 'validate', 'kubernetes', 'kubernetes-1.28.generated.json');
  writeFileSync(target, `${JSON.stringify(kubernetesSchema())}\n`);
}
