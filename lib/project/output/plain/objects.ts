import type { Application } from '../../../construct/model';
import {
  COLOUR_VARIABLE,
  colourSelector,
  GATE_LABEL,
  MANAGED_BY_LABEL,
  NAME_LABEL,
  SYNC_WAVE,
  WORKER_LABEL,
  workersPolicyName,
} from '../../../construct/names';
import type { Autoscaling } from '../../../construct/props/autoscaling';
import { NEVER_PRUNED, withNeverDeleted, withoutOurOptions } from '../../../construct/render/engine-annotations';
import { identityText } from '../../../construct/resolve/own-objects';
import { usersServices } from '../../../construct/resolve/service';
import type { Manifest } from '../manifests';
import { plainSelector } from './selector';

type Fields = { readonly [key: string]: any };

/** An object without us, and the name of its file. */
export interface PlainFile {
  readonly file: string;
  readonly object: Fields;
}

/** What an application is without us. */
export interface Plain {
  /** What has pods beside the colours: it comes first. */
  readonly pods: readonly PlainFile[];
  /** What both have, and what users come through: it leaves dist/ last. */
  readonly shared: readonly PlainFile[];
  /** The objects that nobody has any more in the end, such as `deployment/ping-blue`. */
  readonly left: readonly string[];
  /** What in its pods knows of colours, and can't be said without: `spec.affinity...`. */
  readonly bound: readonly string[];
}

const OURS = 'blue-green/';

/**
 * What an application is without us: the active colour under the application's own name, and what it shares with nobody
 * any more.
 * @param manifests as they are in dist/
 */
export function plainOf(application: Application, manifests: readonly Manifest[]): Plain {
  const { name, active } = application;
  const users = usersServices(application);
  const selector = plainSelector(name, manifests);
  const of = (folder: string, kind: string) =>
    manifests.filter(({ path, object }) => path.startsWith(`${folder}/`) && object.kind === kind);
  const objectOf = (kind: string) => of(active, kind)[0]?.object as Fields | undefined;

  const configs = of(active, 'ConfigMap').map(({ object }) => {
    const holds = object.metadata.name.startsWith(`${name}-${active}-files-`) ? 'files' : 'config';
    return { object, old: object.metadata.name, now: `${name}-${holds}` };
  });
  const deployment = objectOf('Deployment')!;
  const renamed = new Map(configs.map(({ old, now }) => [old, now]));
  const template = podsOf(deployment['spec'].template, {
    colour: colourSelector(name, active),
    selector,
    configs: renamed,
  });
  const account = template['spec'].serviceAccountName;
  const policy = policyOf(application, selector);

  const pods = [
    ...configs.map(({ object, now }) => without(named(object as Fields, now), 'immutable')),
    {
      ...named(deployment, name),
      spec: { ...deployment['spec'], selector: { matchLabels: selector }, template },
    },
    ...each(objectOf('HorizontalPodAutoscaler'), object => ({
      ...named(object, name),
      spec: { ...object['spec'], scaleTargetRef: { ...object['spec'].scaleTargetRef, name } },
    })),
    ...each(objectOf('ScaledObject'), object => ({
      ...named(object, name),
      spec: {
        ...object['spec'],
        scaleTargetRef: { ...object['spec'].scaleTargetRef, name },
        advanced: {
          ...object['spec'].advanced,
          horizontalPodAutoscalerConfig: { ...object['spec'].advanced.horizontalPodAutoscalerConfig, name },
        },
      },
    })),
    ...each(objectOf('PodDisruptionBudget'), object => ({
      ...named(object, name),
      spec: { ...object['spec'], selector: { matchLabels: selector } },
    })),
    ...each(policy, object => object),
  ];
  const own = new Set(application.objects.map(identityText));
  const isOwn = (object: Fields) => own.has(identityText(object));
  const kept = manifests.filter(
    ({ path, object, object: { kind, metadata } }) =>
      (path.startsWith('base/') &&
        (isOwn(object) ||
          ((kind !== 'ServiceAccount' || metadata.name === account) &&
            // Where there is one colour, there is none to be looked at first.
            (kind !== 'Ingress' || metadata.name === name)))) ||
      (path.startsWith('release/traffic/') && kind === 'Service' && users.includes(metadata.name)) ||
      isForWorkers(object, name),
  );
  const shared = kept.map(({ object }) => {
    const plain = named(object, object.metadata.name);
    const spec =
      object.kind === 'Service' && !isOwn(object)
        ? { spec: { ...plain['spec'], selector } }
        : withPlainWorkers(object, renamed);
    return { ...plain, ...spec, metadata: { ...plain['metadata'], annotations: guarded(plain['metadata']) } };
  });
  const forWorkers = new Set(kept.flatMap(({ object }) => (isForWorkers(object, name) ? [identityText(object)] : [])));
  return {
    pods: pods.map(object => ({
      ...asFile(object),
      ...(object['metadata'].name === `${name}-files` && { file: 'configmap-files.yaml' }),
    })),
    // Beside the one that people think of first.
    shared: shared.map(object => {
      if (isOwn(object)) return { file: ownFile(object), object };
      if (forWorkers.has(identityText(object))) return withoutGate({ file: ownFile(object), object });
      return asFile(object, users.slice(1).includes(object.metadata.name));
    }),
    left: manifests
      .filter(manifest => !kept.includes(manifest))
      .map(({ object: { kind, metadata } }) => `${kind.toLowerCase()}/${metadata.name}`),
    bound: [
      ...boundIn(template, 'spec.template'),
      ...shared.filter(object => forWorkers.has(identityText(object))).flatMap(boundInWorker),
      ...(application[active].live?.file === undefined ? [] : ['live.file']),
      ...scaledByColour(application),
    ],
  };
}

// They have no colour, and stay under the names that they have.
function isForWorkers({ kind, metadata }: Manifest['object'], application: string): boolean {
  const isPolicy = kind === 'NetworkPolicy' && metadata.name === workersPolicyName(application);
  return isPolicy || labelOf(metadata) !== undefined;
}

const labelOf = ({ labels }: Fields): string | undefined => labels?.[WORKER_LABEL];

// Their selector can't be changed, so the pods keep the label that it finds them by.
function withPlainWorkers({ kind, metadata, spec }: Fields, configs: Renamed['configs']): Fields {
  const label = labelOf(metadata);
  if (label === undefined) return {};
  const pods = (template: Fields) => podsOf(template, { selector: { [WORKER_LABEL]: label }, configs });
  if (kind === 'Deployment') return { spec: { ...spec, template: pods(spec.template) } };
  if (kind !== 'CronJob') return {};
  const { jobTemplate } = spec;
  const ofJobs = { ...jobTemplate.spec, template: pods(jobTemplate.spec.template) };
  return { spec: { ...spec, jobTemplate: { ...jobTemplate, spec: ofJobs } } };
}

function boundInWorker({ kind, metadata, spec }: Fields): string[] {
  const template = kind === 'CronJob' ? spec.jobTemplate.spec.template : kind === 'Deployment' ? spec.template : {};
  return boundIn(template, metadata.name).filter(path => !path.endsWith(WORKER_LABEL));
}

// Users come through them, and whoever takes the last step back takes these files away: no engine may take the objects
// along. What people have said of an object to engines stands.
function guarded({ annotations = {} }: Fields): Fields {
  return sorted(withNeverDeleted(annotations));
}

function asFile(object: Fields, isFurther = false): PlainFile {
  const kind = object['kind'].toLowerCase();
  return { file: isFurther && kind === 'service' ? `${kind}-${object['metadata'].name}.yaml` : `${kind}.yaml`, object };
}

// Of a user's own objects there may be several of one kind.
const ownFile = ({ kind, metadata }: Fields): string =>
  `${kind.toLowerCase()}-${metadata.name.replaceAll(/[^-.a-z0-9]/gi, '-')}.yaml`;

/** The same object once the gate, which has proved the plain pods, is gone: nobody else may come in its place. */
export function withoutGate({ file, object }: PlainFile): PlainFile {
  if (object['kind'] !== 'NetworkPolicy') return { file, object };
  const ingress = (object['spec'].ingress as Fields[])
    .map(({ from }) => ({ from: from.filter((peer: Fields) => !peer['podSelector']?.matchLabels?.[GATE_LABEL]) }))
    .filter(({ from }) => from.length);
  return { file, object: { ...object, spec: { ...object['spec'], ingress } } };
}

// An object under another name, with nothing in its metadata that is ours or our engines'.
function named(object: Fields, name: string): Fields {
  const { labels = {}, annotations = {}, ...metadata } = object['metadata'];
  return {
    ...object,
    metadata: {
      ...given('annotations', withoutOurAnnotations(annotations)),
      ...given('labels', withoutOurLabels(labels)),
      ...metadata,
      name,
    },
  };
}

function given(key: string, value: object): Fields {
  return Object.keys(value).length ? { [key]: value } : {};
}

function withoutOurLabels(labels: Fields): Fields {
  return Object.fromEntries(
    Object.entries(labels).filter(([label]) => label !== MANAGED_BY_LABEL && !label.startsWith(OURS)),
  );
}

function withoutOurAnnotations(annotations: Fields): Fields {
  const ours = new Set([SYNC_WAVE, ...Object.keys(NEVER_PRUNED)]);
  return withoutOurOptions(
    Object.fromEntries(
      Object.entries(annotations).filter(([annotation]) => !ours.has(annotation) && !annotation.startsWith(OURS)),
    ),
  );
}

interface Renamed {
  /** @default - they tell of none */
  readonly colour?: { readonly [label: string]: string };
  readonly selector: { readonly [label: string]: string };
  /** The names of ConfigMaps: of before, and of now. */
  readonly configs: ReadonlyMap<string, string>;
}

// The very pods, but for the labels that tell colours apart, whatever selects by them, and the names of their config.
function podsOf({ metadata, spec }: Fields, renamed: Renamed): Fields {
  return {
    metadata: { ...metadata, labels: sorted({ ...withoutOurLabels(metadata.labels), ...renamed.selector }) },
    spec: replacedIn(spec, '', renamed),
  };
}

const REFERENCES = new Set(['configMap', 'configMapRef', 'configMapKeyRef']);

function replacedIn(value: unknown, key: string, renamed: Renamed): unknown {
  if (Array.isArray(value)) return value.map(item => replacedIn(item, key, renamed));
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Fields;
  const { colour, selector, configs } = renamed;
  if (key === 'matchLabels' && colour && isSame(fields, colour)) return selector;
  const now = REFERENCES.has(key) ? configs.get(fields['name']) : undefined;
  if (now !== undefined) return { ...fields, name: now };
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, replacedIn(field, name, renamed)]));
}

function isSame(a: Fields, b: Fields): boolean {
  return Object.keys(a).length === Object.keys(b).length && Object.entries(b).every(([key, value]) => a[key] === value);
}

// Where pods still say something of ours, such as a colour in an affinity of the user's own.
function boundIn(value: unknown, path: string): string[] {
  if (typeof value === 'string') return value.includes(OURS) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => {
    const here = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    return key.startsWith(OURS) ? [here] : boundIn(field, here);
  });
}

// Nobody tells the plain pods from others by a colour.
function scaledByColour(application: Application): string[] {
  const { autoscaling, workers } = application[application.active];
  const isSaid = (value: unknown) => JSON.stringify(value ?? null).includes(COLOUR_VARIABLE);
  const saidIn = (path: string, { metrics, keda }: Partial<Autoscaling> = {}) => [
    ...(isSaid(metrics) ? [`${path}autoscaling.metrics`] : []),
    ...(isSaid(keda) ? [`${path}autoscaling.keda.triggers`] : []),
  ];
  return [
    ...saidIn('', autoscaling),
    ...workers.flatMap(worker => saidIn(`workers.${worker.name}.`, worker.autoscaling)),
  ];
}

// Whoever reached the active colour: for everybody there is nothing to be said.
function policyOf({ name, namespace, labels, network }: Application, selector: Fields): Fields | undefined {
  if (!network?.activeFrom) return undefined;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { labels: sorted({ ...labels, [NAME_LABEL]: name }), name, ...(namespace && { namespace }) },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ podSelector: { matchLabels: { [GATE_LABEL]: name } } }, ...network.idleFrom] },
        { from: [...network.activeFrom] },
      ],
    },
  };
}

function each(object: Fields | undefined, make: (object: Fields) => Fields): Fields[] {
  return object ? [make(object)] : [];
}

function without(object: Fields, key: string): Fields {
  const { [key]: _, ...rest } = object;
  return rest;
}

function sorted(labels: Fields): Fields {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
