import { counted } from '../../../construct/props/counted';
import { firstDifference } from '../../manifests/difference';
import { objectName } from '../../manifests/identity';
import type { Application, Colour, Model } from '../../topology/model';
import { budgetsOf, mayBeAway } from '../budgets';
import { named, pairsOf, stayed } from '../change';
import { at, type Fault, type Rule } from '../rule';

export const bg019: Rule = {
  id: 'BG019',
  title: 'What users are on can lose a pod, and does not lose them all at once',
  severity: 'error',
  hurts: 'later',
  what: 'Of a colour that users are on: the roll-out does not become one that takes away half of the pods or more at once ("Recreate", "maxUnavailable"), is not paused, and waits as long as before for a pod to prove itself; a disruption budget keeps some pods, lets one go, and counts those of this colour alone.',
  why: 'All this does nothing now, and decides what users see when a node is drained or pods are replaced: a budget that lets no pod go holds up every upgrade of the cluster until somebody ends the pods by force.',
  example: [
    {
      file: 'blue/Deployment.ping-blue.k8s.yaml',
      from: '    rollingUpdate:\n      maxSurge: "25%"\n      maxUnavailable: 0\n    type: RollingUpdate\n',
      to: '    type: Recreate\n',
    },
  ],
  wayOut: 'leave it as it was; put the other setting on the idle colour, and move users there',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    return pairsOf(change).flatMap(({ before, after }) =>
      // Whom users come to, BG018 compares with whom they leave.
      stayed(before, after).flatMap(({ was, is }) => [
        ...rolloutFaults(was, is, after.place),
        ...budgetFaults(was, is, after, base, head),
      ]),
    );
  },
};

function rolloutFaults(was: Colour, is: Colour, place: string): Fault[] {
  const [before, now] = [was.manifest.value['spec'], is.manifest.value['spec']];
  const found = (key: string, message: string, users: string) => [
    { place, ...at('head', is.manifest, ['spec', key]), message: `users are on ${named(is)}, and ${message}`, users },
  ];
  const [lost, loses] = [awayInRollout(was), awayInRollout(is)];
  return [
    ...(loses > lost && loses * 2 >= is.size
      ? found(
          'strategy',
          `its roll-out may take away ${loses >= is.size ? 'all of its pods' : `${loses} of its ${is.size} pods`} at once`,
          'with the next change of its pods, or a restart, requests fail until new ones are ready',
        )
      : []),
    ...(now.paused === true && before.paused !== true
      ? found('paused', 'it is paused', 'whatever git says of its pods from now on, they stay as they are')
      : []),
    ...((now.minReadySeconds ?? 0) < (before.minReadySeconds ?? 0)
      ? found(
          'minReadySeconds',
          `a new pod counts after ${counted(now.minReadySeconds ?? 0, 'second')}, and no longer after ${before.minReadySeconds}`,
          'a pod that starts and falls over at once takes the place of one that works',
        )
      : []),
  ];
}

// As the Deployment controller counts: a share is rounded down, and by default it is a quarter.
function awayInRollout({ manifest, size }: Colour): number {
  const { type, rollingUpdate } = manifest.value['spec'].strategy ?? {};
  if (manifest.identity.kind !== 'Deployment') return 0;
  if (type === 'Recreate') return size;
  const said = rollingUpdate?.maxUnavailable ?? '25%';
  const [, percent] = /^(\d+)%$/.exec(String(said)) ?? [];
  return Math.min(size, percent === undefined ? Number(said) || 0 : Math.floor((Number(percent) * size) / 100));
}

function budgetFaults(was: Colour, is: Colour, after: Application, base: Model, head: Model): Fault[] {
  const before = new Map(budgetsOf(was, base).map(budget => [budget.identity.name, budget]));
  const strayed = [...before.values()].flatMap(budget => {
    const now = head.tree.find(was.environment, budget.identity);
    return now && !budgetsOf(is, head).includes(now)
      ? [fault(now, ['spec', 'selector'], `${objectName(now.identity)} does not count its pods any more`, DRAINED)]
      : [];
  });
  const standing = budgetsOf(is, head).flatMap(budget => {
    const old = before.get(budget.identity.name);
    // That fewer pods are left to count is BG016's to say.
    if (old && !firstDifference(old.value['spec'], budget.value['spec'])) return [];
    const [could, can] = [old && mayBeAway(old, was.size), mayBeAway(budget, is.size)];
    const name = objectName(budget.identity);
    const key = budget.value['spec']?.maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const others = after.colours.filter(
      other => other.id !== is.id && other.size > 0 && budgetsOf(other, head).includes(budget),
    );
    const counted = old && after.colours.some(other => other.id !== is.id && budgetsOf(other, base).includes(old));
    return [
      ...(can === 0 && could !== 0 && is.size > 0
        ? [
            fault(
              budget,
              ['spec', key],
              `${name} lets none of its ${is.size} go`,
              'no node under them can be drained: upgrades of the cluster stop, until somebody ends the pods by force',
            ),
          ]
        : []),
      ...(can !== undefined && can >= is.size && is.size > 1 && !(could !== undefined && could >= was.size)
        ? [fault(budget, ['spec', key], `${name} lets all of its ${is.size} go at once`, DRAINED)]
        : []),
      ...(others.length && !counted
        ? [
            fault(
              budget,
              ['spec', 'selector'],
              `${name} counts the pods of ${others.map(named).join(' and ')} as well`,
              'pods of the other colour make up the number, and all that they are on may be away',
            ),
          ]
        : []),
    ];
  });
  return [...strayed, ...standing];

  function fault(budget: Parameters<typeof at>[1], path: string[], message: string, users: string): Fault {
    return {
      place: after.place,
      ...at('head', budget, path),
      message: `users are on ${named(is)}, and ${message}`,
      users,
    };
  }
}

const DRAINED = 'the next drain of nodes may end all pods that they are on at once';
