import { join } from 'node:path';
import { apply, find, kubectl, type Live } from './cluster';
import { type Engine, GROUP, MEMBERS, OF_ALL, Outcome } from './engine';
import { GIT_URL } from './project';

const NAMESPACE = 'argocd';
const HERE = `--namespace=${NAMESPACE}`;
const SET = 'bluegreen-argocd';
const RELEASE = 'argocd-ping-release';
/** What has the gate and the traffic of a group. */
const OF_GROUP = `argocd-${GROUP}-group`;
// Whose release unit is watched.
let release = RELEASE;
const PLAIN = 'plain-ping';
/** What `eject` leaves. */
const LEFT = 'argocd-ping';
let plain = PLAIN;

export const argocd: Engine = {
  name: 'argocd',
  prunes: true,
  tracks: true,

  async install(project) {
    await kubectl('apply', '--filename', join(project.root, 'dist/argocd/argocd'));
    release = /^groups: .*\bping\b/m.test(project.read('bluegreen.yaml')) ? OF_GROUP : RELEASE;
  },

  async notify() {
    if (await find('applicationset', SET, NAMESPACE)) {
      const refresh = 'argocd.argoproj.io/application-set-refresh=true';
      await kubectl('annotate', 'applicationset', SET, HERE, '--overwrite', refresh);
    }
    const refresh = 'argocd.argoproj.io/refresh=normal';
    await kubectl('annotate', 'applications', OF_ALL, HERE, '--overwrite', refresh);
    if (plain === LEFT) await kubectl('annotate', 'application', LEFT, HERE, '--overwrite', refresh);
  },

  async outcome(commit) {
    const { sync, operationState } = (await find('application', release, NAMESPACE))?.status ?? {};
    const seen = { sync: sync?.status, phase: operationState?.phase, message: operationState?.message };
    if (sync?.revision !== commit || operationState?.phase === 'Running') return { seen };
    // What it may not prune it goes on telling as a difference.
    const applied = operationState?.phase === 'Succeeded' && operationState.syncResult?.revision === commit;
    if (sync.status === 'Synced' || applied) return { seen, answer: Outcome.APPLIED };
    const failed =
      ['Failed', 'Error'].includes(operationState?.phase) && operationState.syncResult?.revision === commit;
    return { seen, answer: failed ? Outcome.REFUSED : undefined };
  },

  async gateWaits(application) {
    const phase = (await find('application', `argocd-${application}-release`, NAMESPACE))?.status?.operationState
      ?.phase;
    return { seen: phase, answer: phase === 'Running' || undefined };
  },

  async looked(unit, commit) {
    const seen = (await find('application', `argocd-ping-${unit}`, NAMESPACE))?.status?.sync;
    return { seen, answer: seen?.revision === commit || undefined };
  },

  // What the set is told reaches its Applications a moment later.
  async rests(commit, members) {
    const all = await applications();
    const group = all.find(({ metadata }) => metadata.name === OF_GROUP)?.spec.source.directory.include ?? '';
    const grouped = MEMBERS.filter(member => group.includes(`${member}/`));
    const busy = all
      .filter(({ spec, status }) => !isSynced(commit, spec, status))
      .map(({ metadata, status }) => `${metadata.name}: ${status?.sync?.status}, ${status?.operationState?.message}`);
    const done = busy.length === 0 && `${grouped}` === `${members}`;
    return { seen: { grouped, busy }, answer: done || undefined };
  },

  async health() {
    const all = await applications();
    const seen = all.map(({ metadata, status }) => `${metadata.name}: ${status?.health?.status}`);
    return { seen, answer: seen.every(one => one.endsWith(': Healthy')) || undefined };
  },

  // What `argocd app terminate-op` does.
  async endsOperation() {
    const patch = JSON.stringify({ status: { operationState: { phase: 'Terminating' } } });
    await kubectl('patch', 'application', release, HERE, '--type=merge', `--patch=${patch}`);
  },

  // It watches the cluster all the time.
  async interval() {},

  // As Argo CD's own guide has it: it prunes, heals, and applies as a client.
  async installPlain(_, namespace) {
    const application = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: PLAIN, namespace: NAMESPACE, labels: { 'app.kubernetes.io/name': 'ping' } },
      spec: {
        project: 'default',
        source: { repoURL: GIT_URL, targetRevision: 'main', path: 'plain/argocd' },
        destination: { server: 'https://kubernetes.default.svc', namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    };
    apply(JSON.stringify(application));
  },

  async handOver(project) {
    await kubectl('apply', '--filename', join(project.root, 'k8s/argocd/ping.argocd.yaml'));
    plain = LEFT;
  },

  async plainApplied(commit) {
    const { sync, operationState, conditions } = (await find('application', plain, NAMESPACE))?.status ?? {};
    const seen = { sync, phase: operationState?.phase, message: operationState?.message, conditions };
    const synced = sync?.status === 'Synced' || operationState?.syncResult?.revision === commit;
    const done = sync?.revision === commit && synced && operationState?.phase === 'Succeeded';
    return { seen, answer: done || undefined };
  },

  async remove() {
    await kubectl('delete', 'applicationset', SET, HERE, '--ignore-not-found');
    await kubectl('delete', 'applications', OF_ALL, HERE);
    await kubectl('delete', 'application', LEFT, HERE, '--ignore-not-found');
    plain = PLAIN;
    await kubectl('delete', 'appproject', SET, HERE, '--ignore-not-found');
  },
};

const applications = async (): Promise<Live[]> =>
  JSON.parse(await kubectl('get', 'applications', OF_ALL, HERE, '--output=json')).items;

/** It is compared with what it is told, at that commit, and there is nothing left to do. */
const isSynced = (commit: string, spec: Live, status?: Live): boolean =>
  status?.sync?.status === 'Synced' &&
  status.sync.revision === commit &&
  status.sync.comparedTo.source.directory.include === spec.source.directory.include &&
  status.operationState?.phase !== 'Running';
