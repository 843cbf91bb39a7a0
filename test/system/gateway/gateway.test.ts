import { Colour } from '../../../lib/construct/props/colour';
import { ServiceType } from '../../../lib/construct/props/service';
import { MirroredMethod, type MirrorProps, TrafficMode } from '../../../lib/construct/props/traffic';
import type { KubernetesObject } from '../../construct/render/rendered';
import { gatewayIn } from './cluster';
import { ClusterObjects } from './cluster-objects';
import { GatewayEntrance } from './entrance';
import type { Received } from './pod';
import { HeldBack, type Spec, Stage } from './stage';
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

describe('copies of requests', () => {
  const mirroring = (mirror: MirrorProps): Spec => ({
    ...BY_ROUTE,
    route: {
      ...BY_ROUTE.route,
      previewHeader: { name: 'x-colour', value: 'idle' },
      grpc: { hostnames: ['grpc.example.com'], services: ['shop.v1.Baskets'] },
      mirror,
    },
  });
  const gotBy = async (colour: Colour, atLeast: number) => counted((await stage.received(colour, atLeast)).map(kindOf));
  const kindOf = ({ method, path, host }: Received) => `${method} ${host}${path}`;

  afterEach(() => stage.end());

  test('reach the idle colour alone, as many as the mirror says, and users hear the active one alone', async () => {
    stage = await Stage.set(mirroring({ percent: 25 }));
    expect(counted(await stage.ask(400))).toEqual({ blue: 400 });
    expect(await gotBy(Colour.BLUE, 400)).toEqual({ 'GET ping.example.com/': 400 });
    // By chance, as the shares above; the last one may still be on its way.
    const most = 5 * Math.sqrt(100 * 0.75);
    const { 'GET ping.example.com-shadow/': copies = 0, ...others } = await gotBy(Colour.GREEN, 100 - most);
    expect(others).toEqual({});
    expect(Math.abs(copies - 100)).toBeLessThan(most);
  });

  test.each(['hangs', 'fails'] as const)('change nothing for users where the idle colour %s', async behaviour => {
    stage = await Stage.set(mirroring({ percent: 100 }));
    stage.behave(Colour.GREEN, behaviour);
    expect(counted(await stage.ask(60, { path: '/api/v1' }))).toEqual({ blue: 60 });
    expect(await gotBy(Colour.GREEN, 60)).toEqual({ 'GET ping.example.com-shadow/api/v1': 60 });
  });

  test('are never made of what writes', async () => {
    stage = await Stage.set(mirroring({ percent: 100 }));
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(counted(await stage.ask(5, { method }))).toEqual({ blue: 5 });
    }
    await stage.ask(1, { path: '/last' });
    expect(await gotBy(Colour.GREEN, 1)).toEqual({ 'GET ping.example.com-shadow/last': 1 });
  });

  test('are made of what writes where the spec says so, with all that was sent', async () => {
    stage = await Stage.set(mirroring({ percent: 100, methods: [MirroredMethod.POST] }));
    await stage.ask(3);
    await stage.ask(3, { method: 'POST' });
    const received = await stage.received(Colour.GREEN, 3);
    expect(received.map(({ method, body }) => [method, body])).toEqual(Array(3).fill(['POST', 'a write']));
  });

  test('are made of the gRPC calls that the spec names, and of no other', async () => {
    stage = await Stage.set(mirroring({ percent: 100, grpc: ['shop.v1.Baskets/List'] }));
    const call = { host: 'grpc.example.com', method: 'POST' };
    for (const name of ['Add', 'List']) {
      expect(counted(await stage.ask(3, { ...call, path: `/shop.v1.Baskets/${name}` }))).toEqual({ blue: 3 });
    }
    expect(await gotBy(Colour.GREEN, 3)).toEqual({ 'POST grpc.example.com-shadow/shop.v1.Baskets/List': 3 });
    const looked = { ...call, headers: { 'x-colour': 'idle' }, path: '/shop.v1.Baskets/List' };
    expect(counted(await stage.ask(3, looked))).toEqual({ green: 3 });
  });

  test('take nobody from the idle colour who comes by its header', async () => {
    stage = await Stage.set(mirroring({ percent: 100 }));
    expect(counted(await stage.ask(10, { headers: { 'x-colour': 'idle' } }))).toEqual({ green: 10 });
    expect(await gotBy(Colour.GREEN, 10)).toEqual({ 'GET ping.example.com/': 10 });
  });

  test('begin with a deploy, rest while users are shared, follow the idle colour, and end with its retirement', async () => {
    stage = await Stage.set(mirroring({ percent: 100 }));
    const copied = () =>
      (stage.object('HTTPRoute', 'ping')['spec'].rules as KubernetesObject[]).flatMap(({ filters = [] }) =>
        filters.map(({ requestMirror }: KubernetesObject) => requestMirror.backendRef.name),
      );
    expect(copied()).toEqual(['ping-green', 'ping-green']);
    await stage.promote({ weight: 50 });
    expect(copied()).toEqual([]);
    await stage.promote();
    expect(counted(await stage.ask(5))).toEqual({ green: 5 });
    expect(await gotBy(Colour.BLUE, 5)).toEqual({ 'GET ping.example.com-shadow/': 5 });
    await stage.retire();
    expect([copied(), stage.of(Colour.BLUE)]).toEqual([[], []]);
    await stage.deploy('3.0');
    expect(counted(await stage.ask(5))).toEqual({ green: 5 });
    expect(await gotBy(Colour.BLUE, 5)).toEqual({ 'GET ping.example.com-shadow/': 5 });
  });
});

describe('the stand-in says of a route what the Gateway API has implementations say', () => {
  const SERVICE = { kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ name: 'http', port: 80 }] } };
  const gateway = (listener: object, metadata: object): KubernetesObject => ({
    ...gatewayIn(),
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
