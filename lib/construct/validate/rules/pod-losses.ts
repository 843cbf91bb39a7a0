import { isDeepStrictEqual } from 'node:util';
import { ANALYSIS_CONTAINER } from '../../names';
import { passed, passedTo } from '../../props/keys';
import type { ColourProps } from '../../props/release';
import { LIVE_VOLUME } from '../../render/pod-template';
import { FILES_VOLUME } from '../../resolve/files';
import { type Path, type Problem, shown } from '../problem';
import type { ApplicationRule } from './rule';

type Fields = { readonly [key: string]: any };

/** A part of the pods that a key of the spec makes. */
interface Made {
  /** The key. */
  readonly by: string;
  readonly template: Fields;
}

/**
 * `podTemplate` adds to what other keys make, and changes it by its name; it takes nothing away that a person has asked
 * for in another place. What nobody asked for, our defaults, null may take away.
 */
export function lostFromPods(props: ColourProps, application: string): Problem[] {
  const { podTemplate, migrate } = props;
  const appends = (props.format ?? 1) > 1;
  // Most say neither, and what keys make is then not asked for.
  const made = podTemplate === undefined ? [] : madeByKeys(props, application);
  const madeForMigrations = migrate?.podTemplate === undefined ? [] : madeOfMigrations(props, application);
  const lost = [
    ...made.flatMap(({ by, template }) => losses(template, podTemplate, { at: ['podTemplate'], by, appends })),
    ...madeForMigrations.flatMap(({ by, template }) =>
      losses(template, migrate?.podTemplate, { at: ['migrate', 'podTemplate'], by, appends }),
    ),
  ];
  return lost.filter(({ path }) => !ALL_OF_IT.has(path.join('.').replace(/^migrate\./, '')));
}

/** The gate's program is what proves a release, and tests of the user's own are what they asked for. */
export const gateKeepsItsProgram: ApplicationRule = ({ gate = {} }, application) => {
  if (!gate.podTemplate) return [];
  const { smoke } = application[application.gate.target];
  const verify = { name: 'verify', command: ['sh'], args: ['--release'] };
  const own = 'image' in smoke ? [{ name: 'smoke', ...smoke, image: undefined, env: [{}] }] : [];
  // Where figures are measured, what is laid over a container may stand in either list.
  const lists =
    application.gate.analysisSeconds !== undefined
      ? { by: ['containers', 'initContainers'], smoke: ['containers', 'initContainers'] }
      : own.length
        ? { by: ['initContainers'], smoke: ['containers'] }
        : { by: ['containers'], smoke: [] };
  const judge = application.gate.analysisSeconds !== undefined ? [{ ...verify, name: ANALYSIS_CONTAINER }] : [];
  const made: Made[] = [
    ...lists.by.map(list => ({ by: 'gate', template: { spec: { [list]: [verify, ...judge] } } })),
    ...lists.smoke.map(list => ({ by: 'smoke', template: { spec: { [list]: own } } })),
  ];
  const lost = made.flatMap(({ by, template }) =>
    losses(template, gate.podTemplate, { at: ['gate', 'podTemplate'], by, appends: true }),
  );
  // Where null takes all of it away, that is one mistake.
  return lost.filter(({ path }, index) => lost.findIndex(other => isDeepStrictEqual(other.path, path)) === index);
};

// That null leaves nothing there for the Services to find, or for a migration to run, is for other rules to say.
const ALL_OF_IT = new Set(
  ['', '.metadata', '.metadata.labels', '.spec', '.spec.containers'].map(path => `podTemplate${path}`),
);

function madeByKeys(props: ColourProps, application: string): Made[] {
  const {
    env = {},
    config = {},
    files = {},
    secrets = [],
    volumes = {},
    labels,
    annotations,
    serviceAccount = {},
  } = props;
  const container = (fields: Fields): Fields => ({ spec: { containers: [{ name: application, ...fields }] } });
  const { readiness, liveness, startup, drainSeconds, live } = props;
  const liveFile = live?.file;
  const all: ReadonlyArray<readonly [by: string, template: Fields]> = [
    ['env', container({ env: Object.entries(env).map(([name, value]) => ({ name, ...variable(value) })) })],
    [
      'live',
      {
        spec: {
          ...container({
            env: live?.variable === undefined ? [] : [{ name: live.variable, valueFrom: { fieldRef: {} } }],
            volumeMounts: liveFile === undefined ? [] : [{ mountPath: liveFile.slice(0, liveFile.lastIndexOf('/')) }],
          })['spec'],
          volumes: liveFile === undefined ? [] : [{ name: LIVE_VOLUME, configMap: {} }],
        },
      },
    ],
    ['config', container({ envFrom: Object.keys(config).length ? [{ configMapRef: {} }] : [] })],
    ['secrets', container({ envFrom: secrets.map(name => ({ secretRef: { name } })) })],
    ['envFrom', container({ envFrom: props.envFrom })],
    ['initContainers', { spec: { initContainers: props.initContainers } }],
    ['sidecars', { spec: { containers: props.sidecars } }],
    ...Object.entries(passedTo('container', props)).map(([by, value]) => [by, container({ [by]: value })] as const),
    ...Object.entries(passedTo('pod', props)).map(([by, value]) => [by, { spec: { [by]: value } }] as const),
    ['readiness', container({ readinessProbe: probe(readiness) })],
    ['liveness', container({ livenessProbe: probe(liveness) })],
    ['startup', container({ startupProbe: probe(startup) })],
    ['command', container({ command: props.command })],
    ['args', container({ args: props.args })],
    ['securityContext', container({ securityContext: props.securityContext })],
    ['drainSeconds', container({ lifecycle: drain(drainSeconds) })],
    ['volumes', container({ volumeMounts: Object.values(volumes).map(({ mountPath }) => ({ mountPath })) })],
    [
      'volumes',
      { spec: { volumes: Object.entries(volumes).map(([name, volume]) => ({ name, ...sourceOf(volume) })) } },
    ],
    ['files', container({ volumeMounts: Object.keys(files).map(mountPath => ({ mountPath, name: FILES_VOLUME })) })],
    ['files', { spec: { volumes: Object.keys(files).length ? [{ name: FILES_VOLUME, configMap: {} }] : [] } }],
    [
      'serviceAccount',
      { spec: { serviceAccountName: serviceAccount.name, automountServiceAccountToken: serviceAccount.token } },
    ],
    ['labels', { metadata: { labels } }],
    ['annotations', { metadata: { annotations } }],
  ];
  return all.map(([by, template]) => ({ by, template }));
}

// The pods of migrations have of the release's own keys what does not serve.
function madeOfMigrations(props: ColourProps, application: string): Made[] {
  const {
    migrate = {},
    env,
    config,
    files,
    secrets,
    envFrom,
    volumes,
    initContainers,
    securityContext,
    serviceAccount,
  } = props;
  const asTheirs = { env, config, files, secrets, envFrom, volumes, initContainers, securityContext, serviceAccount };
  const own = madeByKeys({ ...passed(props), ...asTheirs, drainSeconds: 0 }, application);
  const steps = (['expand', 'contract'] as const).flatMap(which =>
    madeByKeys({ ...migrate[which], drainSeconds: 0 }, application).map(({ template }) => ({
      by: `migrate.${which}`,
      template,
    })),
  );
  return [...own, ...steps];
}

const variable = (value: unknown): Fields => (typeof value === 'string' ? { value } : { valueFrom: value });

// The drain that nobody asked for stands there all the same, and takes the place of the only handler.
const drain = (seconds: number | undefined): Fields | undefined =>
  seconds === 0 ? undefined : { preStop: { exec: seconds ? { command: ['sleep', String(seconds)] } : {} } };

function probe(asked: Fields | undefined): Fields | undefined {
  if (!asked || asked['none']) return undefined;
  const { path, none, ...raw } = asked;
  return { ...raw, ...(path !== undefined && { httpGet: { path } }) };
}

function sourceOf({ mountPath, subPath, readOnly, scratch, config, ...source }: Fields): Fields {
  return config ? { configMap: {} } : source;
}

interface Place {
  readonly at: Path;
  readonly by: string;
  /** Whether `envFrom` is joined: of the first format it was replaced. */
  readonly appends: boolean;
}

// Lists that Kubernetes keeps by a key of their items, as far as our keys make any.
const KEYS: Readonly<Record<string, (item: Fields) => unknown>> = {
  containers: ({ name }) => name,
  initContainers: ({ name }) => name,
  env: ({ name }) => name,
  volumes: ({ name }) => name,
  volumeMounts: ({ mountPath }) => mountPath,
  ports: ({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`,
  imagePullSecrets: ({ name }) => name,
};

function losses(made: unknown, overlay: unknown, place: Place): Problem[] {
  if (overlay === undefined) return [];
  if (overlay === null) return isEmpty(made) ? [] : [lost(place, 'null')];
  if (Array.isArray(made)) return Array.isArray(overlay) && made.length ? lostItems(made, overlay, place) : [];
  if (!isFields(made) || !isFields(overlay)) return [];
  const two = twoWays(made, overlay, place);
  if (two.length) return two;
  return Object.keys(made).flatMap(key =>
    // Nothing is laid over most of it.
    overlay[key] === undefined ? [] : losses(made[key], overlay[key], { ...place, at: [...place.at, key] }),
  );
}

function lostItems(made: readonly any[], overlay: readonly any[], place: Place): Problem[] {
  const list = String(place.at.at(-1));
  const keyOf = KEYS[list];
  if (keyOf) {
    return made.flatMap(item =>
      overlay.flatMap((other, index) =>
        isFields(other) && keyOf(other) === keyOf(item)
          ? losses(item, other, { ...place, at: [...place.at, index] })
          : [],
      ),
    );
  }
  if (list === 'envFrom') return place.appends ? [] : [lost(place, 'a list', JOINED)];
  const kept = made.every(item => overlay.some(other => isDeepStrictEqual(other, item)));
  return kept ? [] : [lost(place, overlay.length ? 'a list in its place' : shown(overlay))];
}

// Where Kubernetes takes one of several fields, and refuses two of them.
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];
const WAYS: Readonly<Record<string, readonly string[]>> = {
  readinessProbe: HANDLERS,
  livenessProbe: HANDLERS,
  startupProbe: HANDLERS,
  preStop: HANDLERS,
  env: ['value', 'valueFrom'],
  valueFrom: ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'],
};

function twoWays(made: Fields, overlay: Fields, { at, by }: Place): Problem[] {
  const owner = String(typeof at.at(-1) === 'number' ? at.at(-2) : at.at(-1));
  const isWay = (key: string) => (owner === 'volumes' ? key !== 'name' : WAYS[owner]?.includes(key));
  const [ours] = Object.keys(made).filter(isWay);
  const theirs = Object.keys(overlay).find(key => isWay(key) && key !== ours && overlay[key] !== null);
  if (ours === undefined || theirs === undefined || overlay[ours] === null) return [];
  const message = `expected ${ours}, which "${by}" makes there, got ${theirs}: Kubernetes refuses both together`;
  const fix = isEmpty(made[ours]) ? `say "${ours}: null" beside it` : `say it in "${by}"`;
  return [{ path: [...at, theirs], message, fix }];
}

const JOINED =
  'name Secrets in "secrets"; or say "format: 2" at the colour, where podTemplate adds to this list: its pods start anew';

function lost({ at, by }: Place, got: string, fix = `say it in "${by}"`): Problem {
  return {
    path: at,
    message: `expected what "${by}" makes there to be left alone, got ${got}: the pods would lose it`,
    fix,
  };
}

// Also where a default stands, which a person may take away: it has no words of its own here.
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || (isFields(value) && Object.values(value).every(isEmpty));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
