import type { Application } from '../../model';
import { applicationSelector, COLOUR_LABEL, COLOUR_VARIABLE, NAME_LABEL, SYNC_WAVE } from '../../names';
import { isMadeFor } from '../../resolve/identities';
import { groupOf, isElsewhere, isOfCluster, kindText, namesColour, type OwnObject } from '../../resolve/own-objects';
import { isNewer, NOT_KNOWN_YET } from '../kubernetes/newer-fields';
import { faultsOfManifest, hasSchema } from '../kubernetes/strict-schema';
import { type Path, type Problem, shown } from '../problem';

type Fields = { readonly [key: string]: any };

/**
 * What is wrong with an object, be it of the application or of a colour.
 * @param object with all filled in
 * @param written its name as it is written
 */
export function problemsOfObject(object: OwnObject, application: Application, at: Path, written: string): Problem[] {
  return [
    ...scopeProblems(object, application, at, namesColour(written)),
    ...nameProblems(object, application, at, written),
    ...labelProblems(object, at),
    ...secretProblems(object, at),
    ...engineProblems(object, at),
    ...podProblems(object, application, at),
    ...schemaProblems(object, at),
  ];
}

export function incompleteProblems(object: OwnObject, at: Path): Problem[] {
  const problems: Problem[] = ['apiVersion', 'kind'].flatMap(key =>
    typeof object[key] === 'string' && object[key]
      ? []
      : [{ path: at, message: `"${key}" is missing: expected a text` }],
  );
  const metadata: unknown = object['metadata'];
  const name: unknown = isFields(metadata) ? metadata['name'] : undefined;
  if (typeof name !== 'string' || !/^[^\s/]+$/.test(name)) {
    problems.push({
      path: isFields(metadata) ? [...at, 'metadata'] : at,
      message: 'expected a name in "metadata", got none',
    });
  }
  for (const key of ['labels', 'annotations']) {
    const texts: unknown = isFields(metadata) ? metadata[key] : undefined;
    if (texts === undefined) continue;
    const isTexts = isFields(texts) && Object.values(texts).every(text => typeof text === 'string');
    if (!isTexts)
      problems.push({
        path: [...at, 'metadata', key],
        message: 'expected texts by name',
        fix: 'write values in quotes',
      });
  }
  return problems;
}

function scopeProblems(object: OwnObject, application: Application, at: Path, isColours: boolean): Problem[] {
  const { apiVersion, kind, metadata } = object;
  const { namespace } = application;
  const isAllowed = isOfCluster(object, application);
  if (isAllowed && !isColours) return clusterProblems(object, application, at);
  if (isAllowed || CLUSTER_SCOPED.has(kind) || /^Cluster[A-Z]/.test(kind)) {
    const message = `expected an object of a namespace, got ${kind} (${apiVersion}), which is of the whole cluster`;
    return [
      {
        path: [...at, 'kind'],
        message,
        fix: `${allowing(object, isColours)}apply it from where the cluster is set up`,
      },
    ];
  }
  if (metadata.namespace === undefined || metadata.namespace === namespace) return [];
  if (isElsewhere(object, application))
    return notItsOwn(object, application, at, `in the namespace ${metadata.namespace}`);
  const message = `expected the namespace of the application${namespace ? `, ${shown(namespace)}` : ''}, got ${shown(metadata.namespace)}`;
  const fix = `leave it out; or let bluegreen.yaml allow that one, with "objects: { namespaces: [${metadata.namespace}] }" in the environment; or apply it from where that one is set up`;
  return [{ path: [...at, 'metadata', 'namespace'], message, fix }];
}

function clusterProblems(object: OwnObject, application: Application, at: Path): Problem[] {
  const { kind, metadata } = object;
  const problems: Problem[] = [];
  if (metadata.namespace !== undefined) {
    const message = `expected no namespace, since ${kind} is of the whole cluster, got ${shown(metadata.namespace)}`;
    problems.push({ path: [...at, 'metadata', 'namespace'], message, fix: 'take it away' });
  }
  return [...problems, ...notItsOwn(object, application, at, 'of the whole cluster')];
}

// Whoever called it like what is there already, such as "cluster-admin", would take that over.
function notItsOwn({ kind, metadata }: OwnObject, { name }: Application, at: Path, where: string): Problem[] {
  if (metadata.name.includes(name)) return [];
  const message = `expected the application's name in it, since ${kind} is ${where}, got ${shown(metadata.name)}`;
  return [{ path: [...at, 'metadata', 'name'], message, fix: `$(APPLICATION)-$(ENVIRONMENT)-${metadata.name}` }];
}

// Of a colour it would come and go with releases, and nobody deletes what is of the whole cluster; the Namespace is made otherwise.
function allowing(object: OwnObject, isColours: boolean): string {
  if (isColours) return `leave ${COLOUR_VARIABLE} out of its name; or `;
  if (object['kind'] === 'Namespace') return '"createNamespace: true" makes that of the application; or ';
  return `let bluegreen.yaml allow it, with "objects: { clusterKinds: [${kindText(object)}] }" in the environment; or `;
}

// https://kubernetes.io/docs/reference/kubernetes-api/
const CLUSTER_SCOPED = new Set(
  (
    'APIService CSIDriver CSINode CertificateSigningRequest CustomResourceDefinition DeviceClass FlowSchema GatewayClass ' +
    'IngressClass MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration Namespace Node ' +
    'PersistentVolume PriorityClass PriorityLevelConfiguration RuntimeClass StorageClass ValidatingAdmissionPolicy ' +
    'ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass'
  ).split(' '),
);

function nameProblems(object: OwnObject, application: Application, at: Path, written: string): Problem[] {
  if (!isMadeFor(application)(object)) return [];
  const message = `expected a name of its own, got ${shown(written)}: what is called like that is made for the application`;
  const fix = `for example ${written}-own`;
  return [{ path: [...at, 'metadata', 'name'], message, fix }];
}

function labelProblems({ metadata }: OwnObject, at: Path): Problem[] {
  return Object.keys(metadata.labels ?? {}).flatMap(label =>
    label.startsWith(OURS)
      ? [
          {
            path: [...at, 'metadata', 'labels', label],
            message: `expected a label of your own: those with ${shown(OURS)} say what is whose`,
            fix: 'take it away',
          },
        ]
      : [],
  );
}

const OURS = 'blue-green/';

function secretProblems(object: OwnObject, at: Path): Problem[] {
  if (object['kind'] !== 'Secret' || groupOf(object)) return [];
  return ['data', 'stringData'].flatMap(key =>
    Object.keys(object[key] ?? {}).length
      ? [
          {
            path: [...at, key],
            message: 'expected a Secret without values: they must not stand in git',
            fix: 'an ExternalSecret or a SealedSecret, which makes the Secret in the cluster',
          },
        ]
      : [],
  );
}

function engineProblems({ metadata }: OwnObject, at: Path): Problem[] {
  return metadata.annotations?.[SYNC_WAVE] === undefined
    ? []
    : [
        {
          path: [...at, 'metadata', 'annotations', SYNC_WAVE],
          message: 'expected no wave of its own: what pods need comes first, and what may never be well comes last',
          fix: 'take it away',
        },
      ];
}

// Pods that carry an application's name are found by its Services while both colours serve, and counted by its gate.
function podProblems(object: OwnObject, { name }: Application, at: Path): Problem[] {
  const ours = applicationSelector(name)[NAME_LABEL];
  const problems: Problem[] = [];
  if (object['kind'] === 'Pod') {
    problems.push({
      path: [...at, 'kind'],
      message: 'expected something that makes pods anew, such as a CronJob, got a Pod',
    });
  }
  for (const [path, template] of templatesIn(object['spec'], [...at, 'spec'])) {
    if (template['metadata']?.labels?.[NAME_LABEL] !== ours) continue;
    problems.push({
      path: [...path, 'metadata', 'labels', NAME_LABEL],
      message: `expected another name than that of the application: its Services would lead users to these pods`,
      fix: `for example ${name}-${String(object['kind']).toLowerCase()}`,
    });
  }
  const selector: unknown = object['spec']?.selector;
  if (object['kind'] === 'Service' && !groupOf(object) && isFields(selector)) {
    const isLoose = selector[NAME_LABEL] === ours && selector[COLOUR_LABEL] === undefined;
    if (isLoose) {
      problems.push({
        path: [...at, 'spec', 'selector'],
        message: `expected what does not lead to both colours at once, got the pods of ${shown(name)}`,
        fix: `say the colour too, for example ${COLOUR_LABEL}: blue; or let it lead elsewhere`,
      });
    }
  }
  return problems;
}

export function* templatesIn(value: unknown, path: Path): Generator<readonly [Path, Fields]> {
  if (!isFields(value)) return;
  for (const [key, field] of Object.entries(value)) {
    if (/[tT]emplate$/.test(key) && isFields(field)) yield [[...path, key], field];
    yield* templatesIn(field, [...path, key]);
  }
}

function schemaProblems(object: OwnObject, at: Path): Problem[] {
  if (!hasSchema(object)) return [];
  return faultsOfManifest(object).map(({ kind, path, expected, got, owner }) => {
    const where = [...at, ...path];
    if (kind === 'unknown' && isNewer(owner ?? '', String(path.at(-1)))) {
      return { path: where, message: NOT_KNOWN_YET, warning: true };
    }
    return { path: where, message: `expected ${expected}${kind === 'missing' ? '' : `, got ${shown(got)}`}` };
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
