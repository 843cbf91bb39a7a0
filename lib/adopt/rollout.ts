import type { Manifest } from '../analysis/manifests/manifest';
import type { Account } from './account';
import type { Obstacle } from './asked';

/** What becomes of the Service for a look at the next release. */
export const OLD_PREVIEW =
  'it goes with the Rollout, whose controller puts its hash into it; ours for the idle colour has a name of its own';

/** What becomes of each field of a Rollout beside its pods. */
const ROLLOUT: { readonly [key: string]: string } = {
  selector: 'ours come from name and colour',
  workloadRef: 'its pods are those of the object that it names',
  minReadySeconds: 'ours count a pod after 5 seconds',
  progressDeadlineSeconds: 'ours have 300 seconds to get ready; what the gate gives them is "gate.deadlineSeconds"',
  progressDeadlineAbort: 'a gate that gives up leaves users where they are',
  revisionHistoryLimit: 'git is the history',
  analysis: 'git is the history',
  rollbackWindow: 'a rollback is a commit, and its gate proves the old colour again, in seconds',
  paused: 'there is nothing to be paused: each step is a commit',
  restartAt: 'a restart is "bluegreen deploy --again"',
};

const BLUE_GREEN: { readonly [key: string]: string } = {
  activeService: '',
  previewService: OLD_PREVIEW,
  previewReplicaCount: 'the idle colour is at full size until it is retired, because it is not fewer than that',
  autoPromotionEnabled:
    'a promotion is a commit; where it was true, a pipeline may do it: "bluegreen promote --commit"',
  autoPromotionSeconds: 'a promotion is a commit',
  scaleDownDelaySeconds: 'the old colour stays until "bluegreen retire"',
  scaleDownDelayRevisionLimit: 'just one old colour stays',
  abortScaleDownDelaySeconds: 'a colour that failed stays until "bluegreen retire"',
  prePromotionAnalysis:
    'what of it asks the next release itself is "smoke", what looks at figures is "gate.analysis", and the rest is not run any more',
  postPromotionAnalysis:
    'NOTHING goes back by itself any more; what of it looks at figures may be "watch", and the rest is not run any more',
  antiAffinity: 'ours are spread within their colour; say the rest in podTemplate',
  activeMetadata:
    'pods never change at a promotion; "live" tells them who is active, and "service.tellsColour" metrics',
  previewMetadata:
    'pods never change at a promotion; "live" tells them who is active, and "service.tellsColour" metrics',
  maxUnavailable: 'no pod of ours leaves before another one is ready',
};

/**
 * `idle`, out of how many pods a Rollout has for a look at the next release.
 * @param full as many as it has for users
 */
export function mapPreview(
  rollout: Manifest,
  full: number,
  account: Account,
): { readonly preview: number } | undefined {
  const preview: unknown = rollout.value['spec']?.strategy?.blueGreen?.previewReplicaCount;
  if (!Number.isInteger(preview) || Number(preview) < 1 || Number(preview) >= full) return undefined;
  account.note(['spec', 'strategy', 'blueGreen', 'previewReplicaCount'], 'key', 'idle.preview');
  return { preview: Number(preview) };
}

/** Accounts for a Rollout; refuses what is no blue-green. */
export function mapRollout(rollout: Manifest, account: Account): Obstacle[] {
  const spec = rollout.value['spec'] ?? {};
  const strategy = spec.strategy ?? {};
  const unknown: string[] = [];
  for (const key of Object.keys(spec)) {
    if (['replicas', 'template', 'strategy'].includes(key)) continue;
    const text = ROLLOUT[key];
    account.note(['spec', key], 'told', text ?? unheard(key));
    if (text === undefined) unknown.push(`spec.${key}`);
  }
  for (const key of Object.keys(strategy)) {
    if (key === 'blueGreen') continue;
    account.note(['spec', 'strategy', key], 'told', unheard(key));
  }
  for (const key of Object.keys(strategy.blueGreen ?? {})) {
    const path = ['spec', 'strategy', 'blueGreen', key];
    if (key === 'activeService') account.note(path, 'key', 'service.name');
    else account.note(path, 'told', BLUE_GREEN[key] ?? unheard(key));
  }
  if (strategy.blueGreen) return [];
  return [
    {
      message: `the Rollout ${rollout.identity.name} is no blue-green one: its strategy is ${Object.keys(strategy).join(', ') || 'none'}`,
      fix: 'shares of requests need "traffic: route" and a Gateway, and a person who promotes with --weight: adopt its Deployment or its pods as a plain Deployment, and say so there',
    },
  ];
}

function unheard(key: string): string {
  return `no Rollout knows "${key}": Kubernetes has dropped it silently all the time`;
}
