import { itemsOf } from '../analysis/manifests/items';
import type { Manifest } from '../analysis/manifests/manifest';
import type { Path } from '../construct/validate/problem';
import type { Account } from './account';
import { type AskedService, askingTheGate, requestTo } from './asked-service';

type Fields = { readonly [key: string]: any };

/** What the analysis of a Rollout is mapped with. */
interface Around {
  readonly objects: readonly Manifest[];
  account(object: Manifest): Account;
  /** The Service that leads to the next release; undefined where there is none. */
  readonly preview: AskedService | undefined;
}

/** What of an analysis a gate can do too. */
interface MappedAnalysis {
  readonly smoke?: readonly Fields[] | Fields;
  /** The templates that were looked into. */
  readonly templates: readonly Manifest[];
}

const LOST = 'say in "smoke" what a release has to answer, or give a container with tests';

/** Turns the analysis before a promotion into `smoke`, as far as it asks the next release itself; tells of the rest. */
export function mapAnalysis(rollout: Manifest, { objects, account, preview }: Around): MappedAnalysis {
  const at = ['spec', 'strategy', 'blueGreen', 'prePromotionAnalysis'];
  const analysis: Fields = Object(rollout.value['spec']?.strategy?.blueGreen?.prePromotionAnalysis);
  const own = account(rollout);
  const templates: Manifest[] = [];
  const requests: Fields[] = [];
  const containers: { readonly container: Fields; note(isTaken: boolean): void }[] = [];
  own.note([...at, 'args'], 'key', 'smoke');
  itemsOf(analysis['templates']).forEach(({ templateName, clusterScope }, index) => {
    const kind = clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    const template = objects.find(({ identity }) => identity.kind === kind && identity.name === templateName);
    if (!template) {
      own.note(
        [...at, 'templates', index],
        'told',
        `it is NOT run any more, and the ${kind} ${templateName} is not among the files: name its file too, or ${LOST}`,
      );
      return;
    }
    templates.push(template);
    own.note([...at, 'templates', index], 'told', `what becomes of it stands at the ${kind} ${templateName}`);
    const values = argumentsOf(template, analysis);
    const noted = account(template);
    noted.note(['spec'], 'told', 'the Rollout does not use it any more');
    noted.note(['spec', 'args'], 'key', 'smoke');
    itemsOf(template.value['spec']?.metrics).forEach((metric, position) => {
      const path = ['spec', 'metrics', position];
      const { web, job } = Object(metric['provider']) as Fields;
      const request = web && preview && requestOf(metric, values, preview);
      if (request) {
        requests.push(request);
        noteMetric(noted, path, metric, `smoke[${requests.length - 1}]`, ASKED);
        return;
      }
      const container = job && containerOf(job, values, preview);
      const lost = () => noted.note(path, 'told', whyLost(metric, preview));
      if (!container) {
        lost();
        return;
      }
      containers.push({
        container,
        note: isTaken => {
          if (isTaken) noteMetric(noted, path, metric, 'smoke', RUN);
          else noted.note(path, 'told', `NOT run any more: "smoke" holds requests or one container, so ${LOST}`);
        },
      });
    });
  });
  const [first] = requests.length ? [] : containers;
  for (const one of containers) one.note(one === first);
  const smoke = requests.length ? requests : first?.container;
  return { templates, ...(smoke && { smoke }) };
}

const ASKED = 'each pod is asked before a promotion, and has to answer 200; how often a try may fail is "tries"';
const RUN =
  'it runs once before each promotion, as the container in "smoke": without root, and with nothing to write to but /tmp; GATE_HOST is where it asks';

function noteMetric(account: Account, path: Path, metric: Fields, key: string, what: string): void {
  account.note(path, 'told', what);
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

function whyLost(metric: Fields, preview: AskedService | undefined): string {
  const [kind = 'nothing'] = Object.keys(Object(metric['provider']));
  if (kind === 'web') {
    return preview
      ? `NOT asked any more: it does not ask the Service ${preview.name} for a value that is equal to something; ${LOST}`
      : `NOT asked any more: the Rollout has no Service for a look at the next release; ${LOST}`;
  }
  if (kind === 'job') return `NOT run any more: it is more than one container with variables; ${LOST}`;
  return `NOT asked any more (${kind}): the gate asks the pods themselves; ${LOST}`;
}

// Those with a value: what a controller finds out is known only then.
function argumentsOf(template: Manifest, analysis: Fields): ReadonlyMap<string, string> {
  const said = [...itemsOf(template.value['spec']?.args), ...itemsOf(analysis['args'])];
  return new Map(
    said.flatMap(({ name, value }) => (value === undefined ? [] : [[String(name), String(value)] as const])),
  );
}

// A text with its arguments put in; undefined where one of them is not known.
function filled(text: string, values: ReadonlyMap<string, string>): string | undefined {
  let isWhole = true;
  const result = text.replaceAll(/\{\{\s*args\.([^}\s]+)\s*\}\}/g, (_, name: string) => {
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
