import type { Construct } from 'constructs';
import type { Application } from '../model';
import {
  applicationSelector,
  COLOUR_LABEL,
  GATE_LABEL,
  objectLabels,
  RELEASE_LABEL,
  WORKER_LABEL,
  workerName,
} from '../names';
import type { NetworkPlan } from '../resolve/network';
import type { Rendered } from './colour-deployment';
import { LateObject } from './late-object';

// NetworkPolicies are lists of who may, and add up. All of them stand in `release`, because who is idle changes there:
//   <app>-open    in verify, before traffic moves, opens the colour that users are to reach;
//   <app>-idle    in traffic, with the Services, closes the colour that they have left;
//   <app>-served  in traffic opens the releases that users are on, or were on before: by their ids, so that whatever is
//                 deployed there next is closed by itself, and a deploy changes nothing here;
//   <app>-workers in traffic lets to the workers whom `activeFrom` lets to users' pods.
// So while a gate waits or has failed, the old colour is as open as it was, whatever git says: docs/network.md.

/** What has to be open before traffic moves. */
export function openBeforeTraffic(scope: Construct, application: Application): void {
  const { network } = application;
  if (!network) return;
  const reached = { key: COLOUR_LABEL, operator: 'In', values: [...network.reached] };
  policy(scope, application, 'open', () => reached, users);
}

/** What is closed together with the move, and what stays open after it. */
export function closeWithTraffic(scope: Construct, application: Application, rendered: Rendered): void {
  const { network } = application;
  if (!network) return;
  const idle = { key: COLOUR_LABEL, operator: 'In', values: [network.idle] };
  policy(scope, application, 'idle', () => idle, testers);
  const served = () => ({ key: RELEASE_LABEL, operator: 'In', values: servedBy(network, rendered) });
  policy(scope, application, 'served', served, users);
  closeWorkers(scope, application);
}

// Of a release that users are on, and as open as that.
function closeWorkers(scope: Construct, application: Application): void {
  const names = application[application.active].workers.map(({ name }) => workerName(application.name, name));
  if (!names.length || !application.network!.activeFrom) return;
  const podSelector = { matchExpressions: [{ key: WORKER_LABEL, operator: 'In', values: names }] };
  policyOf(scope, application, 'workers', () => podSelector, users);
}

// Those that users are on, and those that they were on before.
function servedBy({ reached, before }: NetworkPlan, rendered: Rendered): string[] {
  return [...new Set([...reached.map(colour => rendered(colour).id), ...before])].sort();
}

type Rules = (application: Application) => object[];

// The gate runs in the same namespace; its pods carry no other label of ours.
const testers: Rules = ({ name, network }) => [
  { from: [{ podSelector: { matchLabels: { [GATE_LABEL]: name } } }, ...network!.idleFrom] },
];

// A rule that names nobody is for everybody.
const users: Rules = application => {
  const { activeFrom } = application.network!;
  return activeFrom ? [...testers(application), { from: [...activeFrom] }] : [{}];
};

function policy(scope: Construct, application: Application, what: string, which: () => object, rules: Rules): void {
  const matchLabels = applicationSelector(application.name);
  policyOf(scope, application, what, () => ({ matchLabels, matchExpressions: [which()] }), rules);
}

function policyOf(scope: Construct, application: Application, what: string, pods: () => object, rules: Rules): void {
  const { name, namespace, labels } = application;
  new LateObject(scope, `network-${what}`, () => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-${what}`, namespace, labels: objectLabels(name, labels) },
    spec: {
      podSelector: pods(),
      policyTypes: ['Ingress'],
      ingress: rules(application),
    },
  }));
}
