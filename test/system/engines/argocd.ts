import { join } from 'node:path';
import { find, kubectl } from './cluster';
import { type Engine, OF_ALL, Outcome } from './engine';

const NAMESPACE = 'argocd';
const HERE = `--namespace=${NAMESPACE}`;
const SET = 'bluegreen-argocd';
const RELEASE = 'argocd-ping-release';

export const argocd: Engine = {
  name: 'argocd',

  async install(project) {
    await kubectl('apply', '--filename', join(project.root, 'dist/argocd/argocd'));
  },

  async notify() {
    await kubectl(
      'annotate',
      'applicationset',
      SET,
      HERE,
      '--overwrite',
      'argocd.argoproj.io/application-set-refresh=true',
    );
    await kubectl('annotate', 'applications', OF_ALL, HERE, '--overwrite', 'argocd.argoproj.io/refresh=normal');
  },

  async outcome(commit) {
    const { sync, operationState } = (await find('application', RELEASE, NAMESPACE))?.status ?? {};
    const seen = { sync: sync?.status, phase: operationState?.phase, message: operationState?.message };
    if (sync?.revision !== commit || operationState?.phase === 'Running') return { seen };
    if (sync.status === 'Synced') return { seen, answer: Outcome.APPLIED };
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

  // It watches the cluster all the time.
  async interval() {},

  async remove() {
    await kubectl('delete', 'applicationset', SET, HERE, '--ignore-not-found');
    await kubectl('delete', 'applications', OF_ALL, HERE);
    await kubectl('delete', 'appproject', SET, HERE, '--ignore-not-found');
  },
};
