import { isDeepStrictEqual } from 'node:util';
import { itemsOf } from '../analysis/manifests/items';
import type { Manifest } from '../analysis/manifests/manifest';
import type { Path } from '../construct/validate/problem';
import type { Account } from './account';
import { type AskedService, askingTheGate, requestTo } from './asked-service';
import { type Figure, figuresOf, isTriedOut, noteFigure, type Phase, timeOf } from './figures';
import type { Names } from './query';

type Fields = { readonly [key: string]: any };

/** What the analysis of a Rollout is mapped with. */
interface Around {
  readonly objects: readonly Manifest[];
  account(object: Manifest): Account;
  /** The Service that leads to the next release; undefined where there is none. */
  readonly preview: AskedService | undefined;
  readonly names: Names;
}

/** What of an analysis a gate can do too, and a look at a release once users are on it. */
interface MappedAnalysis {
  /** `smoke`, `analysis`, `gate` and `watch`, as far as there are any. */
  readonly spec: Fields;
  /** The templates that were looked into. */
  readonly templates: readonly Manifest[];
}

/** A metric of a template that is there. */
interface Found extends Figure {
  /** As the template has it: its arguments are not filled in. */
  readonly raw: Fields;
  readonly values: ReadonlyMap<string, string>;
  /** What becomes of it, in words. */
  readonly says: string[];
}

const LOST = 'say in "smoke" what a release has to answer, or give a container with tests';
const PHASES = { before: 'prePromotionAnalysis', after: 'postPromotionAnalysis' } as const;

/**
 * Turns the analysis of a Rollout into `smoke`, as far as it asks the next release itself, and into `analysis`, as far as it
 * looks at figures; tells of the rest.
 */
export function mapAnalysis(rollout: Manifest, around: Around): MappedAnalysis {
  const { preview, names } = around;
  const [before, after] = [found('before', rollout, around), found('after', rollout, around)];
  // One metric may be looked at in both: what becomes of it is one text.
  for (const one of after.metrics) {
    const same = before.metrics.find(({ raw }) => raw === one.raw);
    if (same) Object.assign(one, { says: same.says });
  }
  const requests: Fields[] = [];
  const containers: { readonly container: Fields; note(isTaken: boolean): void }[] = [];
  const figures: Found[] = [];
  for (const one of before.metrics) {
    const { raw, values, says } = one;
    const { web, job } = Object(raw['provider']) as Fields;
    const request = web && preview && requestOf(raw, values, preview);
    const container = job && containerOf(job, values, preview);
    if (request) {
      requests.push(request);
      noteMetric(one, `smoke[${requests.length - 1}]`);
      says.push(ASKED);
    } else if (container) {
      containers.push({
        container,
        note: isTaken => {
          if (isTaken) noteMetric(one, 'smoke');
          says.push(isTaken ? RUN : `NOT run any more: "smoke" holds requests or one container, so ${LOST}`);
        },
      });
    } else figures.push(one);
  }
  const [first] = requests.length ? [] : containers;
  for (const one of containers) one.note(one === first);
  const smoke = requests.length ? requests : first?.container;

  const gate = figuresOf(figures, names, 'before');
  figures.forEach((one, index) => {
    const outcome = gate.outcomes[index]!;
    if ('index' in outcome) noteFigure(one, outcome.index, 'before');
    one.says.push('why' in outcome ? whyLost(one.raw, preview, outcome.why) : measured(BEFORE, outcome.differs));
  });
  const watch = figuresOf(after.metrics, names, 'after');
  const isWatched = watch.analysis && (!gate.analysis || isDeepStrictEqual(watch.analysis, gate.analysis));
  after.metrics.forEach((one, index) => {
    const outcome = watch.outcomes[index]!;
    const why = 'why' in outcome ? outcome.why : isWatched ? undefined : OTHERS_BEFORE;
    if ('index' in outcome && isWatched && !gate.analysis) noteFigure(one, outcome.index, 'after');
    one.says.push(
      'index' in outcome && isWatched
        ? measured(AFTER, outcome.differs)
        : `NOT watched after a promotion any more: ${why}`,
    );
  });
  for (const { account, path, says } of [...before.metrics, ...after.metrics])
    account.note(path, 'told', says.join('. '));
  const analysis = gate.analysis ?? watch.analysis;
  return {
    templates: [...before.templates, ...after.templates],
    spec: {
      ...(smoke && { smoke }),
      ...(analysis && { analysis }),
      ...(gate.analysis && { gate: { analysis: timeOf(gate.seconds) } }),
      ...(isWatched && { watch: { minutes: Math.ceil(watch.seconds / 60) } }),
    },
  };
}

// The metrics of the templates that a Rollout names for a phase; says of each template what becomes of it.
function found(
  phase: Phase,
  rollout: Manifest,
  { objects, account }: Around,
): { readonly metrics: readonly Found[]; readonly templates: readonly Manifest[] } {
  const at = ['spec', 'strategy', 'blueGreen', PHASES[phase]];
  const analysis: Fields = Object(rollout.value['spec']?.strategy?.blueGreen?.[PHASES[phase]]);
  const own = account(rollout);
  const templates: Manifest[] = [];
  own.note([...at, 'args'], 'told', FILLED_IN);
  const metrics = itemsOf(analysis['templates']).flatMap(({ templateName, clusterScope }, index) => {
    const kind = clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    const template = objects.find(({ identity }) => identity.kind === kind && identity.name === templateName);
    if (!template) {
      own.note(
        [...at, 'templates', index],
        'told',
        `it is NOT run any more, and the ${kind} ${templateName} is not among the files: name its file too, or ${LOST}`,
      );
      return [];
    }
    templates.push(template);
    own.note([...at, 'templates', index], 'told', `what becomes of it stands at the ${kind} ${templateName}`);
    const values = argumentsOf(template, analysis);
    const noted = account(template);
    noted.note(['spec'], 'told', 'the Rollout does not use it any more');
    noted.note(['spec', 'args'], 'told', FILLED_IN);
    const spec: Fields = Object(template.value['spec']);
    return itemsOf(spec['metrics']).map((raw, position) => ({
      raw,
      values,
      metric: withArguments(raw, values) as Fields,
      path: ['spec', 'metrics', position],
      account: noted,
      isDryRun: isTriedOut(raw['name'], spec['dryRun'], analysis['dryRun']),
      says: [],
    }));
  });
  return { metrics, templates };
}

const FILLED_IN = 'their values stand where they were asked for';
const BEFORE = 'measured before each promotion ("gate.analysis"), and it needs requests at the next release then';
const AFTER = 'measured after each promotion ("watch"), and NOTHING goes back by itself when it fails';
const OTHERS_BEFORE = 'the metrics of "analysis" are one list, and those before a promotion are not the same';

const measured = (when: string, differs: readonly string[]) => [when, ...differs].join('; ');

const ASKED = 'each pod is asked before a promotion, and has to answer 200; how often a try may fail is "tries"';
const RUN =
  'it runs once before each promotion, as the container in "smoke": without root, and with nothing to write to but /tmp; GATE_HOST is where it asks';

function noteMetric({ account, path, raw: metric }: Found, key: string): void {
  account.note([...path, 'provider'], 'key', key);
  account.note([...path, 'successCondition'], 'key', key);
  const job: Fields = Object(metric['provider']?.job);
  const at = [...path, 'provider', 'job'];
  const own: Path[] = [
    [...at, 'metadata'],
    ...Object.keys(Object(job['spec'])).flatMap(key => (key === 'template' ? [] : [[...at, 'spec', key]])),
    [...at, 'spec', 'template', 'metadata'],
    [...at, 'spec', 'template', 'spec', 'restartPolicy'],
    ...OF_THE_GATE.map(key => [...at, 'spec', 'template', 'spec', 'containers', 0, key]),
  ];
  for (const one of own) account.note(one, 'told', 'the gate is a Job of its own, which says this for all');
}

function whyLost(metric: Fields, preview: AskedService | undefined, why: string): string {
  const [kind = 'nothing'] = Object.keys(Object(metric['provider']));
  if (kind === 'web') {
    return preview
      ? `NOT asked any more: it does not ask the Service ${preview.name} for a value that is equal to something, and ${why}; ${LOST}`
      : `NOT asked any more: the Rollout has no Service for a look at the next release, and ${why}; ${LOST}`;
  }
  if (kind === 'job') return `NOT run any more: it is more than one container with variables; ${LOST}`;
  return `NOT asked any more (${kind}): ${why}; give "analysis" a metric for it, or ${LOST}`;
}

// Those with a value: what a controller finds out is known only then.
function argumentsOf(template: Manifest, analysis: Fields): ReadonlyMap<string, string> {
  const said = [...itemsOf(template.value['spec']?.args), ...itemsOf(analysis['args'])];
  const values = new Map<string, string>();
  for (const { name, value, valueFrom } of said) {
    if (value !== undefined) values.set(String(name), String(value));
    else if (valueFrom !== undefined) values.delete(String(name));
  }
  return values;
}

// All texts with the arguments put in that are known.
function withArguments(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => withArguments(item, values));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withArguments(item, values)]));
  return typeof value === 'string'
    ? value.replaceAll(ARGUMENT, (whole, name: string) => values.get(name) ?? whole)
    : value;
}

const ARGUMENT = /\{\{\s*args\.([^}\s]+)\s*\}\}/g;

// A text with its arguments put in; undefined where one of them is not known.
function filled(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let isWhole = true;
  const result = text.replaceAll(ARGUMENT, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) isWhole = false;
    return value ?? '';
  });
  return isWhole ? result : undefined;
}

const WEB = new Set(['url', 'method', 'headers', 'body', 'jsonBody', 'jsonPath', 'timeoutSeconds', 'insecure']);
const METHODS = ['GET', 'POST', 'PUT'];
/** Seconds that a try may take where nobody says it. */
const WEB_SECONDS = 10;

function requestOf(metric: Fields, values: ReadonlyMap<string, string>, preview: AskedService): Fields | undefined {
  const { successCondition, failureCondition } = metric;
  const raw: Fields = metric['provider'].web;
  const whole = filled(JSON.stringify(raw), values);
  const condition = filled(String(successCondition ?? ''), values);
  if (whole === undefined || condition === undefined || failureCondition !== undefined) return undefined;
  const web = parsed(whole);
  if (!web || !Object.keys(web).every(key => WEB.has(key))) return undefined;
  const { url, method = 'GET', headers, body, jsonBody, jsonPath = '{$}', timeoutSeconds = WEB_SECONDS } = web;
  const to = requestTo(String(url), preview);
  const json = equalities(String(jsonPath), condition);
  if (!to || !json || !METHODS.includes(method)) return undefined;
  const sent = body ?? (jsonBody === undefined ? undefined : JSON.stringify(jsonBody));
  const said = {
    ...Object.fromEntries(itemsOf(headers).map(({ key, value }) => [String(key), String(value ?? '')])),
    ...(jsonBody !== undefined && { 'Content-Type': 'application/json' }),
  };
  return {
    ...to,
    ...(method !== 'GET' && { method }),
    ...(Object.keys(said).length && { headers: said }),
    ...(sent !== undefined && { body: String(sent) }),
    ...(Object.keys(json).length && { json }),
    timeoutSeconds: Number(timeoutSeconds),
  };
}

// An argument may hold what JSON would have escaped.
function parsed(text: string): Fields | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const STEPS = String.raw`((?:\.[A-Za-z_][\w-]*|\[\d+\])*)`;
const PATH = new RegExp(String.raw`^\{\s*\$${STEPS}\s*\}$`);
const EQUALS = new RegExp(
  String.raw`^\(?\s*result${STEPS}\s*(?:==\s*(true|false|null|-?\d+(?:\.\d+)?|"[^"\\]*"|'[^'\\]*'))?\s*\)?$`,
);

// Which values an answer must have, by their paths; undefined where a condition asks for anything but equality.
function equalities(jsonPath: string, condition: string): Fields | undefined {
  const [, base] = PATH.exec(jsonPath) ?? [];
  if (base === undefined) return undefined;
  if (condition.trim() === '') return {};
  const found: { [path: string]: unknown } = {};
  for (const part of condition.split('&&')) {
    const [, steps, literal = 'true'] = EQUALS.exec(part.trim()) ?? [];
    const path = steps === undefined ? '' : [...(base + steps).matchAll(/[\w-]+/g)].join('.');
    if (!path) return undefined;
    found[path] = literal.startsWith("'") ? literal.slice(1, -1) : JSON.parse(literal);
  }
  return found;
}

const POD = new Set(['containers', 'restartPolicy']);
const OF_THE_GATE = ['name', 'resources', 'imagePullPolicy', 'securityContext'];
const CONTAINER = new Set(['image', 'command', 'args', 'env', ...OF_THE_GATE]);

// What the only container of a Job does, asking the gate's pods where it asked the Service.
function containerOf(
  job: Fields,
  values: ReadonlyMap<string, string>,
  preview: AskedService | undefined,
): Fields | undefined {
  const pod: Fields = Object(job['spec']?.template?.spec);
  const [container, ...others] = itemsOf(pod['containers']);
  if (!container || others.length || !Object.keys(pod).every(key => POD.has(key))) return undefined;
  if (!container['image'] || !Object.keys(container).every(key => CONTAINER.has(key))) return undefined;
  const { image, command, args, env } = container;
  const whole = filled(JSON.stringify({ image, command, args, env: itemsOf(env) }), values);
  const known = whole === undefined ? undefined : parsed(preview ? askingTheGate(whole, preview) : whole);
  if (!known) return undefined;
  const variables = (known['env'] as Fields[]).map(
    ({ name, value, valueFrom }) => [String(name), valueFrom ?? String(value ?? '')] as const,
  );
  return {
    image: known['image'],
    ...(known['command'] && { command: known['command'] }),
    ...(known['args'] && { args: known['args'] }),
    ...(variables.length && { env: Object.fromEntries(variables) }),
  };
}
