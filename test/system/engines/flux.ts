import { join } from 'node:path';
import { apply, awaited, find, kubectl, type Live } from './cluster';
import { type Engine, OF_ALL, Outcome } from './engine';
import { GIT_URL } from './project';

const NAMESPACE = 'flux-system';
const HERE = `--namespace=${NAMESPACE}`;
const SOURCE = 'bluegreen-flux';
/** Where the plain manifests come from, and what applies them. */
const PLAIN = 'plain-ping';
/** What `eject` leaves. */
const LEFT = 'flux-ping';
let plain = PLAIN;

/**
 * On a cluster without source-controller: the GitRepository whose artifact something else keeps up to date; ours gets
 * the same. Default: none, source-controller reads the repository.
 */
const ARTIFACT_OF = process.env.CLUSTER_FLUX_ARTIFACT_OF;

export const flux: Engine = {
  name: 'flux',
  prunes: true,

  async install(project) {
    await kubectl('apply', '--recursive', '--filename', join(project.root, 'dist/flux/flux'));
  },

  async notify(commit) {
    for (const source of [plain, SOURCE]) {
      if (!(await find('gitrepository', source, NAMESPACE))) continue;
      if (ARTIFACT_OF) await publish(source, await artifactAt(commit, ARTIFACT_OF));
      else await lookNow('gitrepository', source);
    }
  },

  async outcome(commit, application) {
    const [verify, traffic] = await Promise.all([
      kustomization('verify', application),
      kustomization('traffic', application),
    ]);
    const seen = { verify: ready(verify)?.message, traffic: ready(traffic)?.message };
    if (isAt(commit, traffic?.status?.lastAppliedRevision) && ready(traffic)?.status === 'True') {
      return { seen, answer: Outcome.APPLIED };
    }
    const failed = told(verify, 'Job') && isAt(commit, verify?.status?.lastAttemptedRevision);
    return { seen, answer: failed ? Outcome.REFUSED : undefined };
  },

  async gateWaits(application) {
    const verify = await kustomization('verify', application);
    return { seen: ready(verify)?.message, answer: told(verify, 'PodDisruptionBudget') || undefined };
  },

  async looked(unit, commit, since) {
    const { status } = (await kustomization(unit)) ?? {};
    const seen = ready({ status });
    const applied = seen?.status === 'True' && isAt(commit, status.lastAppliedRevision);
    // Where there is no folder it notes no revision, just that it failed, to the second.
    const failed = seen?.status === 'False' && Date.parse(seen.lastTransitionTime) > since;
    return { seen, answer: applied || failed || undefined };
  },

  async rests(commit) {
    const all = JSON.parse(await kubectl('get', 'kustomizations', OF_ALL, HERE, '--output=json')).items;
    const busy = all
      .filter(({ metadata, status }: Live) => !isDone(commit, metadata, status))
      .map(({ metadata, status }: Live) => `${metadata.name}: ${ready({ status })?.message}`);
    return { seen: busy, answer: (all.length > 0 && busy.length === 0) || undefined };
  },

  async interval() {
    await lookNow('kustomization', 'flux-ping-traffic');
  },

  async installPlain(_, namespace) {
    const metadata = { name: PLAIN, namespace: NAMESPACE, labels: { 'app.kubernetes.io/name': 'ping' } };
    const source = { interval: '1m', url: GIT_URL, ref: { branch: 'main' } };
    const spec = {
      interval: '1m',
      path: './plain/flux',
      prune: true,
      targetNamespace: namespace,
      sourceRef: { kind: 'GitRepository', name: PLAIN },
    };
    apply(JSON.stringify({ apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata, spec: source }));
    apply(JSON.stringify({ apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata, spec }));
  },

  async handOver(project) {
    await kubectl('apply', '--filename', join(project.root, 'k8s/flux/ping.flux.yaml'));
    plain = LEFT;
  },

  async plainApplied(commit) {
    const { status } = (await find('kustomization', plain, NAMESPACE)) ?? {};
    const done = ready({ status })?.status === 'True' && isAt(commit, status.lastAppliedRevision);
    return { seen: ready({ status }), answer: done || undefined };
  },

  async remove() {
    // First the one that would make the others anew.
    await kubectl('delete', 'kustomization', SOURCE, LEFT, HERE, '--ignore-not-found');
    await kubectl('delete', 'kustomizations', HERE, OF_ALL);
    await kubectl('delete', 'gitrepository', SOURCE, PLAIN, LEFT, HERE, '--ignore-not-found');
    plain = PLAIN;
  },
};

const kustomization = (unit: string, application = 'ping') =>
  find('kustomization', `flux-${application}-${unit}`, NAMESPACE);
const ready = (object: Live | undefined) => object?.status?.conditions?.find((one: Live) => one.type === 'Ready');
/** What docs/flux.md says that alerts go by. */
const told = (verify: Live | undefined, kind: string): boolean =>
  ready(verify)?.status === 'False' && new RegExp(`${kind}/\\S+ status: 'Failed'`).test(ready(verify).message);
/** It has done what it is told, at that commit. */
const isDone = (commit: string, { generation }: Live, status?: Live): boolean =>
  ready({ status })?.status === 'True' &&
  status!.observedGeneration === generation &&
  isAt(commit, status!.lastAppliedRevision);
const isAt = (commit: string, revision?: string) => revision?.endsWith(`sha1:${commit}`) ?? false;

async function lookNow(kind: string, name: string): Promise<void> {
  const now = `reconcile.fluxcd.io/requestedAt=${Date.now()}`;
  await kubectl('annotate', kind, name, HERE, '--overwrite', now);
}

// Of that commit, or of a later one, where others push meanwhile.
function artifactAt(commit: string, name: string): Promise<Live> {
  let first: string | undefined;
  return awaited(`the artifact of ${commit}`, 60, async () => {
    const { status } = (await find('gitrepository', name, NAMESPACE)) ?? {};
    const revision = status?.artifact?.revision;
    first ??= revision;
    return { seen: revision, answer: isAt(commit, revision) || revision !== first ? status : undefined };
  });
}

async function publish(source: string, status: Live): Promise<void> {
  const { generation } = (await find('gitrepository', source, NAMESPACE))!.metadata;
  const conditions = status.conditions.map((one: Live) => ({ ...one, observedGeneration: generation }));
  const patch = JSON.stringify({ status: { ...status, observedGeneration: generation, conditions } });
  const how = ['--subresource=status', '--type=merge', `--patch=${patch}`];
  await kubectl('patch', 'gitrepository', source, HERE, ...how);
}
