import fc from 'fast-check';
import { adopt } from '../../lib/adopt/adopt';
import type { Asked } from '../../lib/adopt/asked';
import { APP, deployment, type Fields, manifest, pods, service } from './objects';

const PORTS = [{ name: 'http', port: 80, targetPort: 8080 }];
const services = ['web-active', 'web-preview'].map(name => ({ ...service(PORTS), metadata: { name } }));

const rollout = (blueGreen: Fields = {}): Fields => ({
  ...deployment(pods(), {
    strategy: { blueGreen: { activeService: 'web-active', previewService: 'web-preview', ...blueGreen } },
  }),
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
});

const analysed = (analysis: Fields = {}) =>
  rollout({ prePromotionAnalysis: { templates: [{ templateName: 'ready' }], ...analysis } });

const template = (...metrics: Fields[]): Fields => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name: 'ready' },
  spec: { args: [{ name: 'service', value: 'web-preview' }, { name: 'hash' }], metrics },
});

const web = (provider: Fields, metric: Fields = {}): Fields => ({
  name: 'ready',
  ...metric,
  provider: { web: { url: 'http://{{args.service}}/ready', ...provider } },
});

const job = (container: Fields, pod: Fields = {}): Fields => ({
  name: 'tests',
  provider: {
    job: {
      spec: {
        backoffLimit: 0,
        template: { spec: { restartPolicy: 'Never', containers: [{ name: 'tests', ...container }], ...pod } },
      },
    },
  },
});

function adopted(objects: Fields[], asked: Asked = {}) {
  const adoption = adopt(objects.map(manifest), asked);
  expect(adoption.obstacles).toEqual([]);
  expect(adoption.unaccounted).toEqual([]);
  return adoption;
}

const smokeOf = (...metrics: Fields[]) =>
  adopted([analysed(), ...services, template(...metrics)]).adopted!.spec['smoke'];
const toldOf = (...metrics: Fields[]) =>
  adopted([analysed(), ...services, template(...metrics)])
    .fields.filter(({ object, kind }) => object === 'AnalysisTemplate ready' && kind === 'told')
    .map(({ field, text }) => `${field}: ${text}`)
    .join('\n');

describe('what an analysis asks the next release is asked by the gate', () => {
  const SECONDS = { timeoutSeconds: 10 };
  const requests: [what: string, metric: Fields, expected: Fields][] = [
    ['a request', web({}), { path: '/ready', ...SECONDS }],
    [
      'a value that is equal to something',
      web({ jsonPath: '{$.data.ok}' }, { successCondition: 'result == true' }),
      { path: '/ready', json: { 'data.ok': true }, ...SECONDS },
    ],
    [
      'several values of one answer',
      web({}, { successCondition: 'result.ok && result.items[0].name == "a" && result.n == 3' }),
      { path: '/ready', json: { ok: true, 'items.0.name': 'a', n: 3 }, ...SECONDS },
    ],
    [
      'what is sent with it',
      web({
        url: 'http://web-preview/ready?x=1',
        method: 'POST',
        headers: [{ key: 'X-Team', value: 'shop' }],
        jsonBody: { a: 1 },
        timeoutSeconds: 20,
      }),
      {
        path: '/ready?x=1',
        method: 'POST',
        headers: { 'X-Team': 'shop', 'Content-Type': 'application/json' },
        body: '{"a":1}',
        timeoutSeconds: 20,
      },
    ],
  ];
  test.each(requests)('%s', (_, metric, expected) => {
    expect(smokeOf(metric)).toEqual([expected]);
  });
  test('a Job of one container asks the pods of the gate where it asked the Service', () => {
    const container = {
      image: 'tests:1',
      command: ['sh', '-c'],
      args: ['curl -f http://{{args.service}}/ready && curl -f http://web-preview-other/'],
      env: [
        { name: 'URL', value: 'http://web-preview:80/' },
        { name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      ],
    };
    expect(smokeOf(job(container))).toEqual({
      image: 'tests:1',
      command: ['sh', '-c'],
      args: ['curl -f http://$(GATE_HOST):$(GATE_PORT)/ready && curl -f http://web-preview-other/'],
      env: {
        URL: 'http://$(GATE_HOST):$(GATE_PORT)/',
        KEY: { secretKeyRef: { name: 's', key: 'k' } },
      },
    });
    expect(toldOf(job(container))).toContain('without root');
  });

  test('and all else is told', () => {
    const lost: Fields[] = [
      web({ url: 'http://elsewhere/ready' }),
      web({ url: 'http://web-preview:9999/ready' }),
      web({}, { successCondition: 'result.ratio >= 0.9' }),
      web({}, { successCondition: 'result == "I am OK"' }),
      web({}, { failureCondition: 'result == false' }),
      web({ headers: [{ key: 'X-Hash', value: '{{args.hash}}' }] }),
      web({ authentication: { oauth2: {} } }),
      job({ image: 'tests:1', volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
      job({ image: 'tests:1' }, { serviceAccountName: 'robot' }),
      job({ image: 'tests:{{args.hash}}' }),
      { name: 'rate', provider: { prometheus: { query: 'up' } } },
    ];
    for (const metric of lost) {
      expect(smokeOf(metric)).toBeUndefined();
      expect(toldOf(metric)).toMatch(/spec\.metrics\[0\]: NOT (asked|run) any more/);
    }
  });

  test('a container beside requests is told: "smoke" holds one or the other', () => {
    const metrics = [job({ image: 'tests:1' }), web({})];
    expect(smokeOf(...metrics)).toHaveLength(1);
    expect(toldOf(...metrics)).toContain('spec.metrics[0]: NOT run any more: "smoke" holds requests or one container');
  });

  test('the Rollout says more than its template, and a template that is not there is named', () => {
    const args = [{ name: 'hash', value: 'v1' }];
    const metric = web({ headers: [{ key: 'X-Hash', value: '{{args.hash}}' }] });
    const { adopted: what } = adopted([analysed({ args }), ...services, template(metric)]);
    expect(what!.spec['smoke'][0].headers).toEqual({ 'X-Hash': 'v1' });
    const { fields } = adopted([analysed(), ...services]);
    expect(fields.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('the AnalysisTemplate ready is not among the files'),
    );
  });

  test('nothing vanishes, whatever stands in a template', () => {
    const strange = fc.constantFrom<unknown>(null, 'text', 7, [], {}, [{}], { url: 'http://web-preview/' });
    const spoilt = fc.record({
      provider: fc.record(
        { web: strange, job: fc.oneof(strange, fc.constant(job({ image: 'x' })['provider'].job)), prometheus: strange },
        { requiredKeys: [] },
      ),
      successCondition: fc.oneof(strange, fc.constant('result.ok')),
      count: strange,
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(spoilt, strange), { maxLength: 3 }), strange, (metrics, args) => {
        const made = template();
        made['spec'] = { metrics, args };
        const { unaccounted, obstacles } = adopt([analysed(), ...services, made].map(manifest), {});
        expect([unaccounted, obstacles]).toEqual([[], []]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the Service for a look at the next release', () => {
  const asking = { preview: 'web-preview' };

  test('gets a name of its own while the Rollout leads the old one', () => {
    expect(adopted([rollout(), ...services]).adopted!.spec['service']).toMatchObject({ preview: 'web-idle' });
  });

  test('keeps its name once the Rollout and the files have let go of it, and not before', () => {
    const { obstacles } = adopt([rollout(), ...services].map(manifest), asking);
    expect(obstacles.map(({ message }) => message).join()).toMatch(/as its previewService, and puts its hash into it/);
    const free = rollout();
    delete free['spec'].strategy.blueGreen.previewService;
    const left = adopt([free, ...services].map(manifest), { ...asking, service: 'web-active' }).obstacles;
    expect(left.map(({ message }) => message).join()).toMatch(/there is a Service web-preview already/);
    expect(adopted([free, services[0]!], asking).adopted!.spec['service']).toEqual({ name: 'web-active' });
    expect(adopted([free, services[0]!], { preview: 'look' }).adopted!.spec['service']).toEqual({
      name: 'web-active',
      preview: 'look',
    });
  });
});

describe('a load balancer that learns late makes each promotion two commits', () => {
  const ingress = (annotations: Fields, spec: Fields = {}): Fields => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'door', annotations },
    spec: { defaultBackend: { service: { name: APP, port: { number: 80 } } }, ...spec },
  });
  const trafficOf = (spec: Fields, ...more: Fields[]) => adopted([deployment(pods()), service(PORTS, spec), ...more]);
  const ALB = 'alb.ingress.kubernetes.io/target-type';
  const late: [what: string, spec: Fields, more: Fields[], why: RegExp][] = [
    ['an ALB to pods', {}, [ingress({ [ALB]: 'ip' }, { ingressClassName: 'alb' })], /sends to pods themselves \(alb/],
    [
      'an ALB that does not say',
      { type: 'NodePort' },
      [ingress({ 'kubernetes.io/ingress.class': 'alb' })],
      /may send to pods themselves/,
    ],
    ['GKE', {}, [ingress({}, { ingressClassName: 'gce' })], /class gce/],
    ['only nodes with pods', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }, [], /only to nodes with pods/],
  ];
  test.each(late)('%s', (_, spec, more, why) => {
    const { adopted: what } = trafficOf(spec, ...more);
    expect(what!.spec['traffic']).toBe('overlap');
    expect(what!.late).toMatch(why);
  });

  const prompt: [what: string, spec: Fields, more: Fields[]][] = [
    ['nothing in front', {}, []],
    ['an ALB to nodes', { type: 'NodePort' }, [ingress({ [ALB]: 'instance' }, { ingressClassName: 'alb' })]],
    ['a proxy in the cluster', {}, [ingress({}, { ingressClassName: 'nginx' })]],
    [
      'an ALB to another Service',
      {},
      [ingress({ [ALB]: 'ip' }, { defaultBackend: { service: { name: 'other', port: { number: 80 } } } })],
    ],
  ];
  test.each(prompt)('not %s', (_, spec, more) => {
    expect(trafficOf(spec, ...more).adopted!.spec).not.toHaveProperty('traffic');
  });
});
