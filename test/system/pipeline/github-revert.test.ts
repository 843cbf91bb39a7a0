import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse, parseAllDocuments } from 'yaml';
import { Colour } from '../../../lib/construct';
import { watchJob } from '../../../lib/construct/render/watch';
import { decide } from '../../../lib/construct/resolve/application';
import { PING } from '../../construct/render/ping';
import { objects } from '../../construct/render/rendered';
import { temporaryFolder } from '../../folder';
import { applicationFiles, environmentFiles } from '../../project/engines/delivered';
import { runJob, workflowIn } from './github-workflow';
import { PIPELINE, PipelineProject } from './pipeline-project';

const workflow = workflowIn('github-revert.yaml');

/** A project whose last commit but one is a promotion, and which has been pushed. */
function promoted(): { project: PipelineProject; promotion: string } {
  const project = new PipelineProject();
  project.promote();
  const promotion = project.git('rev-parse', 'HEAD').trim();
  project.write('notes.md', 'of something else\n');
  project.commit();
  const origin = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--bare', origin]);
  project.git('remote', 'add', 'origin', origin);
  project.git('push', '--quiet', 'origin', 'main');
  return { project, promotion };
}

/** Runs the job after the notice of an engine. */
function afterNotice(project: PipelineProject, payload: Readonly<Record<string, string>>) {
  const of = Object.entries(payload).map(([key, value]) => [`github.event.client_payload.${key}`, value]);
  return runJob(project, workflow, 'revert', {
    'github.token': 'secret',
    'github.event.repository.default_branch': 'main',
    ...Object.fromEntries(of),
  });
}

test.each([
  ['Argo CD', (head: string) => ({ application: 'production-ping-release', revision: head })],
  [
    'Flux',
    (head: string) => ({
      'involvedObject.name': 'production-ping-verify',
      'metadata.revision': `main@sha1:${head}`,
    }),
  ],
])('a failed promotion that %s tells of gets one pull request that takes it back', (_, payload) => {
  const { project, promotion } = promoted();
  const notice = payload(project.git('rev-parse', 'HEAD').trim());
  expect(afterNotice(project, notice)).toMatchObject({ failed: [] });

  const branch = `revert-${promotion}`;
  expect(project.git('diff', '--stat', `${promotion}^`, `origin/${branch}`, '--', 'releases', 'dist')).toBe('');
  const opened = expect.stringMatching(`^pr create --base main --head ${branch} --title Revert "promote\\(ping\\): .*`);
  expect(project.calls()).toEqual([opened]);

  project.git('switch', '--quiet', 'main');
  expect(afterNotice(project, notice).output).toContain('The revert is open already.');
  expect(project.calls()).toEqual([opened]);
});

test('a notice that comes after the promotion was taken back changes nothing', () => {
  const { project } = promoted();
  const failed = project.git('rev-parse', 'HEAD').trim();
  expect(project.run('rollback', 'ping', '--env', 'production', '--commit').status).toBe(0);
  const { output } = afterNotice(project, { application: 'production-ping-release', revision: failed });
  expect(output).toContain('there is nothing to take back');
  expect(project.calls()).toEqual([]);
});

test('a notice about something else changes nothing', () => {
  const { project } = promoted();
  const { output } = afterNotice(project, { application: 'monitoring-release', revision: 'main' });
  expect(output).toContain('monitoring-release is no promotion of an application under dist/apps');
  expect(project.calls()).toEqual([]);
});

const { data: dispatched } = parse(readFileSync(join(PIPELINE, 'argocd-notifications.yaml'), 'utf8'));

/** What Argo CD posts once a trigger holds. */
function posted(trigger: string) {
  const { send } = parse(dispatched[`trigger.${trigger}`])[0];
  const { recipients } = parse(dispatched.subscriptions).find(({ triggers }: any) => triggers.includes(trigger));
  expect(parse(dispatched[`service.webhook.${recipients}`]).url).toMatch(/\/repos\/team\/deploy\/dispatches$/);
  return JSON.parse(parse(dispatched[`template.${send}`]).webhook[recipients].body);
}

test.each([
  ['promotion-failed', 'promotion-failed', 'revert'],
  ['dispatch-watch-failed', 'watch-failed', 'call'],
])('what Argo CD sends is what a job reads, and no other one: %s', (trigger, event, job) => {
  const { event_type, client_payload } = posted(trigger);
  expect([event_type, Object.keys(client_payload)]).toEqual([event, ['application', 'revision']]);
  expect(jobsAfter({ action: event_type, client_payload: { application: 'production-ping-release' } })).toEqual([job]);
});

test('Argo CD sends a watch that failed when it says so on the commit; both files may be merged', () => {
  expect(parse(dispatched['trigger.dispatch-watch-failed'])[0].when).toBe(trigger('watch-failed').when);
  const both = Object.keys(dispatched).filter(key => Object.hasOwn(told, key));
  expect(both).toEqual([]);
});

/** The jobs that are due after an event. */
function jobsAfter(event: { readonly action: string; readonly client_payload: object }): string[] {
  const functions = {
    startsWith: (text = '', part: string) => text.startsWith(part),
    endsWith: (text = '', part: string) => text.endsWith(part),
  };
  const github = { event: { ...event, client_payload: { involvedObject: {}, ...event.client_payload } } };
  return Object.entries(workflow.jobs).flatMap(([job, { if: when }]) =>
    runInNewContext(when!, { github, ...functions }) ? [job] : [],
  );
}

test.each([
  ['production-ping-verify', 'error', ['revert']],
  ['production-ping-watch', 'error', ['call']],
  ['production-ping-traffic', 'error', []],
  ['production-ping-verify', 'info', []],
  ['production-ping-watch', 'info', []],
])('after what Flux tells of %s, of severity %s, these jobs are due', (name, severity, jobs) => {
  const event = { action: `Kustomization/${name}.flux-system`, client_payload: { severity, involvedObject: { name } } };
  expect(jobsAfter(event)).toEqual(jobs);
});

test('of a watch that failed no pull request is opened: the job says who is hurt, and fails', () => {
  const { project } = promoted();
  const called = runJob(project, workflow, 'call', {
    'github.event.client_payload.application': 'production-ping-release',
    'github.event.client_payload.revision': '0123456',
  });
  expect(called.failed).toEqual(['Say what failed']);
  expect(called.output).toContain('production-ping-release: the watch failed at 0123456. Users are on this release');
  expect(project.calls()).toEqual([]);
});

test('an application whose name ends as a unit does is not taken for another one', () => {
  const { project } = promoted();
  const { output } = afterNotice(project, { application: 'production-ping-verify-release', revision: 'main' });
  expect(output).toContain('production-ping-verify-release is no promotion of an application under dist/apps');
});

test.each([
  ['promotion-failed', 'production-ping-verify'],
  ['watch-failed-dispatch', 'production-ping-watch'],
])('Flux sends what it tells, as %s of %s, and under a name that no other alert of ours has', (name, source) => {
  const documents = parseAllDocuments(readFileSync(join(PIPELINE, 'flux-alert.yaml'), 'utf8'));
  const [provider, ...sent] = documents.map(document => document.toJS());
  const alert = sent.find(({ metadata }) => metadata.name === name);
  expect(alert.spec.providerRef.name).toBe(provider.metadata.name);
  expect(alert.spec.eventSources).toEqual([{ kind: 'Kustomization', name: source }]);
  expect(alerts.map(({ metadata }) => metadata.name)).not.toContain(name);
});

// As kustomize-controller 1.9.6 says it.
const JOB = 'Job/demo/ping-verify-0123456789';
test.each([
  [
    'that has failed',
    true,
    `health check failed after 24.5ms: failed early due to stalled resources: [${JOB} status: 'Failed']`,
  ],
  [
    'that takes its time',
    false,
    `health check failed after 25.1ms: failed early due to stalled resources: [PodDisruptionBudget/demo/ping-verify-0123456789 status: 'Failed', can't determine status for ${JOB}]`,
  ],
  [
    'whose pod does not run',
    false,
    `health check failed after 30.01s: timeout waiting for: [${JOB} status: 'InProgress']`,
  ],
])('of a gate or a watch %s Flux sends a notice: %s', (_, sent, message) => {
  const [, ...alerts] = parseAllDocuments(readFileSync(join(PIPELINE, 'flux-alert.yaml'), 'utf8'));
  const included: string[][] = alerts.map(alert => alert.toJS().spec.inclusionList);
  expect(included.map(patterns => patterns.some(pattern => new RegExp(pattern).test(message)))).toEqual([sent, sent]);
});

const METRICS = [{ name: 'errors', query: 'x', max: 1 }];
const ANALYSIS = { source: 'http://prometheus:9090', metrics: METRICS };
const MEASURED = { ...PING, namespace: 'demo', analysis: ANALYSIS, watch: { minutes: 10 } };
const { hash } = watchJob(decide({ ...MEASURED, active: Colour.BLUE }).application)!;
const rendered = Object.entries(objects({ ...MEASURED, watched: hash }, Colour.BLUE));

/** The Job of a unit, as Argo CD lists it. */
const job = (unit: string) => {
  const [, { kind, metadata }] = rendered.find(([path]) => path.startsWith(`release/${unit}/Job.`))!;
  return { kind, name: metadata.name };
};
const GATE = job('verify');
const WATCH = job('watch');
const SERVICE = { kind: 'Service', name: 'ping' };

const { data: told } = parse(readFileSync(join(PIPELINE, 'argocd-status.yaml'), 'utf8'));
const triggers: string[] = Object.keys(told).flatMap(key => (key.startsWith('trigger.') ? key.slice(8) : []));
const trigger = (name: string) => parse(told[`trigger.${name}`])[0];

/** What an expression of a trigger comes to: expr's language, but for these words, is JavaScript. */
function holds(when: string, app: object): boolean {
  const script = when
    .replace(/any\((.*?) \?\? \[\], \{(.*)\}\)/, '($1 ?? []).some(of => $2)')
    .replace(/([\s(])\.(?=\w)/g, '$1of.')
    .replace(/=> \.(?=\w)/, '=> of.')
    .replace(/([\w.]+) endsWith ('[^']*')/g, '$1.endsWith($2)')
    .replace(/([\w.]+) matches ('[^']*')/g, 'new RegExp($2).test($1)')
    .replaceAll(' and ', ' && ');
  return runInNewContext(script, { app });
}

/** Of the template of the ApplicationSet. */
const release = (unit: string) => {
  const set = Object.values(environmentFiles()).find(({ kind }) => kind === 'ApplicationSet')!;
  const generated = JSON.stringify(set['spec'].generators);
  expect(generated).toContain(`"unit":"${unit}"`);
  return set['spec'].template.metadata.name.replace('{{.path.basename}}', 'ping').replace('{{.unit}}', unit);
};

const synced = (phase: string, ...resources: object[]) => ({
  operationState: { phase, syncResult: { revision: '0123456', resources } },
});

// The shapes that Argo CD 3.6.1 gives them: it keeps the health of an object out of the Application.
test.each([
  ['has never been synced', 'release', { health: { status: 'Missing' } }, []],
  [
    'waits for its gate',
    'release',
    {
      ...synced('Running', { ...GATE, hookPhase: 'Running' }),
      health: { status: 'Progressing' },
      resources: [GATE, WATCH, SERVICE],
    },
    [],
  ],
  [
    'has a gate that failed',
    'release',
    {
      ...synced('Failed', { ...GATE, hookPhase: 'Failed' }),
      health: { status: 'Degraded' },
      resources: [GATE, WATCH, SERVICE],
    },
    ['gate-failed'],
  ],
  [
    'has a Service that Kubernetes refuses',
    'release',
    {
      ...synced(
        'Failed',
        { ...GATE, hookPhase: 'Succeeded' },
        { ...SERVICE, status: 'SyncFailed', hookPhase: 'Failed' },
      ),
      health: { status: 'Degraded' },
      resources: [GATE, WATCH, SERVICE],
    },
    [],
  ],
  [
    'is watched',
    'release',
    { ...synced('Succeeded'), health: { status: 'Progressing' }, resources: [GATE, WATCH, SERVICE] },
    [],
  ],
  [
    'has a watch that failed',
    'release',
    { ...synced('Succeeded'), health: { status: 'Degraded' }, resources: [GATE, WATCH, SERVICE] },
    ['watch-failed'],
  ],
  [
    'has a watch that passed',
    'release',
    { ...synced('Succeeded'), health: { status: 'Healthy' }, resources: [GATE, WATCH, SERVICE] },
    ['watch-passed'],
  ],
  [
    'was rolled back',
    'release',
    { ...synced('Succeeded'), health: { status: 'Healthy' }, resources: [GATE, SERVICE] },
    [],
  ],
  [
    'is no release',
    'green',
    { ...synced('Succeeded'), health: { status: 'Degraded' }, resources: [WATCH, SERVICE] },
    [],
  ],
])('of an Application that %s Argo CD tells what is so, and nothing else', (_, unit, status, sent) => {
  const app = { metadata: { name: release(unit) }, status };
  expect(triggers.filter(name => holds(trigger(name).when, app))).toEqual(sent);
});

test('Argo CD tells once for each commit whether users were moved, are hurt, or are well', () => {
  const said = triggers.map(name => {
    const { oncePer, send } = trigger(name);
    expect(oncePer).toBe('app.status.operationState?.syncResult?.revision');
    const { message, github } = parse(told[`template.${send}`]);
    expect(github.pullRequestComment.content).toBe(message);
    return [name, github.status.state, github.status.label, message.replace('{{.app.metadata.name}}: ', '')];
  });
  const app = '{{.app.metadata.name}}';
  expect(said).toEqual([
    ['gate-failed', 'failure', `gate/${app}`, 'the gate failed. Users were never moved.'],
    ['watch-failed', 'failure', `watch/${app}`, 'the watch failed. Users are on this release: roll it back.'],
    ['watch-passed', 'success', `watch/${app}`, 'the watch passed.'],
  ]);
});

test('the project that subscribes to what Argo CD tells is that of an environment, and the command names each trigger', () => {
  const text = readFileSync(join(PIPELINE, 'argocd-status.yaml'), 'utf8');
  const project = Object.values(environmentFiles()).find(({ kind }) => kind === 'AppProject')!['metadata'];
  expect(text).toContain(`kubectl annotate appproject ${project.name} --namespace ${project.namespace} `);
  const subscribed = [...text.matchAll(/notifications\.argoproj\.io\/subscribe\.([\w-]+)\.github=/g)];
  expect(subscribed.map(([, name]) => name)).toEqual(triggers);
});

const [status, ...alerts] = parseAllDocuments(readFileSync(join(PIPELINE, 'flux-status.yaml'), 'utf8')).map(document =>
  document.toJS(),
);

test('Flux listens to what it calls the gate and the watch of an application that has a watch', () => {
  const made = Object.values(applicationFiles({ name: 'ping', watch: { minutes: 10 } })).map(
    ({ metadata }) => metadata,
  );
  for (const { metadata, spec } of alerts) {
    expect(spec.providerRef.name).toBe(status.metadata.name);
    for (const { kind, name } of spec.eventSources)
      expect([kind, made]).toEqual([
        'Kustomization',
        expect.arrayContaining([expect.objectContaining({ name, namespace: metadata.namespace })]),
      ]);
  }
});

// As kustomize-controller 1.9.6 says it.
const FAILED = "health check failed after 24.5ms: failed early due to stalled resources: [Job/a/b status: 'Failed']";
const WAITS =
  "health check failed after 25.1ms: failed early due to stalled resources: [PodDisruptionBudget/a/b status: 'Failed', can't determine status for Job/a/b]";
const PASSED = 'Health check passed in 12.4ms';
test.each([
  ['production-ping-verify', 'error', FAILED, ['gate-failed']],
  ['production-ping-verify', 'error', WAITS, []],
  ['production-ping-verify', 'info', PASSED, []],
  ['production-ping-watch', 'error', FAILED, ['watch-failed']],
  ['production-ping-watch', 'error', WAITS, []],
  ['production-ping-watch', 'info', PASSED, ['watch-passed']],
  ['production-ping-watch', 'info', 'Reconciliation finished in 31ms, next run in 10m0s', []],
  ['production-ping-traffic', 'error', FAILED, []],
])('of %s Flux tells, of severity %s: %s', (object, severity, message, sent) => {
  const sends = alerts.filter(
    ({ spec }) =>
      spec.eventSources.some(({ name }: { name: string }) => name === object) &&
      (spec.eventSeverity === 'info' || spec.eventSeverity === severity) &&
      spec.inclusionList.some((pattern: string) => new RegExp(pattern).test(message)),
  );
  expect(sends.map(({ metadata }) => metadata.name)).toEqual(sent);
});
