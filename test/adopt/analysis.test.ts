import fc from 'fast-check';
import { adopt } from '../../lib/adopt/adopt';
import type { Asked } from '../../lib/adopt/asked';
import { decide, type NamedProps } from '../../lib/construct/resolve/application';
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

const analysedIn = (phases: readonly string[]) =>
  rollout(Object.fromEntries(phases.map(phase => [phase, { templates: [{ templateName: 'ready' }] }])));

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
    const prometheus = fc.record({ address: fc.oneof(strange, fc.constant('http://p:9090')), query: strange });
    const phases = fc.subarray(['prePromotionAnalysis', 'postPromotionAnalysis'], { minLength: 1 });
    const spoilt = fc.record({
      provider: fc.record(
        {
          web: strange,
          job: fc.oneof(strange, fc.constant(job({ image: 'x' })['provider'].job)),
          prometheus: fc.oneof(strange, prometheus),
        },
        { requiredKeys: [] },
      ),
      successCondition: fc.oneof(strange, fc.constant('result.ok')),
      count: strange,
      name: strange,
      failureCondition: fc.oneof(strange, fc.constant('result[0] > 5')),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(spoilt, strange), { maxLength: 3 }), strange, phases, (metrics, args, of) => {
        const made = template();
        made['spec'] = { metrics, args };
        const { unaccounted, obstacles } = adopt([analysedIn(of), ...services, made].map(manifest), {});
        expect([unaccounted, obstacles]).toEqual([[], []]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what an analysis asks Prometheus is "analysis" of ours', () => {
  const QUERY = 'sum(rate(orders_total{namespace="demo"}[2m]))';
  const ADDRESS = 'http://prometheus.monitoring:9090';
  const figure = (metric: Fields = {}, asks: Fields = {}): Fields => ({
    name: 'Orders OK',
    interval: '1m',
    count: 3,
    successCondition: 'result[0] >= 0.95',
    ...metric,
    provider: { prometheus: { address: ADDRESS, query: QUERY, ...asks } },
  });
  const named = (name: string, ...metrics: Fields[]): Fields => ({ ...template(...metrics), metadata: { name } });
  const phases = (before: string[], after: string[], args: Fields[] = []) =>
    rollout({
      ...(before.length && {
        prePromotionAnalysis: { args, templates: before.map(templateName => ({ templateName })) },
      }),
      ...(after.length && {
        postPromotionAnalysis: { args, templates: after.map(templateName => ({ templateName })) },
      }),
    });
  const specOf = (...objects: Fields[]) => adopted([...services, ...objects]).adopted!.spec;
  const toldIn = (...objects: Fields[]) =>
    adopted([...services, ...objects])
      .fields.filter(({ object, kind }) => object.startsWith('AnalysisTemplate') && kind === 'told')
      .map(({ field, text }) => `${field}: ${text}`)
      .join('\n');
  const asking = (metric: Fields) => [phases(['m'], []), named('m', metric)];
  const measured = (...objects: Fields[]) => {
    const spec = specOf(...objects);
    const props = { ...spec, name: 'web', namespace: 'demo', active: 'blue', blue: { image: 'web:1' } };
    const { problems } = decide(props as unknown as NamedProps);
    expect(problems.filter(({ warning }) => !warning)).toEqual([]);
    return spec;
  };

  test('before a promotion, as often and with as many failures, and the whole is a spec that can be', () => {
    const spec = measured(...asking(figure({ failureLimit: 2 })));
    expect(spec).toMatchObject({
      analysis: {
        source: ADDRESS,
        every: '1m',
        metrics: [{ name: 'orders-ok', query: QUERY, min: 0.95, failures: 2, noData: 'fail' }],
      },
      gate: { analysis: '3m' },
    });
    expect(spec).not.toHaveProperty('watch');
  });

  test('after it, and in both only where both look at the same', () => {
    const other = named('n', figure({ name: 'other' }));
    const after = measured(phases([], ['m']), named('m', figure({ count: 5 })));
    expect(after).toMatchObject({ analysis: { metrics: [{ min: 0.95 }] }, watch: { minutes: 5 } });
    expect(after).not.toHaveProperty('gate');
    const same = [phases(['m'], ['m']), named('m', figure())];
    expect(measured(...same)).toMatchObject({ gate: { analysis: '3m' }, watch: { minutes: 3 } });
    expect(toldIn(...same)).toMatch(
      /spec.metrics\[0\]: measured before each.*\. measured after each.*NOTHING goes back/,
    );
    const two = [phases(['m'], ['n']), named('m', figure()), other];
    expect(measured(...two)).not.toHaveProperty('watch');
    expect(toldIn(...two)).toContain('NOT watched after a promotion any more: the metrics of "analysis" are one list');
  });

  const conditions: [condition: Fields, expected: Fields][] = [
    [{ successCondition: 'result[0] <= 5' }, { max: 5, noData: 'fail' }],
    [{ successCondition: 'result[0] >= 1 && result[0] <= 5' }, { min: 1, max: 5, noData: 'fail' }],
    [{ successCondition: 'result == 1' }, { min: 1, max: 1, noData: 'fail' }],
    [{ successCondition: 'result[0] < 5' }, { max: 4.999999999999999, noData: 'fail' }],
    [{ successCondition: 'result[0] > -2' }, { min: -1.9999999999999998, noData: 'fail' }],
    [{ successCondition: 'isNaN(result) || result >= 1' }, { min: 1, noData: 'pass' }],
    [{ successCondition: 'result[0] >= 1 || isNaN(result[0])' }, { min: 1 }],
    [{ successCondition: 'len(result) == 0 || isNaN(result[0]) || result[0] >= 1' }, { min: 1, noData: 'pass' }],
    [{ successCondition: '!isNaN(result[0]) && (result[0] >= 1)' }, { min: 1, noData: 'fail' }],
    [{ successCondition: '', failureCondition: 'result[0] > 5' }, { max: 5 }],
    [
      { successCondition: '', failureCondition: 'result[0] > 5 || isNaN(result[0])' },
      { max: 5, noData: 'fail' },
    ],
    [
      { successCondition: '', failureCondition: 'result < 1' },
      { min: 1, noData: 'pass' },
    ],
    [{ failureCondition: 'result[0] < 0.95' }, { min: 0.95, noData: 'fail' }],
  ];
  test.each(conditions)('%j', (condition, expected) => {
    const [metric] = specOf(...asking(figure(condition)))['analysis'].metrics;
    expect(metric).toEqual({ name: 'orders-ok', query: QUERY, ...expected });
  });

  const lost: [metric: Fields, why: RegExp][] = [
    [figure({ successCondition: 'result[0] > 0' }), /no limits of one number/],
    [figure({ successCondition: 'all(result, # >= 1)' }), /no limits of one number/],
    [figure({ successCondition: 'result[0] >= 1 || result[1] >= 1' }), /no limits of one number/],
    [figure({ successCondition: 'result[0] != 1' }), /no limits of one number/],
    [figure({ failureCondition: 'result[0] < 0.5' }), /no limits of one number/],
    [figure({ count: undefined }), /it says no count, so it has no end/],
    [figure({ count: 100 }), /take 6000 seconds, and ours 1800 at most/],
    [figure({ interval: '1s' }), /a time from 5s to 10m/],
    [figure({ consecutiveSuccessLimit: 3 }), /nothing of ours is the same as "consecutiveSuccessLimit"/],
    [figure({}, { address: undefined }), /it says no address of a Prometheus/],
    [figure({}, { authentication: {} }), /nothing of ours is the same as "authentication"/],
    [figure({}, { insecure: true }), /nothing of ours is the same as "insecure"/],
    [figure({}, { query: 'up{hash="{{args.hash}}"}' }), /only the controller knows its argument "hash"/],
    [figure({}, { query: 'up{rollouts_pod_template_hash="5d9"}' }), /by the hash of the Rollout: ours are selected by/],
    [figure({}, { query: 'up{pod=~"web-.*"}' }), /by pod it names web, which tells none of our colours/],
    [figure({}, { query: 'up{pod=~"we.+"}' }), /it selects pods by pod=~"we\.\+"/],
    [figure({}, { query: "up{app='web'}" }), /by app it names web/],
    [
      figure({}, { query: 'up{service="web-active"}' }),
      /before a promotion that leads to the release that users are on/,
    ],
    [
      figure({}, { query: 'up{service=~"demo-web-preview-80@.*"}' }),
      /it names web-preview, which goes with what runs today/,
    ],
    [figure({}, { query: 'up{pod="$(COLOUR)"}' }), /it holds "\$\("/],
    [{ name: 'dd', provider: { datadog: { query: 'q' } } }, /not datadog/],
  ];
  test.each(lost)('is told where it would mean something else: %j', (metric, why) => {
    const objects = asking(JSON.parse(JSON.stringify(metric)));
    expect(specOf(...objects)).not.toHaveProperty('analysis');
    expect(toldIn(...objects)).toMatch(/spec\.metrics\[0\]: NOT asked any more/);
    expect(toldIn(...objects)).toMatch(why);
  });

  test('a Service is known by its new name before a promotion, and that of the users by its own after it', () => {
    const query = (service: string) => `sum(rate(requests{destination_service=~"${service}.demo.svc.*"}[1m]))`;
    const asks = figure({}, { query: query('{{args.name}}') });
    const queryIn = (...objects: Fields[]) => specOf(...objects)['analysis']?.metrics[0].query;
    const by = (name: string) => [{ name: 'name', value: name }];
    expect(queryIn(phases(['m'], [], by('web-preview')), named('m', asks))).toBe(query('web-idle'));
    expect(queryIn(phases([], ['m'], by('web-preview')), named('m', asks))).toBeUndefined();
    expect(queryIn(phases([], ['m'], by('web-active')), named('m', asks))).toBe(query('web-active'));
  });

  test('one Prometheus and one interval are for all: another one is told, and so is what is only tried out', () => {
    const metrics = [figure(), figure({ interval: '30s' }), figure({}, { address: 'http://other:9090' }), figure()];
    const tried = named('m', ...metrics, figure({ name: 'tried' }));
    tried['spec'].dryRun = [{ metricName: 'tri.*' }];
    const objects = [phases(['m'], []), tried];
    expect(measured(...objects)['analysis'].metrics.map(({ name }: Fields) => name)).toEqual([
      'orders-ok',
      'orders-ok-2',
    ]);
    for (const why of ['"every" is one for all', '"source" is one for all', 'it is a dry run'])
      expect(toldIn(...objects)).toContain(why);
  });

  test('an address that answers in JSON, with limits, is asked as it was', () => {
    const probe = (web: Fields) => ({
      ...{ name: 'probe', successCondition: 'result >= 99', provider: { web: { jsonPath: '{$.data[0].ok}', ...web } } },
    });
    expect(measured(...asking(probe({ url: 'https://probe.example.com/shop.json' })))).toMatchObject({
      analysis: {
        metrics: [{ name: 'probe', url: 'https://probe.example.com/shop.json', json: 'data.0.ok', min: 99 }],
      },
      gate: { analysis: '30s' },
    });
    const own = asking(probe({ url: 'http://web-preview/figures' }));
    expect(specOf(...own)).not.toHaveProperty('analysis');
    expect(toldIn(...own)).toContain('its address names web');
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
