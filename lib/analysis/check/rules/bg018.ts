import { counted } from '../../../construct/props/counted';
import { quantity } from '../../../construct/props/quantity';
import type { Path } from '../../../construct/validate/problem';
import { itemsOf } from '../../manifests/items';
import type { Manifest } from '../../manifests/manifest';
import { reachOf, reachPath } from '../../topology/autoscaler';
import type { Colour, Model } from '../../topology/model';
import { budgetOf } from '../budgets';
import { moved, named, pairsOf } from '../change';
import { at, type Rule } from '../rule';

export const bg018: Rule = {
  id: 'BG018',
  title: 'The colour that receives traffic is not weaker than the one that loses it',
  severity: 'error',
  hurts: 'with the move',
  what: 'A colour that users come to has a readiness probe and a disruption budget if the one that they leave has; it can grow as far; its containers ask for at least half of the CPU and memory; they pause before they end if those did; and it is not paused. How many pods there are at once is for BG003.',
  why: 'The gate sees pods that answer now. It sees nothing of the next peak, of a node that is drained, or of a pod that is not ready and gets requests all the same.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: green',
    },
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: 'spec:\n  minReadySeconds',
      to: 'spec:\n  paused: true\n  minReadySeconds',
    },
  ],
  wayOut:
    'give the idle colour what the active one has, in a commit of its own, and move users then; what is meant to go, and a rollback that is urgent, you allow',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    return pairsOf(change).flatMap(({ before, after }) => {
      const { to, from } = moved(before, after);
      // By weights, and in an overlap, nobody has left yet.
      const [left] = from.length ? from : before.live;
      if (!left) return [];
      return to.flatMap(colour =>
        weaknesses(colour, left, base, head).map(({ manifest, path, message, users }) => ({
          place: after.place,
          ...at('head', manifest, path),
          message: `users move from ${named(left)} to ${named(colour)}, ${message}`,
          users,
        })),
      );
    });
  },
};

interface Weakness {
  readonly manifest: Manifest;
  readonly path: Path;
  /** How it goes on after the name of the colour. */
  readonly message: string;
  readonly users: string;
}

function weaknesses(to: Colour, from: Colour, base: Model, head: Model): Weakness[] {
  const found: Weakness[] = [];
  const say = (path: Path, message: string, users: string, manifest = to.manifest) =>
    found.push({ manifest, path, message, users });

  if (to.manifest.value['spec'].paused === true) {
    say(['spec', 'paused'], 'which is paused', 'a pod of it that is changed or mended in git stays as it is');
  }
  if (hasProbe(from, 'readinessProbe') && !hasProbe(to, 'readinessProbe')) {
    say(
      CONTAINERS,
      'which has no readiness probe, and the one that they leave has',
      'requests go to pods that are still starting, or do not work any more',
    );
  }
  if (pauses(from) && !pauses(to)) {
    say(
      CONTAINERS,
      'whose containers do nothing before they end (lifecycle.preStop), and those of the one that they leave do',
      'at each drain of a node and each deploy, requests go to pods that have ended',
    );
  }
  const [could, can] = [most(from), most(to)];
  // Of two fixed sizes, BG003 says all.
  if (from.autoscaler && can < could) {
    const grows = to.autoscaler ? `can grow to ${counted(can, 'pod')}` : `stays at ${counted(can, 'pod')}`;
    say(
      to.autoscaler ? reachPath(to.autoscaler, 'most') : ['spec', 'replicas'],
      `which ${grows}, and the one that they leave could grow to ${could}`,
      'at the next peak there are too few pods: answers get slow, or stop',
      to.autoscaler,
    );
  }
  if (budgetOf(from, base) && !budgetOf(to, head)) {
    say(
      ['spec', 'template', 'metadata', 'labels'],
      'which no disruption budget protects, as it does the one that they leave',
      'the next drain of nodes may end all of its pods at once',
    );
  }
  for (const name of ['cpu', 'memory']) {
    const [had, has] = [asked(from, name), asked(to, name)];
    if (!had || has * 2 > had) continue;
    say(
      CONTAINERS,
      `whose pods ask for ${has ? share(has, had) : 'nothing'} of the ${name === 'cpu' ? 'CPU' : name} that those of the one that they leave do`,
      name === 'cpu' ? 'under the same load answers get slow' : 'under the same load its containers may be killed',
    );
  }
  return found;
}

const CONTAINERS: Path = ['spec', 'template', 'spec', 'containers'];

function hasProbe({ template }: Colour, probe: string): boolean {
  return itemsOf(template['spec'].containers).some(container => container[probe]);
}

function pauses({ template }: Colour): boolean {
  return itemsOf(template['spec'].containers).some(({ lifecycle }) => (lifecycle as any)?.preStop);
}

// How far somebody else lets it grow, nobody here knows.
function most({ autoscaler, isScaledElsewhere, size }: Colour): number {
  if (isScaledElsewhere) return Number.POSITIVE_INFINITY;
  return autoscaler ? reachOf(autoscaler).most : size;
}

// What all containers of a pod together may count on.
function asked({ template }: Colour, name: string): number {
  return itemsOf(template['spec'].containers)
    .map(({ resources }) => quantity(resources?.requests?.[name] ?? resources?.limits?.[name]) ?? 0)
    .reduce((a, b) => a + b, 0);
}

function share(part: number, whole: number): string {
  return `${Math.max(1, Math.round((part * 100) / whole))} %`;
}
