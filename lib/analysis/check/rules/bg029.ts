import { objectName } from '../../manifests/identity';
import { coloursAmong } from '../../topology/application';
import type { Application } from '../../topology/model';
import { moved, named, pairsOf } from '../change';
import type { ComparedApplication } from '../lost-access';
import { at, type Fault, type Rule } from '../rule';
import { rulesTo } from '../rules-by-service';

export const bg029: Rule = {
  id: 'BG029',
  title: 'A look at the idle colour shows the idle colour, and the entrance follows the active Service',
  severity: 'error',
  hurts: 'later',
  what: 'The Service for a look at what users are not on does not come to lead to what they are on; and an Ingress or a route that led through the active Service does not come to lead past it, to the Service of one colour.',
  why: 'Testers look at the old release, and approve the new one. And an entrance that is tied to a colour stays there at the next promotion, which then moves nobody.',
  example: [
    {
      file: 'release/traffic/Service.ping-preview.k8s.yaml',
      from: 'blue-green/colour: green',
      to: 'blue-green/colour: blue',
    },
  ],
  wayOut: 'let it lead where it led; both move by themselves with a promotion',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    return pairsOf(change).flatMap(pair => [...previews(pair.before, pair.after), ...tied({ ...pair, base, head })]);
  },
};

function previews(before: Application, after: Application): Fault[] {
  const isLive = ({ live }: Application, id: string) => live.some(colour => colour.id === id);
  // While users are on both, there is nothing else to look at.
  if (after.live.length > 1 || after.colours.length < 2 || moved(before, after).to.length) return [];
  return after.services.flatMap(service => {
    const was = before.services.find(({ id }) => id === service.id);
    const leads = coloursAmong(service.selected, after.colours);
    if (service.role !== 'preview' || !was || !leads.length) return [];
    if (!leads.every(({ id }) => isLive(after, id)) || was.selected.some(({ id }) => isLive(before, id))) return [];
    return [
      {
        place: after.place,
        ...at('head', service.manifest, ['spec', 'selector']),
        message: `${objectName(service.manifest.identity)} is for a look at what users are not on, and comes to lead to ${leads.map(named).join(' and ')}, which they are on`,
        users: 'what is tested there is not what goes live',
      },
    ];
  });
}

function tied({ before, after, base, head }: ComparedApplication): Fault[] {
  const roles = (of: Application) => new Map(of.services.map(({ id, role }) => [id, role]));
  const [had, has] = [roles(before), roles(after)];
  const was = new Map(rulesTo(before.services, base).map(rule => [rule.id, rule]));
  return rulesTo(after.services, head).flatMap(rule => {
    const [backend, ...more] = rule.backends;
    const old = was.get(rule.id);
    const throughActive = old?.backends.every(({ id }) => had.get(id) === 'active');
    if (!backend || more.length || rule.forSome || !old?.backends.length || !throughActive) return [];
    if (had.get(backend.id) !== 'colour' || has.get(backend.id) !== 'colour') return [];
    // That it leads to another release than everybody's is BG007's to say.
    if (!backend.selected.some(({ id }) => after.live.some(colour => colour.id === id))) return [];
    const active = after.services.find(({ role }) => role === 'active');
    if (!active) return [];
    return [
      {
        place: after.place,
        ...at('head', backend.manifest, backend.path),
        message: `it led users through the active Service ${active.manifest.identity.name}, and comes to lead to ${backend.service}, which is of one colour`,
        users: 'the next promotion moves nobody who comes this way',
      },
    ];
  });
}
