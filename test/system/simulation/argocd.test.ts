import type { ApplicationSpec } from './argocd/application';
import { ArgoCd } from './argocd/argocd';
import { healthOf } from './argocd/health';
import { tasksOf } from './argocd/tasks';
import { APPLICATION } from './layouts/argocd-units';
import { configMap, deployment, job, service, wave } from './objects';
import { SmallWorld } from './small-world';

const HOOK = { 'argocd.argoproj.io/hook': 'Sync' };
const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false' };

function argocd(spec: Partial<ApplicationSpec> = {}) {
  const world = new SmallWorld();
  const engine = new ArgoCd([{ ...APPLICATION, name: 'web', includes: ['web/'], ...spec }], world, 'webhook');
  return { world, application: engine.application('web') };
}

const order = (...args: Parameters<typeof tasksOf>) =>
  tasksOf(...args).map(tasks => tasks.map(({ kind, id }) => `${kind} ${id}`));
const NO_LAST = { pruneLast: false };

describe('order', () => {
  test('a Service is applied before a Deployment, a Job after both', () => {
    const objects = [job('a', '1'), deployment('a', '1', 1), service('a', {}), configMap('a')];
    expect(order(objects, [], NO_LAST)).toEqual([
      ['apply ConfigMap/a', 'apply Service/a', 'apply Deployment/a', 'apply Job/a'],
    ]);
  });

  test('a wave comes before any kind; one that is no integer counts as none', () => {
    const objects = [
      service('a', {}, { annotations: wave(20) }),
      deployment('a', '1', 1, { annotations: wave(-1) }),
      configMap('a', { annotations: { 'argocd.argoproj.io/sync-wave': 'ten' } }),
    ];
    expect(order(objects, [], NO_LAST)).toEqual([['apply Deployment/a'], ['apply ConfigMap/a'], ['apply Service/a']]);
  });
});

describe('what a sync waits for', () => {
  const inTwoWaves = (tag: string) => ({
    web: [deployment('a', tag, 1, { annotations: wave(0) }), service('a', {}, { annotations: wave(20) })],
  });

  test('a wave waits until all before it is healthy', () => {
    const { world } = argocd();
    world.commit(inTwoWaves('1'), 5);
    expect([world.has('Deployment/a'), world.has('Service/a')]).toEqual([true, false]);
    world.pass(60);
    expect(world.has('Service/a')).toBe(true);
  });

  test('what is Degraded in an earlier wave fails the sync, and later waves are never applied', () => {
    const { world } = argocd();
    world.commit(inTwoWaves('hangs'), 3600);
    expect(world.has('Service/a')).toBe(false);
    expect(String(world.story)).toContain('web failed at c1: Deployment/a is Degraded');
  });

  test('the last wave is not waited for, so an Application of one wave waits for nothing', () => {
    const { world, application } = argocd();
    world.commit({ web: [deployment('a', 'hangs', 1)] }, 10);
    expect(application.isSynced).toBe(true);
  });

  test('a rollout that once was complete never times out again: it is Progressing for ever', () => {
    const { world } = argocd();
    world.commit({ web: [deployment('a', '1', 1), service('a', { app: 'a' })] }, 60);
    world.cluster.breakWhatServes('a');
    world.pass(7200);
    expect(healthOf(world.cluster, 'Deployment/a', world.clock.now)).toBe('Progressing');
  });

  test('a Service without any pod is Healthy; an Ingress without address is Progressing for ever', () => {
    const { world } = argocd();
    const ingress = { kind: 'Ingress', metadata: { name: 'a' }, spec: {} };
    world.commit({ web: [service('a', { app: 'nobody' }), ingress] }, 3600);
    const health = ['Service/a', 'Ingress/a'].map(id => healthOf(world.cluster, id, world.clock.now));
    expect(health).toEqual(['Healthy', 'Progressing']);
  });
});

describe('hooks', () => {
  const gated = (...extra: ReturnType<typeof job>[]) => ({
    web: [
      job('gate', '1', { annotations: { ...HOOK, ...wave(10) } }),
      service('a', {}, { annotations: wave(20) }),
      ...extra,
    ],
  });

  test('a hook that fails keeps later waves from being applied', () => {
    const { world } = argocd();
    world.commit(
      { web: [job('gate', 'fails', { annotations: HOOK }), service('a', {}, { annotations: wave(20) })] },
      600,
    );
    expect(world.has('Service/a')).toBe(false);
  });

  test('a hook runs again in every full sync, and is skipped in a partial one', () => {
    const { world, application } = argocd();
    world.commit(gated(), 120);
    const first = world.cluster.get('Job/gate')!.since;
    application.syncOnly(['Service/a']);
    world.pass(120);
    expect(world.cluster.get('Job/gate')!.since).toBe(first);
    world.commit(gated(configMap('more')), 120);
    expect(world.cluster.get('Job/gate')!.since).toBeGreaterThan(first);
  });

  test('a hook that git has no more is never pruned', () => {
    const { world } = argocd();
    world.commit(gated(), 120);
    world.commit({ web: [service('a', {}, { annotations: wave(20) }), configMap('b')] }, 120);
    expect(world.has('Job/gate')).toBe(true);
  });
});

describe('one operation at a time', () => {
  const waiting = (tag: string, ...extra: ReturnType<typeof configMap>[]) => ({
    web: [
      job(`gate-${tag}`, tag, { annotations: wave(0) }),
      service('a', { tag }, { annotations: wave(20) }),
      ...extra,
    ],
  });

  test('a sync that waits blocks every newer commit', () => {
    const { world } = argocd();
    world.cluster.jobsStart = false;
    world.commit(waiting('1'), 60);
    world.commit({ web: [configMap('new')] }, 3600);
    expect(world.has('ConfigMap/new')).toBe(false);
  });

  test('with retry.refresh a retry takes the newest commit, without it the old one', () => {
    for (const refresh of [true, false]) {
      const { world } = argocd({ retry: { ...APPLICATION.retry, limit: 1, refresh } });
      world.cluster.jobsStart = false;
      world.commit(
        {
          web: [
            job('gate', '1', { spec: { activeDeadlineSeconds: 60 }, annotations: wave(0) }),
            service('a', {}, { annotations: wave(20) }),
          ],
        },
        30,
      );
      world.commit({ web: [configMap('new')] }, 45);
      expect(String(world.story).includes('web failed at c1')).toBe(!refresh);
      expect(world.has('ConfigMap/new')).toBe(true);
    }
  });

  test('a revision that failed is not tried again, and nothing is healed', () => {
    const { world } = argocd();
    world.commit(waiting('1'), 120);
    world.commit(waiting('fails'), 600);
    world.cluster.patch('Service/a', object => {
      object.spec.selector = { by: 'hand' };
    });
    world.pass(3600);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ by: 'hand' });
  });

  test('an unrelated commit after a failed gate tries again, and the failed Job fails it at once', () => {
    const { world } = argocd();
    world.commit(waiting('1'), 120);
    world.commit(waiting('fails'), 600);
    world.commit(waiting('fails', configMap('more')), 600);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ tag: '1' });
    expect(String(world.story)).toContain('web failed at c3: Job/gate-fails is Degraded');
  });

  test('after a sync that succeeded, what was changed by hand is put back', () => {
    const { world } = argocd();
    world.commit(waiting('1'), 120);
    world.cluster.patch('Service/a', object => {
      object.spec.selector = { by: 'hand' };
    });
    world.pass(5);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ tag: '1' });
  });

  test('with ApplyOutOfSyncOnly a failed Job that is as git has it does not hold up the Service', () => {
    const { world } = argocd({ applyOutOfSyncOnly: true });
    world.commit(waiting('1'), 120);
    world.commit(waiting('fails'), 600);
    world.commit(waiting('fails', configMap('more')), 600);
    expect(world.cluster.get('Service/a')!.object['spec'].selector).toEqual({ tag: 'fails' });
  });

  test('a Job of the same name with another byte fails the sync: the field is immutable', () => {
    const { world } = argocd();
    world.commit({ web: [job('gate', '1')] }, 60);
    world.commit({ web: [job('gate', '2')] }, 600);
    expect(String(world.story)).toContain('web failed at c2: Job/gate: field is immutable');
  });

  test('a sync timeout ends a sync that waits, and it is not tried again', () => {
    const { world } = argocd({ syncTimeout: 300 });
    world.cluster.jobsStart = false;
    world.commit(waiting('1'), 3600);
    expect(String(world.story).match(/it takes too long/g)).toHaveLength(1);
  });
});

describe('pruning', () => {
  test('comes first in its wave, among several waves the last one first', () => {
    const gone = [configMap('early', { annotations: wave(0) }), configMap('late', { annotations: wave(10) })];
    const desired = [configMap('new', { annotations: wave(0) })];
    expect(order(desired, gone, NO_LAST)).toEqual([
      ['prune ConfigMap/late', 'apply ConfigMap/new'],
      ['prune ConfigMap/early'],
    ]);
  });

  test('comes after all with PruneLast', () => {
    expect(order([configMap('new')], [configMap('old')], { pruneLast: true })).toEqual([
      ['apply ConfigMap/new'],
      ['prune ConfigMap/old'],
    ]);
  });

  test('leaves what says Prune=false', () => {
    const { world } = argocd();
    world.commit({ web: [configMap('a'), configMap('kept', { annotations: KEPT }), configMap('gone')] }, 60);
    world.commit({ web: [configMap('a')] }, 60);
    expect([world.has('ConfigMap/kept'), world.has('ConfigMap/gone')]).toEqual([true, false]);
  });

  test('refuses to take everything, and takes half of it without question', () => {
    const { world } = argocd();
    world.commit({ web: [configMap('a'), configMap('b')] }, 60);
    world.commit({ web: [configMap('a')] }, 60);
    world.commit({ other: [configMap('c')] }, 60);
    expect([world.has('ConfigMap/a'), world.has('ConfigMap/b')]).toEqual([true, false]);
  });

  test('with FailOnSharedResource an object of another Application is not taken over', () => {
    const { world } = argocd();
    world.cluster.apply(configMap('a'), 'another');
    world.commit({ web: [configMap('a')] }, 600);
    expect(world.cluster.get('ConfigMap/a')!.owner).toBe('another');
  });
});
