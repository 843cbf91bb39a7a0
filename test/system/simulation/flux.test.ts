import { REFUSED_ANNOTATION } from './cluster/cluster';
import { identity } from './cluster/object';
import { Flux } from './flux/flux';
import { statusOf } from './flux/health';
import type { KustomizationSpec } from './flux/kustomization';
import { inOrder } from './flux/order';
import { FLAGS } from './layouts/flux-units';
import { configMap, deployment, job, service } from './objects';
import { SmallWorld } from './small-world';

const KEPT = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
const REFUSED = { [REFUSED_ANNOTATION]: 'yes' };

function kustomization(name: string, rest: Partial<KustomizationSpec> = {}): KustomizationSpec {
  const timing = { timeout: 300, interval: 600, retryInterval: 60 };
  return { name, path: `${name}/`, dependsOn: [], wait: true, leavesJobsAtWork: false, ...timing, ...rest };
}

function flux(specs: readonly KustomizationSpec[], flags = FLAGS) {
  const world = new SmallWorld();
  const engine = new Flux(specs, world, 'webhook', flags);
  return { world, isReady: (name: string) => engine.isReady(name, world.repository) };
}

test('a Service is applied before a Deployment', () => {
  const objects = [job('a', '1'), deployment('a', '1', 1), service('a', {}), configMap('a')];
  expect(inOrder(objects).map(identity)).toEqual(['ConfigMap/a', 'Service/a', 'Deployment/a', 'Job/a']);
});

describe('dependsOn', () => {
  const verifyThenTraffic = [kustomization('verify'), kustomization('traffic', { dependsOn: ['verify'] })];

  test('who depends waits until the other is ready at the same revision', () => {
    const { world } = flux(verifyThenTraffic);
    world.commit({ verify: [job('gate-1', '1')], traffic: [service('a', { tag: '1' })] }, 120);
    expect(world.has('Service/a')).toBe(true);
    world.cluster.jobsStart = false;
    world.commit({ verify: [job('gate-2', '2')], traffic: [service('a', { tag: '2' })] }, 120);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ tag: '1' });
    world.cluster.jobsStart = true;
    world.pass(120);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ tag: '2' });
  });

  test('it looks again after --requeue-dependency, and not before', () => {
    for (const requeueDependency of [5, 30]) {
      const { world } = flux(verifyThenTraffic, { ...FLAGS, requeueDependency });
      world.commit({ verify: [job('gate', '1')], traffic: [service('a', {})] }, 120);
      // The Job has ended long before.
      expect(world.cluster.get('Service/a')!.since > 30).toBe(requeueDependency === 30);
    }
  });

  test('a failed Job keeps it waiting, for ever', () => {
    const { world } = flux(verifyThenTraffic);
    world.commit({ verify: [job('gate', 'fails')], traffic: [service('a', {})] }, 7200);
    expect(world.has('Service/a')).toBe(false);
  });
});

describe('apply, prune, then health', () => {
  test('what git has no more is gone before anything is waited for', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [deployment('old', '1', 1)] }, 60);
    world.commit({ web: [deployment('new', 'late', 1)] }, 5);
    expect([world.has('Deployment/old'), statusOf(world.cluster, 'Deployment/new')]).toEqual([false, 'InProgress']);
  });

  test('what says prune: disabled stays', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [configMap('a'), configMap('kept', { annotations: KEPT })] }, 60);
    world.commit({ web: [configMap('a')] }, 60);
    expect(world.has('ConfigMap/kept')).toBe(true);
  });

  test('one refused object keeps all of its Kustomization from being applied', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [configMap('a'), configMap('b', { annotations: REFUSED })] }, 600);
    expect(world.has('ConfigMap/a')).toBe(false);
  });

  test('what was changed by hand is put back at the next interval', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [service('a', { tag: '1' })] }, 60);
    world.cluster.patch('Service/a', object => {
      object.spec.selector = { by: 'hand' };
    });
    world.pass(300);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ by: 'hand' });
    world.pass(600);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ tag: '1' });
  });
});

describe('health', () => {
  test('a Job that is suspended counts as done', () => {
    const { world, isReady } = flux([kustomization('web')]);
    world.cluster.jobsStart = false;
    world.commit({ web: [job('gate', '1', { spec: { suspend: true } })] }, 60);
    expect(isReady('web')).toBe(true);
  });

  test('a rollout that once was complete is InProgress until the timeout', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [deployment('a', '1', 1), service('a', { app: 'a' })] }, 60);
    world.cluster.breakWhatServes('a');
    world.pass(7200);
    expect(statusOf(world.cluster, 'Deployment/a')).toBe('InProgress');
  });

  test('a health check blocks the next commit until its timeout, unless it is cancelled by a new revision', () => {
    for (const cancelHealthCheckOnNewRevision of [true, false]) {
      const { world } = flux([kustomization('web')], { ...FLAGS, cancelHealthCheckOnNewRevision });
      world.commit({ web: [deployment('a', 'hangs', 1)] }, 30);
      world.commit({ web: [deployment('a', 'hangs', 1), configMap('new')] }, 30);
      expect(world.has('ConfigMap/new')).toBe(cancelHealthCheckOnNewRevision);
      world.pass(300);
      expect(world.has('ConfigMap/new')).toBe(true);
    }
  });
});

describe('workers', () => {
  const hangs = { web: [deployment('a', 'hangs', 1)], other: [configMap('other')] };

  test('who waits for health holds one: others stand in line until it is given back', () => {
    for (const concurrent of [1, 2]) {
      const flags = { ...FLAGS, concurrent, cancelHealthCheckOnNewRevision: false };
      const { world } = flux([kustomization('web'), kustomization('other')], flags);
      world.commit({ web: hangs.web }, 20);
      world.commit(hangs, 20);
      expect([concurrent, world.has('ConfigMap/other')]).toEqual([concurrent, concurrent === 2]);
      world.pass(600);
      expect(world.has('ConfigMap/other')).toBe(true);
    }
  });

  test('who does not wait gives it back at once', () => {
    const flags = { ...FLAGS, concurrent: 1 };
    const { world } = flux([kustomization('web', { wait: false }), kustomization('other')], flags);
    world.commit(hangs, 20);
    expect(world.has('ConfigMap/other')).toBe(true);
  });

  test('no timeout is shorter than 30 seconds', () => {
    const { world } = flux([kustomization('web', { timeout: 1 })]);
    world.commit({ web: [deployment('a', 'hangs', 1)] }, 29);
    expect(String(world.story)).not.toContain('failed');
    world.pass(5);
    expect(String(world.story)).toContain('web failed at c1: it was not healthy in time');
  });
});

describe('which files are taken', () => {
  test('a folder that is gone is an error, and nothing is pruned', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [configMap('a')] }, 60);
    world.commit({ other: [configMap('b')] }, 60);
    expect(world.has('ConfigMap/a')).toBe(true);
    expect(String(world.story)).toContain('web failed at c2: there is no folder web/');
  });

  test('a folder without YAML in it is pruned empty', () => {
    const { world } = flux([kustomization('web')]);
    world.commit({ web: [configMap('a')] }, 60);
    world.repository.commit([
      { path: 'web/README.md', object: { apiVersion: 'v1', kind: 'Text', metadata: { name: 'a' } } },
    ]);
    world.pass(60);
    expect(world.has('ConfigMap/a')).toBe(false);
  });
});
