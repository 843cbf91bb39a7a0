import { Dns } from './cluster/dns';
import { configMap, deployment, job, service } from './objects';
import { Random } from './random';
import { SmallWorld } from './small-world';

describe('a Deployment', () => {
  test('never has fewer ready pods than it should while it rolls out', () => {
    const world = new SmallWorld();
    world.cluster.apply(service('a', { app: 'a' }), 'test');
    world.cluster.apply(deployment('a', '1', 4), 'test');
    world.pass(60);
    world.cluster.apply(deployment('a', '2', 4), 'test');
    const ready = new Set<number>();
    world.clock.runUntil(300, () => ready.add(world.cluster.endpointsOf('a').length));
    expect([Math.min(...ready), Math.max(...ready)]).toEqual([4, 5]);
    expect(world.cluster.endpointsOf('a').map(({ labels }) => labels['release'])).toEqual(['2', '2', '2', '2']);
  });

  test('keeps pods of two releases for as long as the new ones do not get ready', () => {
    const world = new SmallWorld();
    world.cluster.apply(deployment('a', '1', 2), 'test');
    world.pass(60);
    world.cluster.apply(deployment('a', 'hangs', 2), 'test');
    world.pass(3600);
    expect(world.cluster.select({ app: 'a' }).map(({ labels }) => labels['release'])).toEqual(['1', '1', 'hangs']);
    expect(world.cluster.deployment('a')!.rollout.isOverdue).toBe(true);
  });

  test('without replicas keeps its size, and an autoscaler raises it at once and shrinks it after five minutes', () => {
    const world = new SmallWorld();
    const autoscaler = (minReplicas: number) => ({
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'a' },
      spec: { scaleTargetRef: { name: 'a' }, minReplicas },
    });
    world.cluster.apply(deployment('a', '1', undefined), 'test');
    world.cluster.apply(autoscaler(3), 'test');
    world.pass(30);
    expect(world.cluster.deployment('a')!.scale).toBe(3);
    world.cluster.apply(deployment('a', '2', undefined), 'test');
    world.cluster.apply(autoscaler(1), 'test');
    world.pass(200);
    expect(world.cluster.deployment('a')!.scale).toBe(3);
    world.pass(200);
    expect(world.cluster.deployment('a')!.scale).toBe(1);
  });
});

test('a Service leads to ready pods with its labels alone, also to those of a Job', () => {
  const world = new SmallWorld();
  world.cluster.apply(service('a', { app: 'a' }), 'test');
  world.cluster.apply(deployment('a', 'hangs', 2), 'test');
  world.pass(60);
  expect(world.cluster.endpointsOf('a')).toEqual([]);
  const labelled = { template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ image: 'app:1' }] } } };
  world.cluster.apply(job('migration', '1', { spec: labelled }), 'test');
  world.pass(4);
  expect(world.cluster.endpointsOf('a').map(({ name }) => name)).toEqual(['migration-0']);
});

test('DNS gives an answer for 30 seconds, also that there is nothing', () => {
  const world = new SmallWorld();
  let pods: string[] = [];
  const dns = new Dns(world.clock, new Random(1), () => pods);
  for (let ask = 0; ask < 20; ask++) dns.resolve(['a']);
  pods = ['a-1'];
  world.pass(29);
  expect(dns.resolve(['a'])).toEqual([[]]);
  world.pass(2);
  expect(dns.resolve(['a'])).toEqual([['a-1']]);
});

test('a Job, a selector and an immutable ConfigMap can not be changed', () => {
  const world = new SmallWorld();
  const config = (value: string) => ({ ...configMap('a'), immutable: true, data: { value } });
  const selector = { selector: { matchLabels: { app: 'another' } } };
  for (const object of [job('a', '1'), deployment('a', '1', 1), config('1')]) world.cluster.apply(object, 'test');
  for (const object of [job('a', '2'), deployment('a', '1', 1, { spec: selector }), config('2')]) {
    expect(() => world.cluster.apply(object, 'test')).toThrow('field is immutable');
  }
});
