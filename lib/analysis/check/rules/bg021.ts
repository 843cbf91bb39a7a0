import { objectName } from '../../manifests/identity';
import type { Application, Model } from '../../topology/model';
import { admissionTo, letsIn, peerText, shutOut } from '../admission';
import { isLive, moved, named, pairsOf, sameColour } from '../change';
import { gateJobOf } from '../gate-job';
import type { ComparedApplication } from '../lost-access';
import { at, type Fault, type Rule } from '../rule';
import { portsOf, type ServicePort } from '../service-ports';

export const bg021: Rule = {
  id: 'BG021',
  title: 'NetworkPolicies let users and the gate in as before',
  severity: 'error',
  what: 'Whoever the NetworkPolicies let reach the colour that users are on, at the ports that they come by, may reach it after the change too, and the one that they move to as well; and the pods of our gate may reach the colour that they are to prove.',
  why: 'A policy is applied at once, and nothing about the pods or the Service changes: all is healthy, and connections hang until they time out. A gate that is shut out keeps every promotion waiting, the rollback too.',
  example: [
    {
      file: 'blue/PodDisruptionBudget.ping-blue.k8s.yaml',
      from: 'apiVersion: policy/v1\n',
      to: 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ping-closed, namespace: demo }\nspec:\n  podSelector: { matchLabels: { app.kubernetes.io/name: ping } }\n  ingress: [{ from: [{ podSelector: { matchLabels: { app: proxy } } }] }]\n---\napiVersion: policy/v1\n',
    },
  ],
  wayOut:
    'let both colours be reached from wherever users come; whom a policy is to shut out, you allow once you know that none of them is a user',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    return pairsOf(change).flatMap(pair => [...userFaults({ ...pair, base, head }), ...gateFaults(pair.after, head)]);
  },
};

function userFaults({ before, after, base, head }: ComparedApplication): Fault[] {
  const { from } = moved(before, after);
  return after.live.flatMap(colour => {
    const then = sameColour(colour, before);
    const was = then && isLive(then, before) ? then : from[0];
    if (!was) return [];
    // The ports of the Service as it was: of new ones, nobody has come by yet.
    const ports = before.services.filter(({ role }) => role !== 'preview' && role !== 'gate').flatMap(portsOf);
    const shut = new Map<string, ServicePort>();
    const now = ports.map(port => {
      const admission = admissionTo(colour, port, head);
      for (const peer of shutOut(admissionTo(was, port, base), admission)) shut.set(peerText(peer), port);
      return admission;
    });
    const [policy] = now.flatMap(({ policies }) => policies);
    if (!shut.size || !policy) return [];
    const isStill = was.id === colour.id;
    return [
      {
        place: after.place,
        ...at('head', policy, ['spec']),
        message:
          `users ${isStill ? `are on ${named(colour)}` : `move from ${named(was)} to ${named(colour)}`}, and ` +
          `${objectName(policy.identity)} lets nobody in from ${[...shut.keys()].join(', or from ')}${isStill ? ' any more' : ', as there'}`,
        users: 'whoever comes from there waits for an answer, and gets none',
      },
    ];
  });
}

function gateFaults(application: Application, head: Model): Fault[] {
  const gate = gateJobOf(application, head);
  const colour = application.colours.find(one => one.colour === gate?.argument('--colour'));
  const port = gate?.argument('--port');
  if (!gate || !colour || port === undefined) return [];
  const { policies, ...admission } = admissionTo(colour, { port: Number(port) }, head);
  const [policy] = policies;
  if (!policy || letsIn({ policies, ...admission }, gate.labels)) return [];
  return [
    {
      place: application.place,
      ...at('head', policy, ['spec']),
      message: `${objectName(gate.manifest.identity)} is to prove ${named(colour)}, and ${objectName(policy.identity)} does not let its pods in`,
      users: 'no promotion passes any more, nor a rollback',
    },
  ];
}
