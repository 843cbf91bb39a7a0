import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BlueGreenApplication, type BlueGreenApplicationProps, Colour } from '../../../lib/construct';
import { PING } from './ping';
import type { KubernetesObject } from './rendered';

// Pods that callers change through the objects they are handed are another release: the gate must not take pods that run
// already for it.

const RELEASE = 'blue-green/release';
const NETWORK = { idleFrom: [], activeFrom: [{ ipBlock: { cidr: '10.0.0.0/8' } }] };

function ping(
  change: (ping: BlueGreenApplication, chart: Chart) => void,
  props: Partial<BlueGreenApplicationProps> = {},
) {
  const chart = new Chart(new App(), 'shop');
  const given = { ...PING, network: NETWORK, active: Colour.BLUE, ...props };
  const application = new BlueGreenApplication(chart, 'ping', given as BlueGreenApplicationProps);
  change(application, chart);
  return { application, chart };
}

function found(objects: KubernetesObject[], kind: string, name: RegExp): KubernetesObject {
  return objects.find(object => object['kind'] === kind && name.test(object['metadata'].name))!;
}

// Every place that says which release it is.
function releaseIn(objects: KubernetesObject[]): { ids: Set<string>; hashes: Set<string> } {
  const pods = found(objects, 'Deployment', /^ping-blue$/)['spec'].template;
  const job = found(objects, 'Job', /^ping-verify-/);
  const args: string[] = job['spec'].template.spec.containers[0].args;
  const service = found(objects, 'Service', /^ping-release-/);
  const colour = found(objects, 'Service', /^ping-colour-/);
  const after = (flag: string) => args[args.indexOf(flag) + 1]!;
  const served = found(objects, 'NetworkPolicy', /^ping-served$/)['spec'].podSelector.matchExpressions[0].values;
  const ids = [
    pods.metadata.labels[RELEASE],
    after('--release'),
    service['spec'].selector[RELEASE],
    found(objects, 'ConfigMap', /^ping-release$/)['data'].release,
    ...served,
  ];
  const budget = found(objects, 'PodDisruptionBudget', /^ping-verify-/);
  const names = [job, service, colour, budget].map(({ metadata }) => metadata.name);
  names.push(budget['spec'].selector.matchLabels['batch.kubernetes.io/job-name']);
  names.push(after('--release-service'), after('--colour-service'));
  return { ids: new Set(ids), hashes: new Set(names.map((name: string) => name.slice(-10))) };
}

const untouched = ping(() => {});
const UNTOUCHED = untouched.chart.toJson();

const CHANGES: Record<string, (application: BlueGreenApplication, chart: Chart) => void> = {
  'a variable': ({ blue }) => blue.deployment.containers[0]!.env.addVariable('OWN', kplus.EnvValue.fromValue('1')),
  'variables of a ConfigMap': ({ blue }, chart) =>
    blue.deployment.containers[0]!.env.copyFrom(
      kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'theirs', 'theirs')),
    ),
  'a sidecar': ({ blue }) => void blue.deployment.addContainer({ name: 'proxy', image: 'p:1', resources: {} }),
  'an annotation of the pods': ({ blue }) => blue.deployment.podMetadata.addAnnotation('a', 'b'),
  'a patch': ({ blue }) =>
    ApiObject.of(blue.deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false)),
  'a patch of the very label': ({ blue }) =>
    ApiObject.of(blue.deployment).addJsonPatch(
      JsonPatch.replace('/spec/template/metadata/labels/blue-green~1release', 'mine'),
    ),
};

describe.each(Object.keys(CHANGES))('%s of the pods, changed by a caller', what => {
  test('makes another release, and all that names it agrees', () => {
    const { application, chart } = ping(CHANGES[what]!);
    const objects = chart.toJson();
    const { ids, hashes } = releaseIn(objects);
    expect([...ids]).toEqual([application.blue.releaseId]);
    expect(hashes.size).toBe(1);
    const before = releaseIn(UNTOUCHED);
    expect([...before.ids]).not.toEqual([...ids]);
    expect([...before.hashes]).not.toEqual([...hashes]);
    expect(application.gate?.name).toBe(found(objects, 'Job', /verify/)['metadata'].name);
    expect(application.green.releaseId).toBe(untouched.application.green.releaseId);
  });

  test('is written the same each time, however it is asked for', () => {
    const { chart } = ping(CHANGES[what]!);
    const once = JSON.stringify(chart.toJson());
    expect(JSON.stringify(chart.toJson())).toBe(once);
    expect(JSON.stringify(Testing.synth(chart))).toBe(once);
  });
});

test('variables that a caller copies join those of secrets; in the first format, which would lose them, they are refused', () => {
  const made = (format: number) =>
    ping(CHANGES['variables of a ConfigMap']!, { secrets: ['one'], blue: { ...PING.blue, format } }).chart.toJson();
  expect(() => made(1)).toThrow(
    /shop\/ping\/blue\/deployment\] variables that are copied from elsewhere would replace/,
  );
  expect(found(made(2), 'Deployment', /^ping-blue$/)['spec'].template.spec.containers[0].envFrom).toEqual([
    { secretRef: { name: 'one' } },
    { configMapRef: { name: 'theirs' } },
  ]);
});

test('what is done to the Deployment besides its pods makes no other release', () => {
  const { chart } = ping(({ blue }) => {
    ApiObject.of(blue.deployment).addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 3));
    blue.deployment.metadata.addAnnotation('a', 'b');
  });
  expect(releaseIn(chart.toJson())).toEqual(releaseIn(UNTOUCHED));
});

test('the same change makes the same release, on every machine', () => {
  const ids = [1, 2].map(() => ping(CHANGES['a variable']!).application.blue.releaseId);
  expect(ids[0]).toBe(ids[1]);
});

test('the record names the image that is really there', () => {
  const { chart } = ping(({ blue }) =>
    ApiObject.of(blue.deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/image', 'a:9')),
  );
  expect(found(chart.toJson(), 'ConfigMap', /^ping-release$/)['data'].image).toBe('a:9');
});

test('a change of the idle colour leaves the gate of the active one as it is', () => {
  const { chart } = ping(({ green }) =>
    green.deployment.containers[0]!.env.addVariable('OWN', kplus.EnvValue.fromValue('1')),
  );
  expect(releaseIn(chart.toJson())).toEqual(releaseIn(UNTOUCHED));
});

test.each<[string, (config: kplus.ConfigMap) => void]>([
  ['another value', config => ApiObject.of(config).addJsonPatch(JsonPatch.replace('/data/HOST', 'other'))],
  ['more data', config => config.addData('MORE', '1')],
  ['binary data', config => config.addBinaryData('MORE', 'MQ==')],
  ['another name', config => ApiObject.of(config).addJsonPatch(JsonPatch.replace('/metadata/name', 'other'))],
])('config that a caller changes is refused, because its name would not follow: %s', (_, change) => {
  const config = { config: { HOST: 'db' } };
  expect(() => ping(({ blue }) => change(blue.configMap!), config).chart.toJson()).toThrow(
    /shop\/ping\/blue\/config\] this ConfigMap is named by what it holds/,
  );
  expect(() => ping(() => {}, config).chart.toJson()).not.toThrow();
});

test('an application is rendered as often among many charts as alone: cdk8s validates all for each chart', () => {
  const rendered = jest.spyOn(ApiObject.prototype, 'toJson');
  const times = (charts: number) => {
    const app = Testing.app();
    for (let index = 0; index < charts; index++) {
      const chart = new Chart(app, `chart-${index}`);
      new BlueGreenApplication(chart, `app-${index}`, {
        ...PING,
        name: `app-${index}`,
        active: Colour.BLUE,
        secrets: ['a'],
        config: { A: 'b' },
      });
    }
    rendered.mockClear();
    app.synth();
    return rendered.mock.calls.length / charts;
  };
  expect(times(5)).toBe(times(1));
  rendered.mockRestore();
});

describe('one App makes no object twice', () => {
  const two = (one: object, other: object, charts: [object, object] = [{}, {}]) => {
    const app = new App();
    for (const [index, given] of [one, other].entries()) {
      const props = { ...PING, active: Colour.BLUE, ...given } as BlueGreenApplicationProps;
      new BlueGreenApplication(new Chart(app, `chart-${index}`, charts[index]), 'app', props);
    }
  };

  test('one name twice in one namespace is refused, with where the other one is', () => {
    expect(() => two({}, {})).toThrow(/Service \/ping, which "chart-0\/app" makes too/);
    expect(() => two({ namespace: 'a' }, {}, [{}, { namespace: 'a' }])).toThrow(
      /Service a\/ping, which "chart-0\/app"/,
    );
  });

  test('in two namespaces, or in two Apps, it is fine', () => {
    expect(() => two({}, {}, [{ namespace: 'a' }, { namespace: 'b' }])).not.toThrow();
    expect(() => [1, 2].forEach(() => void two({ namespace: 'a' }, { namespace: 'b' }))).not.toThrow();
  });

  test("a name that meets the other one's Services is refused too", () => {
    expect(() => two({}, { name: 'ping-blue' })).toThrow(/Service \/ping-blue, which "chart-0\/app" makes too/);
    expect(() => two({}, { name: 'shop', service: { name: 'ping-preview' } })).toThrow(/Service \/ping-preview, which/);
    expect(() => two({ service: { name: 'web' } }, { name: 'web', service: { name: 'shop' } })).not.toThrow();
  });
});
