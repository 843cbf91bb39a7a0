import { adopt } from '../../../lib/adopt/adopt';
import { NEVER_PRUNED } from '../../../lib/adopt/never-pruned';
import { Colour } from '../../../lib/construct/props/colour';
import type { NamedProps } from '../../../lib/construct/resolve/application';
import { currentFormat } from '../../../lib/construct/resolve/format';
import type { Manifest } from '../../../lib/project/output/manifests';
import { renderApplication } from '../../construct/render/render-application';
import { ArgoCd } from './argocd/argocd';
import { identity, type KubernetesObject } from './cluster/object';
import { Flux } from './flux/flux';
import { UsersReachPods } from './invariants/users-reach-pods';
import { APPLICATION, APPLICATIONS } from './layouts/argocd-units';
import { FLAGS, kustomizationsOf } from './layouts/flux-units';
import { configMap, deployment, service } from './objects';
import { SmallWorld } from './small-world';

// The plan of docs/adopt.md, step by step, and what comes of it where a step is left out. Live: docs/live-engines.md.

const OLD = deployment('ping', '1', 2);
const CONFIG = configMap('ping');
const SERVICE = service('ping', { app: 'ping' }, { spec: { ports: [{ port: 5000 }] } });
const MARKED = { ...SERVICE, metadata: { name: 'ping', annotations: Object.fromEntries(NEVER_PRUNED) } };

const ENGINES = {
  'Argo CD': (world: SmallWorld) =>
    void new ArgoCd([...APPLICATIONS, { ...APPLICATION, name: 'old', includes: ['old/'] }], world, 'webhook'),
  Flux: (world: SmallWorld) => {
    const timing = { timeout: 300, interval: 600, retryInterval: 60 };
    const old = { name: 'old', path: 'old/', dependsOn: [], wait: false, leavesJobsAtWork: false, ...timing };
    return void new Flux([...kustomizationsOf('ping'), old], world, 'webhook', FLAGS);
  },
};
type EngineName = keyof typeof ENGINES;
const BOTH = Object.keys(ENGINES) as EngineName[];

/** What becomes ours: all of it, as a release file says that it is beside what ran, or that users have moved. */
function ours(step: 'beside' | 'moved'): Manifest[] {
  // As YAML says it: without what is not there.
  const objects: KubernetesObject[] = JSON.parse(
    JSON.stringify([
      { ...OLD, apiVersion: 'apps/v1' },
      { ...SERVICE, apiVersion: 'v1' },
    ]),
  );
  for (const { spec } of objects) if (spec.template) spec.template.spec.containers[0].name = 'server';
  const { adopted, obstacles } = adopt(
    objects.map(value => ({
      file: 'old.yaml',
      identity: { group: value.kind === 'Deployment' ? 'apps' : '', kind: value.kind, namespace: '', name: 'ping' },
      value,
      line: () => 1,
    })),
    { readiness: '/ping' },
  );
  expect(obstacles).toEqual([]);
  const manifests = renderApplication({
    ...adopted!.spec,
    name: 'ping',
    active: Colour.BLUE,
    blue: { image: adopted!.image, format: currentFormat() },
    gate: { attempt: step === 'beside' ? 1 : 2 },
  } as unknown as NamedProps);
  return manifests.filter(({ object }) => step === 'moved' || identity(object as KubernetesObject) !== 'Service/ping');
}

/** A cluster with users, and somebody who goes through the plan. */
class Person {
  public readonly world = new SmallWorld();
  private readonly users: UsersReachPods;
  private ours: readonly Manifest[] = [];

  public constructor(
    engine: EngineName,
    /** What nobody keeps of ours. */
    private readonly isLost: (path: string) => boolean = () => false,
  ) {
    ENGINES[engine](this.world);
    this.users = new UsersReachPods(this.world.cluster, this.world.story, 'ping');
  }

  public commit(old: readonly KubernetesObject[], becomes = this.ours): void {
    this.ours = becomes;
    this.world.repository.commit([
      ...old.map(object => ({ path: `old/${identity(object)}.yaml`, object: { apiVersion: 'v1', ...object } })),
      ...becomes.filter(({ path }) => !this.isLost(path)),
    ]);
    // Longer than a gate may take, and all that engines try again.
    this.pass(3600);
  }

  public pass(seconds: number): void {
    const { clock } = this.world;
    clock.runUntil(clock.now + seconds, () => this.users.check());
  }

  /** To where nobody applies the Service any more. */
  public untilItIsLetGo(): void {
    this.commit([OLD, CONFIG, SERVICE]);
    this.commit([OLD, CONFIG, SERVICE], ours('beside'));
    this.commit([OLD, CONFIG, MARKED]);
    this.commit([OLD, CONFIG]);
  }

  public get selector(): object {
    return this.world.cluster.get('Service/ping')!.object['spec'].selector;
  }
}

const BLUE = { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' };

test.each(BOTH)('%s: users are never without pods, from the first step of the plan to the last', engine => {
  const person = new Person(engine);
  person.untilItIsLetGo();
  expect(person.selector).toEqual({ app: 'ping' });
  if (engine === 'Argo CD') person.world.cluster.disown('Service/ping');
  person.commit([OLD, CONFIG], ours('moved'));
  expect(person.selector).toEqual(BLUE);
  person.commit([CONFIG]);
  expect([person.world.has('Deployment/ping'), person.world.has('Service/ping')]).toEqual([false, true]);
});

test.each(BOTH)('%s: a Service that leaves its file without a mark is deleted, with users on it', engine => {
  const person = new Person(engine);
  person.commit([OLD, CONFIG, SERVICE]);
  expect(() => person.commit([OLD, CONFIG])).toThrow('the active Service has no ready pod');
});

test('Argo CD: as long as the Service is told as the old one’s, users do not move', () => {
  const person = new Person('Argo CD');
  person.untilItIsLetGo();
  person.commit([OLD, CONFIG], ours('moved'));
  expect(person.selector).toEqual({ app: 'ping' });
  expect(String(person.world.story)).toContain('Service/ping belongs to old');
});

test('Flux: as long as the Service carries the mark that Flagger puts on it, users do not move', () => {
  const person = new Person('Flux');
  person.commit([OLD, CONFIG, SERVICE]);
  person.commit([OLD, CONFIG, SERVICE], ours('beside'));
  const mark = { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' };
  const { annotations } = MARKED.metadata;
  person.commit([OLD, CONFIG, { ...MARKED, metadata: { name: 'ping', annotations: { ...annotations, ...mark } } }]);
  person.commit([OLD, CONFIG], ours('moved'));
  expect(person.selector).toEqual({ app: 'ping' });
});

test('Flux: without a base, no colour is ever applied', () => {
  const person = new Person('Flux', path => path.startsWith('base/'));
  person.commit([OLD, SERVICE]);
  person.commit([OLD, SERVICE], ours('beside'));
  expect(person.world.has('Deployment/ping-blue')).toBe(false);
  const whole = new Person('Flux');
  whole.commit([OLD, SERVICE]);
  whole.commit([OLD, SERVICE], ours('beside'));
  expect(whole.world.has('Deployment/ping-blue')).toBe(true);
});

test.each(BOTH)('%s: where no file is left in the old folder, nothing of it is deleted', engine => {
  const person = new Person(engine);
  person.commit([OLD, SERVICE]);
  person.commit([], ours('beside'));
  expect(person.world.has('Deployment/ping')).toBe(true);
});
