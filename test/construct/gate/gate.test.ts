import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PortProps } from '../../../lib/construct/props/port';
import { HttpScheme } from '../../../lib/construct/props/probe';
import type { SmokeRequest } from '../../../lib/construct/props/smoke';
import { type Answer, DnsServer } from './dns-server';
import { DOMAIN, GateProcess, type Surroundings } from './gate-process';
import { type Pod, Pods } from './pods';
import { certificate, StrictMesh } from './strict-mesh';

const RELEASE = 'ping-release-0123456789';
const COLOUR = 'ping-colour-0123456789';
const [ONE, TWO, THREE] = ['127.0.0.2', '127.0.0.3', '127.0.0.4'] as const;
const PING: SmokeRequest = { path: '/ping' };

let dns: DnsServer;
/** Another nameserver, for where there are two. */
let otherDns: DnsServer;
let pods: Pods;
let gates: GateProcess[];

beforeEach(async () => {
  [dns, otherDns, pods, gates] = [await DnsServer.start(), await DnsServer.start(), await Pods.start(), []];
});

afterEach(() => {
  for (const gate of gates) gate.kill();
  dns.stop();
  otherDns.stop();
  pods.stop();
});

/** DNS answers: what the release's Service and the colour's one have at each look; the last one stays. */
function names(release: readonly Answer[], colour: readonly Answer[] = release): void {
  const answers = new Map([
    [`${RELEASE}.${DOMAIN}`, release],
    [`${COLOUR}.${DOMAIN}`, colour],
  ]);
  dns.answer = (name, time) => {
    const all = answers.get(name) ?? ['nxdomain'];
    return all[Math.min(time, all.length) - 1]!;
  };
}

function start(
  atLeast: number,
  requests: readonly SmokeRequest[],
  {
    ports = [{ name: 'http', port: pods.port }],
    nameservers = [dns.port],
    ...surroundings
  }: Partial<Surroundings> & { readonly ports?: PortProps[] } = {},
): GateProcess {
  const expected = { releaseService: RELEASE, colourService: COLOUR, pods: atLeast, release: '0f3a', colour: 'green' };
  const gate = new GateProcess({ ...expected, ports }, requests, { nameservers, ...surroundings });
  gates.push(gate);
  return gate;
}

async function run(atLeast: number, requests: readonly SmokeRequest[]) {
  const gate = start(atLeast, requests);
  const code = await gate.ended();
  return { code, log: gate.log.split('\n').slice(0, -1) };
}

describe('waits', () => {
  test('until as many pods of the release are ready as are wanted, and tells each change once', async () => {
    names(['nxdomain', [], [ONE], [ONE], [ONE, TWO]]);
    expect(await run(2, [PING])).toEqual({
      code: 0,
      log: [
        'waits: 0 of 2 pods of release 0f3a ready in green',
        'waits: 1 of 2 pods of release 0f3a ready in green',
        '2 of 2 pods of release 0f3a ready in green',
        '127.0.0.2: 1 of 1 requests answered as expected',
        '127.0.0.3: 1 of 1 requests answered as expected',
        'proved: release 0f3a in green',
      ],
    });
  });

  test('until no pod of another release is left in the colour', async () => {
    names([[ONE]], [[TWO, THREE], [ONE, TWO], [ONE]]);
    expect(await run(1, [PING])).toEqual({
      code: 0,
      log: [
        'waits: 1 of 1 pods of release 0f3a ready in green, and of other releases: 127.0.0.3 127.0.0.4',
        'waits: 1 of 1 pods of release 0f3a ready in green, and of other releases: 127.0.0.3',
        '1 of 1 pods of release 0f3a ready in green',
        '127.0.0.2: 1 of 1 requests answered as expected',
        'proved: release 0f3a in green',
      ],
    });
    expect([...pods.asked]).toEqual([[ONE, 1]]);
  });

  test('until both names have all pods', async () => {
    names([[ONE, TWO]], [[ONE], [ONE, TWO]]);
    const { code, log } = await run(1, []);
    expect([code, log[0]]).toEqual([
      0,
      'waits: 2 of 1 pods of release 0f3a ready in green, but not all of them are known to be in green yet',
    ]);
  });

  test('while DNS fails or is silent, and says so', async () => {
    names(['servfail', 'silence', [ONE]]);
    const { code, log } = await run(1, []);
    expect([code, log.slice(0, 2)]).toEqual([
      0,
      ['waits: the pods are not known, DNS answers with error 2', 'waits: the pods are not known, DNS does not answer'],
    ]);
  });

  test.each<[string, Answer | undefined]>([
    ['is silent', 'silence'],
    ['fails', 'servfail'],
    ['is gone', undefined],
  ])('for nothing when the first nameserver %s and the second one answers', async (_, first) => {
    names([[ONE]]);
    if (first) otherDns.answer = () => first;
    const gate = start(1, [PING], { nameservers: [first && otherDns.port, dns.port] });
    expect([await gate.ended(), gate.log.split('\n')[0]]).toEqual([0, '1 of 1 pods of release 0f3a ready in green']);
  });

  test('for no answer of another nameserver where the first one has answered', async () => {
    names([[ONE]]);
    otherDns.answer = () => [TWO];
    const gate = start(1, [PING], { nameservers: [dns.port, otherDns.port] });
    expect([await gate.ended(), otherDns.asked, [...pods.asked.keys()]]).toEqual([0, [], [ONE]]);
  });

  test('for no pods at all never: a release without pods is not proved', async () => {
    names([[], [], [ONE]]);
    const { code, log } = await run(0, []);
    expect([code, log[0]]).toEqual([0, 'waits: 0 of 0 pods of release 0f3a ready in green']);
  });
});

describe('asks', () => {
  test('each of 150 pods, more than fit into an answer by UDP', async () => {
    const all = Array.from({ length: 150 }, (_, index) => `127.0.1.${index + 1}`);
    names([all]);
    expect((await run(150, [PING])).code).toBe(0);
    expect([...pods.asked.keys()].sort()).toEqual([...all].sort());
  });

  test('pods by IPv6 and by IPv4', async () => {
    // This machine may lack ::1; this is 127.0.0.2 as an IPv6 address.
    names([['::ffff:7f00:2', TWO]]);
    const hosts: string[] = [];
    const pod: Pod = ({ headers }, response) => {
      hosts.push(headers.host!);
      response.end();
    };
    pods.does.set(ONE, pod).set(TWO, pod);
    expect((await run(2, [PING])).code).toBe(0);
    expect(hosts.sort()).toEqual([`127.0.0.3:${pods.port}`, `[::ffff:127.0.0.2]:${pods.port}`]);
  });

  test('over TLS, whatever name the certificate has', async () => {
    const identity = certificate();
    const secure = createSecureServer({ key: identity, cert: identity }, (_, response) => response.end('secret'));
    secure.listen(0, ONE);
    await once(secure, 'listening');
    names([[ONE]]);
    const ports = [{ name: 'https', port: (secure.address() as AddressInfo).port }];
    const gate = start(1, [{ ...PING, scheme: HttpScheme.HTTPS, contains: 'secret' }], { ports });
    expect([await gate.ended(), gate.log]).toEqual([0, expect.stringContaining('proved')]);
    secure.close();
  });

  test('again up to the number of tries', async () => {
    names([[ONE]]);
    pods.does.set(ONE, (_, response) => {
      response.statusCode = pods.asked.get(ONE)! < 3 ? 503 : 200;
      response.end();
    });
    expect((await run(1, [{ ...PING, tries: 3 }])).code).toBe(0);
    expect(pods.asked.get(ONE)).toBe(3);
  });

  test('again from the start when the pods have changed meanwhile, and a pod that went does not count', async () => {
    names([
      [ONE, TWO],
      [ONE, THREE],
    ]);
    pods.does.set(TWO, (_, response) => response.destroy());
    const { code, log } = await run(2, [{ ...PING, tries: 1 }]);
    expect([code, log]).toEqual([
      0,
      [
        '2 of 2 pods of release 0f3a ready in green',
        '127.0.0.2: 1 of 1 requests answered as expected',
        '127.0.0.3: GET /ping: (52) Empty reply from server',
        '127.0.0.3: 0 of 1 requests answered as expected',
        'the pods are others than before: starts over',
        '2 of 2 pods of release 0f3a ready in green',
        '127.0.0.2: 1 of 1 requests answered as expected',
        '127.0.0.4: 1 of 1 requests answered as expected',
        'proved: release 0f3a in green',
      ],
    ]);
  });
});

const says =
  (status: number, body: string): Pod =>
  (_, response) => {
    response.statusCode = status;
    response.end(body);
  };
const GOOD = '{"status":"UP","checks":[{"ok":true},{"ok":true}],"load":1,"text":"pong"}';
const json = says(200, '{"status":"DOWN","checks":[{"ok":"yes"}],"load":0.25}');

test.each<[string, Pod, Partial<SmokeRequest>, string | RegExp]>([
  ['another status', says(500, 'a\nb'), {}, 'status 500, expected 200; body: a b'],
  ['a redirect', says(302, ''), {}, 'status 302, expected 200'],
  ['another text', says(200, 'ping'), { contains: 'pong' }, 'the body does not contain "pong"; body: ping'],
  ['no JSON', says(200, 'UP'), { json: { status: 'UP' } }, 'the body is not JSON; body: UP'],
  ['another JSON value', json, { json: { status: 'UP' } }, /^status is "DOWN", expected "UP"; body: \{/],
  ['another JSON type', json, { json: { 'checks.0.ok': true } }, /^checks\.0\.ok is "yes", expected true; body: /],
  ['another JSON number', json, { json: { load: 1 } }, /^load is 0\.25, expected 1; body: /],
  ['no such JSON value', json, { json: { 'checks.1.ok': true } }, /^checks\.1\.ok is not there, expected true; body: /],
  ['a long body', says(404, 'x'.repeat(9000)), {}, `status 404, expected 200; body: ${'x'.repeat(200)}`],
  [
    'nothing',
    () => {},
    { timeoutSeconds: 1 },
    /^\(28\) Operation timed out after \d+ milliseconds with 0 bytes received$/,
  ],
  ['a closed connection', (_, response) => response.destroy(), {}, '(52) Empty reply from server'],
  [
    'half a body',
    (_, response) => {
      response.setHeader('Content-Length', '10');
      response.write('pong');
    },
    { timeoutSeconds: 1, contains: 'pong' },
    /^\(28\) Operation timed out after \d+ milliseconds with 4 out of 10 bytes received$/,
  ],
])('a pod that answers %s fails the gate, which says which pod and what it got', async (_, pod, request, wrong) => {
  names([[ONE, TWO]]);
  pods.does.set(ONE, pod).set(TWO, says(200, GOOD));
  const { code, log } = await run(2, [{ ...PING, tries: 1, ...request }]);
  expect(code).toBe(1);
  const [, told] = /^127\.0\.0\.2: GET \/ping: (.*)$/.exec(log[1]!) ?? [];
  expect(told).toEqual(typeof wrong === 'string' ? wrong : expect.stringMatching(wrong));
  expect(log.slice(-3)).toEqual([
    '127.0.0.2: 0 of 1 requests answered as expected',
    '127.0.0.3: 1 of 1 requests answered as expected',
    'failed: release 0f3a in green does not answer as expected',
  ]);
});

const TURNED_AWAY =
  'every pod turns the gate away: does a service mesh let in its own pods alone? docs/meshes.md has the ways out';

describe('where pods let in nobody but who has a certificate of their mesh (a stand-in for one)', () => {
  let mesh: StrictMesh;

  beforeEach(async () => {
    mesh = await StrictMesh.start();
    names([[ONE, TWO]]);
  });
  afterEach(() => mesh.stop());

  const gateOf = (surroundings: { readonly sidecar?: number }) =>
    start(2, [{ ...PING, tries: 1 }], { ports: [{ name: 'http', port: mesh.podPort }], ...surroundings });

  test('the gate without a sidecar fails, and says what may be the reason', async () => {
    const gate = gateOf({});
    expect(await gate.ended()).toBe(1);
    expect(gate.log.split('\n').slice(-3)).toEqual([
      TURNED_AWAY,
      'failed: release 0f3a in green does not answer as expected',
      '',
    ]);
    expect(mesh.reached.size).toBe(0);
  });

  test('the gate with a sidecar reaches each pod by its address and proves the release', async () => {
    const gate = gateOf({ sidecar: mesh.sidecarPort });
    expect([await gate.ended(), gate.log.split('\n').at(-2)]).toEqual([0, 'proved: release 0f3a in green']);
    expect([...mesh.reached]).toEqual([
      [ONE, 1],
      [TWO, 1],
    ]);
  });
});

const closes: Pod = (_, response) => response.destroy();
const ENVOY = 'upstream connect error or disconnect/reset before headers. reset reason: connection termination';

test.each<[string, Pod, Pod, boolean]>([
  ['all close the connection', closes, closes, true],
  ['all forbid everything, as with Linkerd', says(403, ''), says(403, ''), true],
  ['a sidecar beside the gate gets nowhere', says(503, ENVOY), says(503, ENVOY), true],
  ['one of them answers', closes, says(200, 'pong'), false],
  ['one of them answers something else', closes, says(500, ''), false],
  ['all are unavailable by their own word', says(503, 'starting'), says(503, 'starting'), false],
])(
  'a mesh is named as a possible reason only when every pod does what it does with strangers: %s',
  async (...given) => {
    const [, one, two, named] = given;
    names([[ONE, TWO]]);
    pods.does.set(ONE, one).set(TWO, two);
    const { code, log } = await run(2, [
      { ...PING, tries: 1 },
      { path: '/health', tries: 1 },
    ]);
    expect([code, log.includes(TURNED_AWAY)]).toEqual([1, named]);
  },
);

test('a port where nobody listens fails the gate', async () => {
  const closed = createServer().listen(0, '127.0.0.2');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  names([[ONE]]);
  const ports = [
    { name: 'http', port: pods.port },
    { name: 'admin', port },
  ];
  const gate = start(1, [{ ...PING, port: 'admin', tries: 1 }], { ports });
  expect(await gate.ended()).toBe(1);
  expect(gate.log).toContain(`127.0.0.2: GET /ping: (7) Failed to connect to 127.0.0.2 port ${port}`);
});

test('outside of a cluster the gate fails at once and says why', async () => {
  const gate = start(1, [], { resolver: 'nameserver 10.0.0.1\nsearch example.com\n' });
  expect([await gate.ended(), gate.log]).toEqual([
    1,
    'failed: /etc/resolv.conf does not lead to the DNS of the cluster, as it does with dnsPolicy ClusterFirst\n',
  ]);
});

test.each<[string, readonly Answer[], Pod]>([
  ['while it waits', [[]], says(200, '')],
  ['while a pod does not answer', [[ONE]], () => {}],
])('SIGTERM ends it at once, %s', async (_, release, pod) => {
  names([...release]);
  pods.does.set(ONE, pod);
  const gate = start(1, [{ ...PING, timeoutSeconds: 300 }]);
  while (!gate.log.includes('\n')) await new Promise(resolve => setTimeout(resolve, 10));
  gate.terminate();
  expect(await gate.exited()).toBe(143);
});

describe('of gRPC', () => {
  const SERVING = 1;
  /** What the health service of each pod says of each service; one that it does not know it says so of. */
  const says = new Map<string, { readonly [service: string]: number }>();
  let health: Http2Server;

  beforeEach(async () => {
    health = createHttp2Server();
    health.on('stream', (stream, headers) => {
      const sent: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => sent.push(chunk));
      stream.on('end', () => {
        const message = Buffer.concat(sent).subarray(5);
        const isAsked =
          headers[':path'] === '/grpc.health.v1.Health/Check' && headers['content-type'] === 'application/grpc';
        // A message of no length asks of the server as a whole.
        const service = message.length ? message.subarray(2, 2 + message[1]!).toString() : '';
        const status = isAsked ? says.get(stream.session!.socket.localAddress!)?.[service] : undefined;
        const type = { ':status': 200, 'content-type': 'application/grpc' };
        if (status === undefined) return stream.respond({ ...type, 'grpc-status': 5 }, { endStream: true });
        stream.respond(type, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': 0 }));
        return stream.end(Buffer.from(status ? [0, 0, 0, 0, 2, 8, status] : [0, 0, 0, 0, 0]));
      });
    });
    health.listen(0, '0.0.0.0');
    await once(health, 'listening');
  });

  afterEach(() => health.close());

  const grpcPorts = () => [
    { name: 'http', port: pods.port },
    { name: 'grpc', port: (health.address() as AddressInfo).port },
  ];

  test('the health service of every pod has to say that what is asked about is serving, beside requests of HTTP', async () => {
    names([[ONE, TWO, THREE]]);
    says.set(ONE, { '': SERVING, 'shop.v1.Baskets': SERVING });
    says.set(TWO, { '': SERVING, 'shop.v1.Baskets': 2 });
    says.set(THREE, { '': 0 });
    const asked = [
      PING,
      { grpc: {}, port: 'grpc', tries: 1 },
      { grpc: { service: 'shop.v1.Baskets' }, port: 'grpc', tries: 1 },
    ];
    const gate = start(3, asked, { ports: grpcPorts() });
    expect(await gate.ended()).toBe(1);
    expect(gate.log.split('\n').slice(1, -1)).toEqual([
      '127.0.0.2: 3 of 3 requests answered as expected',
      '127.0.0.3: GRPC shop.v1.Baskets: it is not serving',
      '127.0.0.3: 2 of 3 requests answered as expected',
      '127.0.0.4: GRPC /: it is not serving',
      '127.0.0.4: GRPC shop.v1.Baskets: status 200, 5 of gRPC, expected an answer',
      '127.0.0.4: 1 of 3 requests answered as expected',
      'failed: release 0f3a in green does not answer as expected',
    ]);
  });

  test('a server that speaks none is told, and one that is not there', async () => {
    names([[ONE]]);
    const refused = start(
      1,
      [
        { grpc: {}, port: 'http', tries: 1 },
        { grpc: {}, port: 'nobody', tries: 1 },
      ],
      {
        ports: [
          { name: 'http', port: pods.port },
          { name: 'nobody', port: 1 },
        ],
      },
    );
    expect(await refused.ended()).toBe(1);
    expect(refused.log).toMatch(/GRPC \/: \(\d+\) .*\n127.0.0.2: GRPC \/: \(7\) Failed to connect/);
  });

  test('and a release whose pods all say so is proved', async () => {
    names([[ONE]]);
    says.set(ONE, { '': SERVING });
    const gate = start(1, [{ grpc: {}, port: 'grpc' }], { ports: grpcPorts() });
    expect([await gate.ended(), gate.log]).toEqual([0, expect.stringContaining('proved: release 0f3a in green')]);
  });
});
