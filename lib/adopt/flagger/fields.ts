import type { Account } from '../account';
import { type AskedService, requestTo } from '../asked-service';
import { type CanarySpec, canaryNames } from './canary';
import { askedByCurl } from './curl';

type Fields = { readonly [key: string]: any };

/** What becomes of each field of a Canary beside its Service, its autoscaler and its analysis. */
const SPEC: { readonly [key: string]: string } = {
  provider: 'a promotion moves the Service itself',
  metricsServer: 'nothing is asked of it any more',
  targetRef: 'its pods are those of the application',
  ingressRef:
    'that Ingress stays: it leads to the Service by its name. The one that Flagger made beside it goes with the Canary',
  progressDeadlineSeconds: 'ours have 300 seconds to get ready; what the gate gives them is "gate.deadlineSeconds"',
  skipAnalysis: 'the gate asks the pods of each release in any case',
  suspend: 'each step is a commit; until users have moved it has to be true, as the plan says',
  revertOnDeletion:
    'it has to be OFF before users move: else Flagger leads the Service to pods of its own once more when the Canary goes',
};

const SERVICE: { readonly [key: string]: string } = {
  trafficDistribution: 'it stays on the running Service as it is: what ours does not say is left to who said it',
  headless: 'it is not',
  primary: 'that Service goes with the Canary',
  canary: 'that Service goes with the Canary; ours for the idle colour has a name of its own',
  unmanagedMetadata: 'nobody else writes to the Service any more',
};

const ANALYSIS: { readonly [key: string]: string } = {
  interval: 'a promotion is a commit, and its gate asks each pod',
  iterations: 'a promotion is a commit, and its gate asks each pod; "tries" of a request in smoke is how often',
  threshold: 'the gate lets nothing pass that fails; "tries" of a request in smoke is how often it may',
  primaryReadyThreshold: 'the gate waits for all pods',
  canaryReadyThreshold: 'the gate waits for all pods',
  mirror: 'NO requests of users are sent to the next release as a copy',
  mirrorWeight: 'NO requests of users are sent to the next release as a copy',
  stepWeightPromotion: 'a promotion moves all users at once',
  maxWeight: 'a promotion moves all users at once',
  sessionAffinity: 'all users are on one colour',
  alerts: 'nothing of ours runs in the cluster, so nobody is told: a pipeline or an engine may',
};

const WEBHOOK: { readonly [type: string]: string } = {
  'confirm-rollout': 'a deploy is a commit, and its review confirms it',
  'confirm-promotion': 'a promotion is a commit, and its review confirms it',
  'confirm-traffic-increase': 'a promotion is a commit, and its review confirms it',
  'pre-rollout':
    'NOT asked any more: say in "smoke" what a release has to answer before it gets users, or give a container with tests',
  rollout: 'NOT sent any more: no load is made for the next release',
  'post-rollout': 'NOT called any more: a pipeline may, after the commit',
  rollback: 'a rollback is a commit',
  event: 'NOT called any more: git is the history',
};

/** Accounts for a Canary; gives the requests by which its webhooks proved a release. */
export function mapCanary(
  value: Fields,
  spec: CanarySpec,
  account: Account,
  { namespace, ports }: Omit<AskedService, 'name'>,
): readonly Fields[] {
  const { canaryService } = canaryNames(spec);
  account.note(['spec', 'service', 'name'], 'key', 'service.name');
  for (const key of ['port', 'portName', 'targetPort', 'appProtocol', 'portDiscovery'])
    account.note(['spec', 'service', key], 'key', 'ports');
  account.note(['spec', 'service', 'apex', 'annotations'], 'key', 'service.annotations');
  account.note(['spec', 'service', 'apex', 'labels'], 'told', SERVICE['trafficDistribution']!);
  account.note(['spec', 'autoscalerRef'], 'key', 'autoscaling');
  account.note(['spec', 'autoscalerRef', 'primaryScalerQueries'], 'told', 'a HorizontalPodAutoscaler has none');
  for (const key of Object.keys(value['spec'] ?? {})) {
    if (['service', 'autoscalerRef', 'analysis', 'canaryAnalysis'].includes(key)) continue;
    account.note(['spec', key], 'told', SPEC[key] ?? unheard(key));
  }
  for (const key of Object.keys(spec.service)) {
    if (NOTED.has(key)) continue;
    account.note(['spec', 'service', key], 'told', SERVICE[key] ?? (MESH.has(key) ? UNUSED : unheard(key)));
  }
  const requests: Fields[] = [];
  for (const where of ['analysis', 'canaryAnalysis'] as const) {
    const checks = spec[where];
    for (const key of Object.keys(checks ?? {})) {
      const at = ['spec', where, key];
      if (key === 'metrics') account.note(at, 'told', UNREAD);
      else if (key === 'webhooks') account.note(at, 'told', 'there are none');
      else account.note(at, 'told', ANALYSIS[key] ?? unheard(key));
    }
    checks?.webhooks?.forEach((webhook, index) => {
      const at = ['spec', where, 'webhooks', index];
      const asked = webhook.type === 'pre-rollout' ? askedByCurl(webhook.metadata?.['cmd'] ?? '') : undefined;
      const to = asked && requestTo(asked.url, { name: canaryService, namespace, ports });
      if (asked && to) requests.push({ ...to, ...asked.request });
      account.note(
        at,
        asked && to ? 'key' : 'told',
        asked && to ? `smoke[${requests.length - 1}]` : (WEBHOOK[webhook.type || 'rollout'] ?? 'NOT called any more'),
      );
    });
  }
  return requests;
}

const UNREAD = 'Flagger reads no metrics there';
const NOTED = new Set(['name', 'port', 'portName', 'targetPort', 'appProtocol', 'portDiscovery', 'apex']);

// What routes in front of the Service are made of.
const MESH = new Set([
  ...['gateways', 'gatewayRefs', 'hosts', 'match', 'rewrite', 'retries', 'timeout', 'backendTimeout', 'headers'],
  ...['mirror', 'corsPolicy', 'trafficPolicy', 'delegation', 'meshName', 'backends'],
]);
const UNUSED = 'with this provider Flagger makes nothing of it';

function unheard(key: string): string {
  return `no Canary knows "${key}": Kubernetes has dropped it silently all the time`;
}
