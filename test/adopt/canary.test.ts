import fc from 'fast-check';
import { adopt } from '../../lib/adopt/adopt';
import { checklist } from '../../lib/adopt/checklist';
import { decide, type NamedProps } from '../../lib/construct/resolve/application';
import { filesOf } from '../../lib/project/files/application-files';
import { FOLDERS } from '../../lib/project/files/folders';
import { APP, deployment, type Fields, manifest, pods, service } from './objects';

const canary = (spec: Fields = {}): Fields => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: APP },
  spec: {
    provider: 'kubernetes',
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: APP },
    service: { port: 80, targetPort: 8080 },
    analysis: { interval: '30s', threshold: 2, iterations: 5 },
    ...spec,
  },
});

const adopted = (...objects: Fields[]) => {
  const adoption = adopt(objects.map(manifest), {});
  expect(adoption.obstacles).toEqual([]);
  expect(adoption.unaccounted).toEqual([]);
  return adoption;
};

const obstacles = (...objects: Fields[]) => {
  const adoption = adopt(objects.map(manifest), {});
  expect(adoption.adopted).toBeUndefined();
  for (const { fix } of adoption.obstacles) expect(fix).not.toBe('');
  return adoption.obstacles.map(({ message }) => message).join('\n');
};

const plan = ({ adopted: what, fields }: ReturnType<typeof adopted>) =>
  checklist(
    what!,
    {
      environment: 'production',
      namespace: 'demo',
      engines: [],
      files: filesOf(FOLDERS, 'production', what!.application),
    },
    fields,
  );

describe('a blue-green Canary of Flagger', () => {
  test('is taken over from the Service that Flagger made: its pods are those of the target, and it goes last', () => {
    const { adopted: what } = adopted(canary(), deployment(pods(), { replicas: 3 }));
    expect(what).toMatchObject({
      application: APP,
      workload: 'Canary/web',
      goesToo: ['Deployment/web'],
      service: APP,
      serviceExists: true,
      files: ['k8s/web.yaml'],
      canary: { name: APP, primary: 'web-primary', target: APP, serviceIsFound: false },
      spec: { replicas: 3, ports: [{ name: 'http', port: 8080, servicePort: 80 }] },
    });
  });

  test('keeps the name, the ports and the annotations of its Service', () => {
    const ports = [
      { name: 'http', containerPort: 8080 },
      { name: 'admin', containerPort: 9090 },
    ];
    const { adopted: what } = adopted(
      canary({
        service: {
          name: 'shop',
          port: 80,
          portName: 'web',
          targetPort: 'http',
          appProtocol: 'http',
          portDiscovery: true,
          apex: { annotations: { team: 'shop' }, labels: { a: 'b' } },
        },
      }),
      deployment(pods({ ports })),
    );
    expect(what!.spec).toMatchObject({
      service: { name: 'shop', annotations: { team: 'shop' } },
      ports: [
        { name: 'web', port: 8080, servicePort: 80, appProtocol: 'http' },
        { name: 'admin', port: 9090 },
      ],
    });
  });

  test('without a target port leads to the number of its Service', () => {
    const { adopted: what } = adopted(canary({ service: { port: 8080 } }), deployment(pods()));
    expect(what!.spec['ports']).toEqual([{ name: 'http', port: 8080 }]);
  });

  test('scales as its autoscaler does, within the bounds that the Canary gives it', () => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: APP },
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: APP },
        minReplicas: 2,
        maxReplicas: 4,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    };
    const led = canary({
      autoscalerRef: { kind: 'HorizontalPodAutoscaler', name: APP, primaryScalerReplicas: { minReplicas: 3 } },
    });
    const requests = pods({ resources: { requests: { cpu: '1' } } });
    const { adopted: what } = adopted(led, deployment(requests), scaler);
    expect(what!.spec['autoscaling']).toEqual({ min: 3, max: 4, cpu: 60 });
    expect(what!.goesToo).toEqual(['Deployment/web', 'HorizontalPodAutoscaler/web']);
    expect(obstacles(led, deployment(requests))).toMatch(/autoscaler web of the Canary is not among/);
  });

  test('says how many pods users are on, where Flagger has left none of the target', () => {
    const idle = deployment(pods(), { replicas: 0 });
    expect(obstacles(canary(), idle)).toMatch(/0 replicas, as Flagger leaves it/);
    const primary = {
      ...deployment(pods(), { replicas: 4, selector: { matchLabels: { app: 'web-primary' } } }),
      metadata: { name: 'web-primary', ownerReferences: [{ apiVersion: 'v1', kind: 'Canary', name: APP, uid: '1' }] },
    };
    const { adopted: what, fields } = adopted(canary(), idle, primary);
    expect(what!.spec['replicas']).toBe(4);
    expect(fields).toContainEqual(
      expect.objectContaining({
        object: 'Deployment web-primary',
        text: expect.stringContaining('goes with the Canary'),
      }),
    );
  });

  test('proves a release by what its webhook asked the next one', () => {
    const ask = (cmd: string) => {
      const webhooks = [{ name: 'test', type: 'pre-rollout', url: 'http://tester/', metadata: { type: 'bash', cmd } }];
      return adopted(
        canary({ analysis: { interval: '1m', threshold: 1, iterations: 3, webhooks } }),
        deployment(pods()),
      ).adopted!.spec['smoke'];
    };
    expect(ask("curl -sd 'test' http://web-canary/token | grep token")).toEqual([
      {
        path: '/token',
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'test',
        contains: 'token',
      },
    ]);
    expect(ask('curl -sf -m 7 -H "Accept: text/plain" "http://web-canary.demo:80/ready?x=1"')).toBeUndefined();
    expect(ask('curl -sf -m 7 -H "Accept: text/plain" "http://web-canary:80/ready?x=1"')).toEqual([
      { path: '/ready?x=1', headers: { Accept: 'text/plain' }, timeoutSeconds: 7 },
    ]);
    for (const other of [
      'curl http://elsewhere/ready',
      'curl http://web-canary:9999/ready',
      'curl http://web-canary/ready && rm -rf /tmp/x',
      'curl http://web-canary/$(hostname)',
      'curl --proxy p http://web-canary/ready',
      'curl http://web-canary/ready | grep "a.*b"',
      'hey http://web-canary/',
    ])
      expect(ask(other)).toBeUndefined();
  });

  const measuring = (metrics: Fields[], more: Fields = {}, templates: Fields[] = []) => {
    const analysis = { interval: '30s', threshold: 2, iterations: 5, metrics };
    const led = canary({ metricsServer: 'http://prometheus:9090', analysis, ...more });
    const adoption = adopted(led, deployment(pods()), ...templates);
    const { analysis: kept, gate } = adoption.adopted!.spec;
    const told = adoption.fields.filter(
      ({ kind, field }) => kind === 'told' && field.startsWith('spec.analysis.metrics'),
    );
    return { kept, gate, told: told.map(({ text }) => text).join('\n'), fields: adoption.fields };
  };
  const template = (spec: Fields = {}): Fields => ({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: { name: 'own', namespace: 'flagger' },
    spec: { provider: { type: 'prometheus', address: 'http://prometheus:9090' }, query: 'x', ...spec },
  });
  const OWN = { name: 'own figure', templateRef: { name: 'own', namespace: 'flagger' }, thresholdRange: { max: 5 } };

  test('measures by the gate what Flagger measured of itself, of our colours', () => {
    const { kept, gate, told, fields } = measuring([
      { name: 'request-success-rate', thresholdRange: { min: 99 } },
      { name: 'request-duration', interval: '2m', threshold: 500 },
    ]);
    const of =
      'kubernetes_namespace="$(NAMESPACE)", kubernetes_pod_name=~"$(APPLICATION)-$(COLOUR)-[0-9a-z]+-?[0-9a-z]+"';
    const count = 'http_request_duration_seconds_count';
    expect([kept, gate]).toEqual([
      {
        source: 'http://prometheus:9090',
        metrics: [
          {
            name: 'request-success-rate',
            query: `100 * sum(rate(${count}{${of}, status!~"5.*"}[1m])) / sum(rate(${count}{${of}}[1m]))`,
            ...{ min: 99, failures: 1, noData: 'fail' },
          },
          {
            name: 'request-duration',
            query: `floor(1000 * histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{${of}}[2m]))))`,
            ...{ max: 500, failures: 1, noData: 'fail' },
          },
        ],
      },
      { analysis: '150s' },
    ]);
    expect(told).toContain('it needs requests at the next release then');
    const said = fields.map(({ field, kind, text }) => `${field}: ${kind} ${text}`);
    expect(said).toEqual(
      expect.arrayContaining([
        'spec.metricsServer: key analysis.source',
        'spec.analysis.interval: key analysis.every',
        'spec.analysis.iterations: key gate.analysis',
        'spec.analysis.metrics[0].thresholdRange: key analysis.metrics[0].min and max',
      ]),
    );
  });

  const SMALL = {
    name: APP,
    image: 'web',
    port: 8080,
    readiness: { path: '/' },
    active: 'blue',
    blue: { image: 'web:1' },
  };
  const queries: [what: string, query: string, expected: string][] = [
    [
      'the Deployment of the next release, its namespace, a time and a variable',
      'sum(rate(m{namespace="{{ namespace }}", pod=~"{{target}}-[0-9a-z]+", way="{{ variables.way }}"}[{{ interval }}]))',
      'sum(rate(m{namespace="$(NAMESPACE)", pod=~"$(APPLICATION)-$(COLOUR)-[0-9a-z]+", way="in"}[1m]))',
    ],
    [
      'a workload of a mesh',
      'm{destination_workload="{{ target }}"}',
      'm{destination_workload="$(APPLICATION)-$(COLOUR)"}',
    ],
    ['the Service of the next release', 'm{service="{{ service }}-canary"}', 'm{service="web-preview"}'],
    ['the same by the target', 'm{service="{{ target }}-canary"}', 'm{service="web-preview"}'],
    ['no release', 'sum(queue_length)', 'sum(queue_length)'],
  ];
  test.each(queries)('measures by the gate what a template asks about %s', (_, query, expected) => {
    const metric = { ...OWN, templateVariables: { way: 'in' } };
    const { kept, gate } = measuring([metric], {}, [template({ query })]);
    expect(kept.metrics).toEqual([{ name: 'own-figure', query: expected, max: 5, failures: 1, noData: 'fail' }]);
    const props = { ...SMALL, namespace: 'demo', analysis: kept, gate };
    expect(decide(props as unknown as NamedProps).problems).toEqual([]);
  });

  const lost: [what: string, metric: Fields, why: RegExp, more?: Fields, template?: Fields][] = [
    [
      'a Prometheus that nobody names',
      { name: 'request-success-rate', thresholdRange: { min: 99 } },
      /write its address as metricsServer/,
      { metricsServer: '' },
    ],
    [
      'what an Ingress counts',
      { name: 'request-duration', threshold: 500 },
      /of its provider nginx it tells no colours apart/,
      { provider: 'nginx' },
    ],
    ['no limit', { name: 'request-success-rate' }, /says no limit/],
    ['a range of nothing', { ...OWN, thresholdRange: { min: 5, max: 1 } }, /no number is within/, {}, {}],
    [
      'a template that is not there',
      { ...OWN, templateRef: { name: 'other' } },
      /MetricTemplate other is not among the files/,
    ],
    ['another provider', OWN, /a Prometheus, not datadog/, {}, { provider: { type: 'datadog' } }],
    [
      'a password',
      OWN,
      /nothing of ours is the same as "secretRef"/,
      {},
      { provider: { type: 'prometheus', address: 'http://p', secretRef: { name: 's' } } },
    ],
    ['the pods of users', OWN, /names web/, {}, { query: 'm{pod=~"{{ target }}-primary-.*"}' }],
    ['the Service of users', OWN, /names? the Service web/, {}, { query: 'm{service="{{ service }}"}' }],
    [
      'a label that ours do not have',
      OWN,
      /by app it names the Deployment of the next release/,
      {},
      { query: 'm{app="{{ target }}"}' },
    ],
    ['pods by their name', OWN, /by pod it names web/, {}, { query: 'm{pod=~"web-.*"}' }],
    ['a template that counts', OWN, /does more than putting in/, {}, { query: '{{ if target }}m{{ end }}' }],
    ['a name in a metric', OWN, /outside a label/, {}, { query: '{{ target }}_total' }],
    [
      'a second Prometheus',
      OWN,
      /"source" is one for all/,
      {},
      { provider: { type: 'prometheus', address: 'http://other' } },
    ],
    [
      'too long a time',
      OWN,
      /take 6000 seconds, and ours 1800/,
      { analysis: { interval: '10m', iterations: 10, threshold: 1 } },
      {},
    ],
    ['nothing', { name: 'mine' }, /names no template/],
    ['what is skipped', OWN, /skipAnalysis is true/, { skipAnalysis: true }, {}],
  ];
  test.each(lost)('and tells what no gate measures: %s', (_, metric, why, more = {}, of = undefined) => {
    const first = { name: 'first', query: 'up', thresholdRange: { min: 1 } };
    const isSecond = /one for all/.test(String(why));
    const metrics = [...(isSecond ? [first] : []), metric];
    const { analysis = { interval: '30s', threshold: 2, iterations: 5 }, ...rest } = more;
    const { kept, told } = measuring(
      metrics,
      { ...rest, analysis: { ...analysis, metrics } },
      of ? [template(of)] : [],
    );
    expect(kept?.metrics).toEqual(isSecond ? [expect.objectContaining({ name: 'first' })] : undefined);
    expect(told).toMatch(/NOT asked any more/);
    expect(told).toMatch(why);
  });

  test('nothing vanishes: whatever a Canary says is a key, or told', () => {
    const text = fc.constantFrom('a', 'b');
    const some = (record: { [key: string]: fc.Arbitrary<unknown> }) => fc.record(record, { requiredKeys: [] });
    const anything = fc.constantFrom<unknown>('x', 7, true, ['x'], { x: { y: 1 } }, [{ x: 1 }]);
    const webhook = some({
      type: fc.constantFrom('pre-rollout', 'rollout', 'confirm-promotion', 'event', 'unheard-of'),
      url: text,
      timeout: text,
      metadata: fc.constantFrom({ cmd: 'curl http://web-canary/ready', type: 'bash' }, { cmd: 'true' }),
    });
    const spec = fc.record({
      service: some({
        ...{ portName: text, appProtocol: text, portDiscovery: fc.boolean(), trafficDistribution: text },
        ...{ hosts: anything, gateways: anything, retries: anything, primary: anything, canary: anything },
        ...{ timeout: anything, unheardOf: anything, unmanagedMetadata: anything },
        apex: fc.constantFrom({ annotations: { a: 'b' } }, { labels: { a: 'b' } }),
      }).map(more => ({ port: 80, targetPort: 8080, ...more })),
      analysis: some({
        ...{ interval: text, threshold: fc.nat(5), mirror: fc.boolean(), alerts: anything, metrics: anything },
        ...{ sessionAffinity: anything, primaryReadyThreshold: fc.nat(100), unheardOf: anything },
        webhooks: fc.array(webhook, { maxLength: 3 }),
      }).map(more => ({ iterations: 3, ...more })),
      more: some({
        ...{ metricsServer: text, progressDeadlineSeconds: fc.nat(600), skipAnalysis: fc.boolean() },
        ...{ suspend: fc.boolean(), revertOnDeletion: fc.boolean(), ingressRef: anything, unheardOf: anything },
      }),
    });
    fc.assert(
      fc.property(spec, fc.boolean(), ({ service: s, analysis, more }, isFound) => {
        const led = canary({ ...more, service: s, analysis });
        const found = isFound ? [service([{ port: 80 }], { clusterIP: '10.0.0.1' })] : [];
        const { fields } = adopted(led, deployment(pods()), ...found);
        const of = fields.filter(({ object }) => object === 'Canary web');
        for (const key of Object.keys(more)) expect(of.map(({ field }) => field)).toContain(`spec.${key}`);
        for (const { kind, text: said } of of) expect([kind, said]).not.toContain('');
      }),
      { numRuns: 150 },
    );
  });

  test('whatever stands in one, nothing falls over', () => {
    const strange = fc.constantFrom<unknown>('text', 7, true, [], {}, [7], { a: 1 });
    const keys = [
      'provider',
      'targetRef',
      'service',
      'analysis',
      'autoscalerRef',
      'canaryAnalysis',
      'revertOnDeletion',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), strange), strange, (spec, whole) => {
        for (const value of [canary(spec), { ...canary(), spec: whole }]) {
          const { adopted: what, obstacles: found } = adopt([value, deployment(pods())].map(manifest), {});
          expect(what === undefined).toBe(found.length > 0);
        }
      }),
    );
  });
});

describe('the plan for a Canary', () => {
  const made = () => plan(adopted(canary({ revertOnDeletion: true }), deployment(pods())));

  test('suspends Flagger and takes the Service from the Canary before users move, and the Canary goes after that', () => {
    const text = made();
    const order = [
      'get canary web` says Initialized or Succeeded',
      'write `suspend: true`, and take `revertOnDeletion` away',
      `patch canary web --type merge --patch '{"metadata":{"finalizers":null}}'`,
      `patch service web --type merge --patch '{"metadata":{"ownerReferences":null}}'`,
      // Flagger marks what it makes: live, Flux told ours as applied, and users never moved.
      'annotate service web kustomize.toolkit.fluxcd.io/reconcile- kustomize.toolkit.fluxcd.io/ssa-`',
      '## 3. Users move',
      '## 4. The old goes',
      'get service web --output jsonpath={.metadata.ownerReferences}` says nothing',
      'Take Canary/web, Deployment/web out of the old files',
    ].map(step => text.indexOf(step));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(text).not.toContain('Prune=false');
  });

  test('never has the file of the Service applied once more: that would lead users to a target without pods', () => {
    const text = plan(adopted(canary(), deployment(pods()), service([{ port: 80, targetPort: 8080 }])));
    expect(text).toContain('annotate service web argocd.argoproj.io/sync-options=Prune=false');
    expect(text.indexOf('Take the Service web out')).toBeLessThan(text.indexOf('suspend: true'));
    expect(text).not.toContain('In its old manifest, give the Service');
  });
});

describe('a Canary that can not be taken over is refused with a way out', () => {
  const refused: [what: string, spec: Fields, expected: RegExp][] = [
    ['shares', { analysis: { interval: '1m', threshold: 1, maxWeight: 50, stepWeight: 10 } }, /by shares/],
    ['shares beside iterations', { analysis: { iterations: 2, stepWeights: [1, 2] } }, /by shares/],
    [
      'an A/B test',
      { analysis: { iterations: 2, match: [{ headers: { 'x-canary': { exact: 'insider' } } }] } },
      /by what their requests say/,
    ],
    ['a mesh in front', { provider: 'istio' }, /by a VirtualService to web-primary, past the Service web/],
    ['a route in front', { provider: 'gatewayapi:v1' }, /by an HTTPRoute to web-primary/],
    ['an unknown provider', { provider: undefined }, /says no provider/],
    ['a DaemonSet', { targetRef: { kind: 'DaemonSet', name: APP } }, /is of a DaemonSet/],
    ['a headless Service', { service: { port: 80, headless: true } }, /headless/],
    ['an autoscaler of KEDA', { autoscalerRef: { kind: 'ScaledObject', name: APP } }, /follows a single Deployment/],
    ['what no cluster takes', { service: { port: 'eighty' } }, /spec\.service\.port: expected .*got "eighty"/],
  ];
  test.each(refused)('%s', (_, spec, expected) => {
    expect(obstacles(JSON.parse(JSON.stringify(canary(spec))), deployment(pods()))).toMatch(expected);
  });

  test('a way past the Service, which Flagger has marked as its own, for Flux too', () => {
    const adoption = adopt([canary({ provider: 'gatewayapi:v1' }), deployment(pods())].map(manifest), {});
    expect(adoption.obstacles[0]!.fix).toContain(
      'take the ownerReferences and the annotation kustomize.toolkit.fluxcd.io/reconcile off that',
    );
  });

  test('a target that is not among the files', () => {
    expect(obstacles(canary())).toMatch(/the Canary web takes its pods from the Deployment web, which is not among/);
  });

  test('a name by which Flagger would find our pods too', () => {
    const template = pods();
    template['metadata'].labels = { 'app.kubernetes.io/name': APP };
    const selected = { matchLabels: { 'app.kubernetes.io/name': APP } };
    expect(obstacles(canary(), deployment(template, { selector: selected }))).toMatch(/before anybody has proved them/);
  });

  test('one without any analysis is taken over: Flagger moves all users at once then', () => {
    expect(
      adopted(JSON.parse(JSON.stringify(canary({ analysis: undefined }))), deployment(pods())).adopted,
    ).toBeDefined();
  });
});
