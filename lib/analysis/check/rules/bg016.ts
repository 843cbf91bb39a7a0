import { counted } from '../../../construct/props/counted';
import type { Path } from '../../../construct/validate/problem';
import { objectName } from '../../manifests/identity';
import { lastingReachOf, reachOf, reachPath, sizePlace } from '../../topology/autoscaler';
import type { Application, Colour, Model } from '../../topology/model';
import { scalingTargetsOf } from '../../topology/scaling-targets';
import { named, pairsOf, stayed } from '../change';
import { at, type Fault, type Rule } from '../rule';

export const bg016: Rule = {
  id: 'BG016',
  title: 'What users are on keeps its size, and its room to grow',
  severity: 'error',
  what: 'A colour that users are on before the change and after it has as many pods as before, with autoscaling the fewest; its autoscaler lets it grow as far as before, adds pods at no higher load, and goes on being its own. An autoscaler of KEDA counts like one of Kubernetes.',
  why: 'A number in git is applied at once: the pods above it end while users are on them. A smaller maximum is noticed at the next peak only; a higher target takes pods away at once.',
  example: [{ file: 'blue/Deployment.ping-blue.k8s.yaml', from: '  replicas: 2', to: '  replicas: 1' }],
  wayOut:
    'give the new size to the idle colour, and move users to it; where the load is really less, allow this finding once',
  check: change =>
    pairsOf(change).flatMap(({ before, after }) =>
      stayed(before, after).flatMap(({ was, is }) => faultsOf(was, is, after, change.head)),
    ),
};

function faultsOf(was: Colour, is: Colour, { place }: Application, head: Model): Fault[] {
  const found = (where: ReturnType<typeof at>, message: string, users: string) => [
    { place, ...where, message: `users are on ${named(is)}, and ${message}`, users },
  ];
  const freed = was.autoscaler && !is.autoscaler ? head.tree.find(was.environment, was.autoscaler.identity) : undefined;
  if (freed) {
    const { kind, name } = freed.value['spec']?.scaleTargetRef ?? {};
    return found(
      at('head', freed, ['spec', 'scaleTargetRef']),
      `its autoscaler ${freed.identity.name} is for ${name ? `${kind ?? 'Deployment'} ${name}` : 'nothing'} now`,
      `it does not grow with them any more${is.size < was.size ? `, and has ${counted(is.size, 'pod')} in place of ${was.size}` : ''}`,
    );
  }
  // That nothing is left is BG007's to say, and that the number goes BG015's.
  const isSaidElsewhere = is.size === 0 || (sizeIn(was) !== undefined && sizeIn(is) === undefined && !was.autoscaler);
  // An autoscaler that was raised for a promotion keeps the pods that the load asks for when that ends.
  const lasting = was.autoscaler ? lastingReachOf(was.autoscaler) : undefined;
  const due = lasting && was.size === reachOf(was.autoscaler!).fewest ? lasting.fewest : was.size;
  const shrinks = is.size < due && !isSaidElsewhere;
  return [
    ...(shrinks
      ? found(
          at('head', ...sizePlace(is)),
          `it shrinks from ${counted(was.size, 'pod')} to ${is.size}`,
          `all of them meet ${counted(is.size, 'pod')} where ${counted(was.size, 'pod')} served them: answers get slow, or stop`,
        )
      : []),
    ...(lasting && is.autoscaler && is.size > 0 && reachOf(is.autoscaler).most < lasting.most
      ? found(
          at('head', is.autoscaler, reachPath(is.autoscaler, 'most')),
          `${objectName(is.autoscaler.identity)} lets it grow to ${counted(reachOf(is.autoscaler).most, 'pod')}, and no longer to ${lasting.most}`,
          'at a peak there are fewer pods than before, and those above end at once if there are more now',
        )
      : []),
    ...later(was, is).flatMap(({ path, message }) =>
      found(
        at('head', is.autoscaler!, path),
        `${objectName(is.autoscaler!.identity)} ${message}`,
        'fewer pods serve the same load: answers get slow, or stop',
      ),
    ),
  ];
}

// What adds pods later than it did. Where it goes by something else now, nobody can say.
function later(was: Colour, is: Colour): { readonly path: Path; readonly message: string }[] {
  if (!was.autoscaler || was.autoscaler.identity.kind !== is.autoscaler?.identity.kind) return [];
  const [before, after] = [scalingTargetsOf(was.autoscaler), scalingTargetsOf(is.autoscaler)];
  const isOther = [...after.keys()].some(key => !before.has(key));
  return [...before].flatMap(([key, { measure, said, amount, isShare }]) => {
    const now = after.get(key);
    if (!now)
      return isOther ? [] : [{ path: ['spec'], message: `no longer adds pods for ${measure}, as it did at ${said}` }];
    if (amount === undefined || now.amount === undefined || now.isShare !== isShare) return [];
    const message = `adds pods for ${measure} at ${now.said}, and no longer at ${said}`;
    return now.amount > amount ? [{ path: now.path, message }] : [];
  });
}

function sizeIn({ manifest }: Colour): unknown {
  return manifest.value['spec'].replicas ?? undefined;
}
