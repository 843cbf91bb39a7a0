import { BEHAVIOURS } from './cluster/behaviour';
import { Refused } from './cluster/cluster';
import { identity, type KubernetesObject } from './cluster/object';
import { NothingThatServesIsDeleted } from './invariants/nothing-that-serves-is-deleted';
import { UsersReachPods } from './invariants/users-reach-pods';
import { World } from './world';

/** The manifests of the article: one Deployment `ping` for both colours, told apart by its selector. */
function article(colour: 'blue' | 'green', tag: string): KubernetesObject[] {
  const labels = { app: 'ping', color: colour };
  return [
    {
      kind: 'Deployment',
      metadata: { name: 'ping' },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ image: `pkw0301/app:${tag}` }] } },
      },
    },
    { kind: 'Service', metadata: { name: 'ping' }, spec: { selector: labels } },
  ];
}

/** kubectl apply --force: what can't be changed is deleted, and created anew. */
function applyByForce({ cluster }: World, object: KubernetesObject): void {
  try {
    cluster.apply(object, 'kubectl');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    cluster.delete(identity(object));
    cluster.apply(object, 'kubectl');
  }
}

test("the outage is found in the article's own manifests: --force deletes blue before green is there", () => {
  const world = new World(1, () => BEHAVIOURS['is healthy']);
  const reached = new UsersReachPods(world.cluster, world.story, 'ping');
  const deleted = new NothingThatServesIsDeleted(world.cluster, 'ping');
  for (const object of article('blue', '1.0')) applyByForce(world, object);
  world.clock.runUntil(60, () => reached.check());
  expect(world.cluster.endpointsOf('ping')).toHaveLength(2);

  for (const object of article('green', '2.0')) applyByForce(world, object);
  expect(() => deleted.check()).toThrow('Deployment/ping is deleted, and users are on it');
  expect(() => reached.check()).toThrow('the active Service has no ready pod, and no pod died by itself');
});
