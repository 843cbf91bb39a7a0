import { Colour } from '../../../lib/construct/props/colour';
import { ServiceType } from '../../../lib/construct/props/service';
import { TrafficMode } from '../../../lib/construct/props/traffic';
import type { KubernetesObject } from '../../construct/render/rendered';
import { ClusterObjects } from './cluster-objects';
import { GatewayEntrance } from './entrance';
import { GATEWAY, HeldBack, type Spec, Stage } from './stage';
import { counted } from './users';

const SHARED = { name: 'ping', image: 'pkw0301/app', port: 5000, replicas: 2, readiness: { path: '/ping' } };
const BY_LOAD_BALANCER = { ...SHARED, service: { type: ServiceType.LOAD_BALANCER } };
const BY_ROUTE = {
  ...SHARED,
  traffic: TrafficMode.ROUTE,
  route: { gateway: { name: 'edge' }, hostnames: ['ping.example.com'], rules: [{ path: '/api' }] },
} satisfies Spec;
const WITH_HEADER: Spec = {
  ...BY_ROUTE,
  route: { ...BY_ROUTE.route, previewHeader: { name: 'x-colour', value: 'idle' } },
};

let stage: Stage;

describe('a balancer that learns of new pods late', () => {
  afterEach(() => stage.end());

  const OVERLAP: Spec = { ...BY_LOAD_BALANCER, traffic: TrafficMode.OVERLAP };
  let balancer: HeldBack;

  async function set(spec: Spec): Promise<void> {
    balancer = new HeldBack();
    stage = await Stage.set(spec, balancer.later);
    balancer.learn();
  }

  /** What users get from before a promotion to after it, in as many commits as the verb asks for. */
  async function promoted(commits: number, learnsBetween = true): Promise<Record<string, number>> {
    const answers = await stage.ask(20);
    for (let commit = 1; commit <= commits; commit++) {
      await stage.promote();
      answers.push(...(await stage.ask(20)));
      if (learnsBetween || commit === commits) balancer.learn();
      answers.push(...(await stage.ask(20)));
    }
    return counted(answers);
  }

  test('loses the requests of a promotion by selector, until it has learned', async () => {
    await set(BY_LOAD_BALANCER);
    expect(await promoted(1)).toEqual({ blue: 20, 503: 20, green: 20 });
  });

  test('loses none by overlap, if people wait for it between the two commits', async () => {
    await set(OVERLAP);
    const { blue, green, ...lost } = await promoted(2);
    expect(lost).toEqual({});
    expect(counted(await stage.ask(20))).toEqual({ green: 20 });
  });

  test('loses them by overlap, if nobody waits', async () => {
    await set(OVERLAP);
    expect(await promoted(2, false)).toEqual({ blue: 60, 503: 20, green: 20 });
  });

  test('loses none by route: it knows the pods of both colours since the deploy', async () => {
    await set(BY_ROUTE);
    expect(await promoted(1)).toEqual({ blue: 20, green: 40 });
  });

  test('loses them by route, if users are moved to pods that were deployed a moment ago', async () => {
    await set(BY_ROUTE);
    await stage.deploy('3.0');
    expect(await promoted(1)).toEqual({ blue: 20, 503: 20, green: 20 });
  });
});

describe('a route by the stand-in', () => {
  afterEach(() => stage.end());

  beforeEach(async () => {
    stage = await Stage.set(WITH_HEADER);
  });

  test.each([5, 25, 50])('gives the idle colour %i percent of the requests, as promote --weight says', async weight => {
    await stage.promote({ weight });
    const { blue = 0, green = 0, ...others } = counted(await stage.ask(600));
    expect(others).toEqual({});
    expect(blue + green).toBe(600);
    // Five times the deviation of 600 requests that each go there by chance.
    expect(Math.abs(green - 6 * weight)).toBeLessThan(5 * Math.sqrt(6 * weight * (1 - weight / 100)));
  });

  test('leads to the idle colour by the header, before, in the middle of and after a promotion', async () => {
    const looked = async () => counted(await stage.ask(30, { headers: { 'X-Colour': 'idle' }, path: '/api/v1' }));
    expect(await looked()).toEqual({ green: 30 });
    await stage.promote({ weight: 25 });
    expect(await looked()).toEqual({ green: 30 });
    await stage.promote();
    expect(await looked()).toEqual({ blue: 30 });
  });

  test('is not for other hosts, and says that it is taken and leads somewhere', async () => {
    expect(counted(await stage.ask(3, { host: 'other.example.com' }))).toEqual({ 404: 3 });
    const said = () => stage.statuses['HTTPRoute/ping']!.map(({ conditions }) => conditions);
    const as = (observedGeneration: number) => [
      ['Accepted', 'ResolvedRefs'].map(type => ({
        type,
        status: 'True',
        reason: type,
        message: '',
        observedGeneration,
      })),
    ];
    expect(said()).toEqual(as(1));
    await stage.promote();
    expect(said()).toEqual(as(2));
    await stage.retire();
    expect(said()).toEqual(as(2));
    expect(stage.of(Colour.BLUE)).toEqual([]);
  });
});

describe('the stand-in says of a route what the Gateway API has implementations say', () => {
  const SERVICE = { kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ name: 'http', port: 80 }] } };
  const gateway = (listener: object, metadata: object): KubernetesObject => ({
    ...GATEWAY,
    metadata: { name: 'edge', ...metadata },
    spec: { listeners: [{ name: 'http', ...listener }] },
  });
  const route = (rule: object, spec: object = {}, metadata: object = {}): KubernetesObject => ({
    kind: 'HTTPRoute',
    metadata: { name: 'web', generation: 3, ...metadata },
    spec: { parentRefs: [{ name: 'edge' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }], ...rule }], ...spec },
  });
  const mirror = (name: string) => ({
    filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name, port: 80 } } }],
  });

  test.each<[what: string, route: KubernetesObject, listener: object, said: Record<string, string>, metadata?: object]>(
    [
      ['nothing is wrong', route(mirror('web')), {}, { Accepted: 'Accepted', ResolvedRefs: 'ResolvedRefs' }],
      [
        'a Service is missing',
        route({ backendRefs: [{ name: 'none', port: 80 }] }),
        {},
        { Accepted: 'Accepted', ResolvedRefs: 'BackendNotFound' },
      ],
      [
        'what gets copies is missing',
        route(mirror('none')),
        {},
        { Accepted: 'Accepted', ResolvedRefs: 'BackendNotFound' },
      ],
      [
        'a backend is no Service',
        route({ backendRefs: [{ kind: 'Bucket', group: 'example.com', name: 'web' }] }),
        {},
        { Accepted: 'Accepted', ResolvedRefs: 'InvalidKind' },
      ],
      [
        'a Service of another namespace is not granted',
        route({ backendRefs: [{ name: 'web', namespace: 'other', port: 80 }] }),
        {},
        { Accepted: 'Accepted', ResolvedRefs: 'RefNotPermitted' },
      ],
      [
        'no listener has the name',
        route({}, { parentRefs: [{ name: 'edge', sectionName: 'https' }] }),
        {},
        { Accepted: 'NoMatchingParent', ResolvedRefs: 'ResolvedRefs' },
      ],
      [
        'no listener is for the host',
        route({}, { hostnames: ['a.example.com'] }),
        { hostname: 'b.example.com' },
        { Accepted: 'NoMatchingListenerHostname', ResolvedRefs: 'ResolvedRefs' },
      ],
      [
        'no listener takes routes of the namespace',
        route({}, { parentRefs: [{ name: 'edge', namespace: 'infra' }] }),
        {},
        { Accepted: 'NotAllowedByListeners', ResolvedRefs: 'ResolvedRefs' },
        { namespace: 'infra' },
      ],
      ['it names another Gateway', route({}, { parentRefs: [{ name: 'other' }] }), {}, {}],
      [
        'a filter is not known',
        route({ filters: [{ type: 'RequestRedirect' }] }),
        {},
        { Accepted: 'UnsupportedValue', ResolvedRefs: 'ResolvedRefs' },
      ],
    ],
  )('%s', (_what, object, listener, said, metadata = {}) => {
    const entrance = new GatewayEntrance(gateway(listener, metadata));
    const [parent] = entrance.statuses(new ClusterObjects([SERVICE, object]))['HTTPRoute/web']!;
    const { conditions = [] } = parent ?? {};
    expect(Object.fromEntries(conditions.map(({ type, reason }) => [type, reason]))).toEqual(said);
    expect(conditions.map(({ observedGeneration }) => observedGeneration)).toEqual(conditions.map(() => 3));
  });
});
