import type { ClusterRef } from './cluster-ref';

/** What kubectl said when it failed, in the user's words where we know the case. */
export function explained(ref: ClusterRef, stderr: string): string {
  // Lines such as `E1124 14:15:31.709640 …` are kubectl's log; what it has to say stands in the last line.
  const said = stderr.split('\n').filter(line => line.trim() && !/^([EWIF]\d{4} |Warning:)/.test(line));
  const last = said.at(-1)?.trim() ?? 'it does not say why';
  const known = KNOWN.find(([pattern]) => pattern.test(last));
  return `${ref.environment}: ${known ? known[1](ref, last) : `kubectl get failed: ${last}`}`;
}

// The first that fits counts.
const KNOWN: ReadonlyArray<readonly [RegExp, (ref: ClusterRef, said: string) => string]> = [
  [
    /context was not found|context "[^"]*" does not exist/,
    ({ cluster, environment }) =>
      `kubectl has no context "${cluster}", which bluegreen.yaml names as the cluster of ${environment}; ` +
      `"kubectl config get-contexts" shows those it has`,
  ],
  // Without any configuration kubectl asks this address.
  [
    /no configuration has been provided|server localhost:8080 was refused/,
    ({ environment }) =>
      `kubectl knows no cluster: name one as "cluster" of ${environment} in bluegreen.yaml, ` +
      `or choose one with "kubectl config use-context"`,
  ],
  [/loading config file/, (_, said) => `kubectl can't read its configuration: ${withoutLead(said)}`],
  [
    /getting credentials|must be logged in|Unauthorized/,
    (ref, said) => `${clusterOf(ref)} does not let you in: log in to it again (${withoutLead(said)})`,
  ],
  [
    /\(Forbidden\)/,
    (ref, said) => {
      const [, user, verb, kind] = /User "([^"]*)" cannot (\w+) resource "([^"]*)"/.exec(said) ?? [];
      if (!kind) return `${clusterOf(ref)} forbids it: ${withoutLead(said)}`;
      if (/^pods(\/log)?$/.test(kind)) {
        return (
          `${clusterOf(ref)} does not let "${user}" ${verb} ${kind} in the namespace ${ref.namespace}: what gates and watches ` +
          'measured needs the right to list pods and to get pods/log there, as the ClusterRole "view" has it'
        );
      }
      return (
        `${clusterOf(ref)} does not let "${user}" ${verb} ${kind} in the namespace ${ref.namespace}: ask for the ` +
        `right to list deployments, cronjobs, services and horizontalpodautoscalers${kind === 'jobs' ? ' and jobs' : ''} there, as the ClusterRole "view" has it`
      );
    },
  ],
  [
    /Unable to connect to the server|connection to the server .* was refused/,
    (ref, said) =>
      `${clusterOf(ref)} does not answer: see whether it is up and whether you reach its network ` +
      `(${withoutLead(said).replace(/ - did you specify.*/, '')})`,
  ],
  [
    /could not find the requested resource|doesn't have a resource type/,
    ref => `what answers in place of ${clusterOf(ref)} is no Kubernetes API server: see the address in its context`,
  ],
];

function clusterOf({ cluster }: ClusterRef): string {
  return cluster === undefined ? "the cluster of kubectl's current context" : `the cluster "${cluster}"`;
}

function withoutLead(said: string): string {
  return said.replace(/^(error: |Error from server \(\w+\): |Unable to connect to the server: )+/, '');
}
