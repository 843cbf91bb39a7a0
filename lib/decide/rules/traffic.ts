import { otherColour } from '../../spec/colour';
import type { Problem } from '../../spec/problem';
import { ExternalTrafficPolicy } from '../../spec/service';
import { TrafficMode } from '../../spec/traffic';
import { isShared } from '../traffic';
import type { ApplicationRule } from './rule';

/** Keys of one way to move traffic say nothing in another. */
export const trafficKeysFitTheMode: ApplicationRule = (props, { traffic: { mode } }) => {
  const problems: Problem[] = [];
  if (mode === TrafficMode.ROUTE && !props.route) {
    problems.push({ path: ['traffic'], message: 'the route is missing: expected "route" with a gateway beside it' });
  }
  const needs = { route: TrafficMode.ROUTE, weight: TrafficMode.ROUTE, overlap: TrafficMode.OVERLAP } as const;
  for (const [key, needed] of Object.entries(needs)) {
    if (props[key as keyof typeof needs] === undefined || mode === needed) continue;
    problems.push({
      path: [key],
      message: `expected it only with traffic: ${needed}, got traffic: ${mode}`,
      fix: `say "traffic: ${needed}" in the spec, or take "${key}" away`,
    });
  }
  return problems;
};

/** Whoever gets users in the middle of a promotion has to be up. */
export const sharedTrafficIsServed: ApplicationRule = (props, application) => {
  const key = props.overlap ? 'overlap' : 'weight';
  const idle = otherColour(application.active);
  if (!isShared(props) || (props[idle] && !application[idle].retired)) return [];
  return [
    {
      path: [key],
      message: `users would reach ${idle}, which ${props[idle] ? 'is retired' : 'runs nothing of its own'}`,
      fix: `take "${key}" away, or deploy to ${idle} first`,
    },
  ];
};

// Annotations with which a load balancer sends to pods themselves: it has to learn of every pod before it can use it.
const SENDS_TO_PODS: ReadonlyArray<readonly [key: string, value: RegExp]> = [
  ['service.beta.kubernetes.io/aws-load-balancer-nlb-target-type', /^ip$/],
  ['alb.ingress.kubernetes.io/target-type', /^ip$/],
  ['cloud.google.com/neg', /"(ingress|exposed_ports)"/],
];

/**
 * A load balancer that keeps a list of pods or nodes drops requests while a selector moves them all at once.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/
 */
export const loadBalancersKeepUp: ApplicationRule = ({ service, ingress }, { traffic: { mode } }) => {
  if (mode !== TrafficMode.SELECTOR) return [];
  const problems: Problem[] = [];
  const warn = (path: Problem['path'], what: string) =>
    problems.push({
      path,
      message: `${what}, so a promotion by selector may lose requests until it knows the pods of the other colour`,
      fix: 'say "traffic: overlap", or with a Gateway "traffic: route"',
      warning: true,
    });
  if (service?.externalTrafficPolicy === ExternalTrafficPolicy.LOCAL) {
    warn(['service', 'externalTrafficPolicy'], 'the load balancer sends only to nodes with pods of the active colour');
  }
  for (const [owner, annotations] of [
    ['service', service?.annotations],
    ['ingress', ingress?.annotations],
  ] as const) {
    for (const [key, value] of SENDS_TO_PODS) {
      if (value.test(annotations?.[key] ?? '')) {
        warn([owner, 'annotations', key], 'this load balancer sends to pods themselves');
      }
    }
  }
  return problems;
};
