import { objectName } from '../../manifests/identity';
import { allPairsOf } from '../change';
import { narrowedDoors } from '../doors';
import type { ComparedApplication } from '../lost-access';
import { at, type Fault, type Rule } from '../rule';
import { rulesTo } from '../rules-by-service';

export const bg020: Rule = {
  id: 'BG020',
  title: 'The doors by which users come stay as wide as they were',
  severity: 'error',
  what: 'Of the Services, Ingresses and routes that users come through: node ports, source ranges, addresses and traffic policies; the class of the controller, certificates by host, and paths that led whatever is below them; the Gateways and entry points that a route is attached to; annotations by which controllers let people in; the port of the pods that a rule leads to, and the protocol that a port says; and rules for requests with a header, as testers send them. Of applications without colours as well. Hosts, paths, ports and types are for BG005.',
  why: 'All these objects are still there and healthy after such a change, and some of the users get no answer.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: '  type: NodePort\n',
      to: '  internalTrafficPolicy: Local\n  type: NodePort\n',
    },
  ],
  wayOut:
    'open the new door beside the old one, wait until nobody comes by the old one any more, and take it away in a commit of its own, with this finding allowed',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    return allPairsOf(change).flatMap(pair => faultsOf({ ...pair, base, head }));
  },
};

function faultsOf(sides: ComparedApplication): Fault[] {
  const { place } = sides.after;
  return [
    ...narrowedDoors(sides).map(({ manifest, path, message }) => ({
      place,
      ...at('head', manifest, path),
      message: `${objectName(manifest.identity)}, by which users come, ${message}`,
      users: 'some of them get no answer any more, or another one than before',
    })),
    ...lostRules(sides),
  ];
}

// Which requests are meant is in the id of a rule.
function lostRules({ before, after, base, head }: ComparedApplication): Fault[] {
  const now = new Set(rulesTo(after.services, head).map(({ id }) => id));
  return rulesTo(before.services, base)
    .filter(({ id, forSome }) => forSome && !now.has(id))
    .flatMap(({ backends: [backend] }) => {
      const is = backend && head.tree.find(base.tree.environmentOf(backend.manifest.file), backend.manifest.identity);
      if (!is) return [];
      return [
        {
          place: after.place,
          ...at('head', is, ['spec']),
          message: `${objectName(is.identity)} no longer tells the requests apart that a header or a parameter led to ${backend.service}`,
          users: 'whoever sends it is treated like everybody else, or everybody like them',
        },
      ];
    });
}
