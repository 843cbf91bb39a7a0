import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BlueGreenApplication, Colour } from '../../../lib/construct';
import { PING } from './ping';
import type { KubernetesObject } from './rendered';

// What a cdk8s programmer does with the fields of an application, seen in what their chart writes.

const BLUE = { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' };

function withPing(goOn: (application: BlueGreenApplication, chart: Chart) => void): KubernetesObject[] {
  const chart = new Chart(new App(), 'shop');
  goOn(new BlueGreenApplication(chart, 'ping', { ...PING, active: Colour.BLUE, env: { LEVEL: 'info' } }), chart);
  return chart.toJson();
}

function blueDeployment(objects: readonly KubernetesObject[]): any {
  return objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'ping-blue');
}

test('every object is at hand', () => {
  const everything = {
    ...PING,
    active: Colour.GREEN,
    namespace: 'demo',
    createNamespace: true,
    config: { A: '1' },
    ingress: { host: 'ping.example.com' },
    autoscaling: { min: 2, max: 4 },
    resources: { requests: { cpu: '100m' } },
  };
  const application = new BlueGreenApplication(new Chart(new App(), 'shop'), 'ping', everything);
  const { blue, green, active, idle, name, service, preview, ingress, namespace, serviceAccounts, units } = application;
  expect([name, active, idle]).toEqual(['ping', 'green', 'blue']);
  expect([service, preview, ingress, namespace, ...serviceAccounts].map(object => object?.name)).toEqual([
    'ping',
    'ping-preview',
    'ping',
    'demo',
    'ping',
  ]);
  for (const colour of [blue, green]) {
    expect(colour.deployment.name).toBe(`ping-${colour.colour}`);
    expect(colour.service.name).toBe(`ping-${colour.colour}`);
    expect(colour.autoscaler?.name).toBe(`ping-${colour.colour}`);
    expect(colour.disruptionBudget?.name).toBe(`ping-${colour.colour}`);
    expect(colour.configMap?.name).toMatch(new RegExp(`^ping-${colour.colour}-[0-9a-f]{10}$`));
    expect(colour.releaseId).toMatch(/^[0-9a-f]{10}$/);
  }
  expect(blue.releaseId).not.toBe(green.releaseId);
  expect(Object.keys(units)).toEqual(['base', 'blue', 'green', 'release/verify', 'release/traffic']);
  const inUnits = Object.values(units).flatMap(unit => unit.node.findAll().filter(ApiObject.isApiObject));
  expect(new Set(inUnits)).toEqual(new Set(application.node.findAll().filter(ApiObject.isApiObject)));
});

test('what is odd and not refused is told as a warning', () => {
  const odd = { ...PING, active: Colour.BLUE, podTemplate: { spec: { hostnameOverride: 'a' } } };
  const { warnings } = new BlueGreenApplication(new Chart(new App(), 'shop'), 'ping', odd);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('podTemplate.spec.hostnameOverride: Kubernetes 1.28 does not know this field yet');
});

test('a variable of their own joins ours, and wins where it has the same name', () => {
  const { env } = blueDeployment(
    withPing(({ blue }) => {
      blue.deployment.containers[0]!.env.addVariable('OWN', kplus.EnvValue.fromValue('$(LEVEL)'));
      blue.deployment.containers[0]!.env.addVariable('LEVEL', kplus.EnvValue.fromValue('debug'));
    }),
  ).spec.template.spec.containers[0];
  expect(env).toEqual([
    { name: 'LEVEL', value: 'debug' },
    { name: 'OWN', value: '$(LEVEL)' },
  ]);
});

test('a volume is mounted, and a sidecar stands beside our container', () => {
  const { containers, volumes } = blueDeployment(
    withPing(({ blue }, chart) => {
      blue.deployment.containers[0]!.mount('/cache', kplus.Volume.fromEmptyDir(chart, 'cache', 'cache'));
      blue.deployment.addContainer({ name: 'proxy', image: 'example.com/proxy:1', resources: {} });
    }),
  ).spec.template.spec;
  expect(volumes).toEqual([{ emptyDir: {}, name: 'cache' }]);
  expect(containers.map(({ name }: { name: string }) => name)).toEqual(['ping', 'proxy']);
  expect(containers[0].volumeMounts).toEqual([{ mountPath: '/cache', name: 'cache' }]);
  expect(containers[1]).toMatchObject({ image: 'example.com/proxy:1' });
});

test('a JSON patch has the last word, at fields of ours and at fields that cdk8s does not know', () => {
  const { spec } = blueDeployment(
    withPing(({ blue }) => {
      ApiObject.of(blue.deployment).addJsonPatch(
        JsonPatch.add('/spec/revisionHistoryLimit', 3),
        JsonPatch.replace('/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem', false),
        JsonPatch.add('/spec/template/spec/containers/0/resizePolicy', [{ resourceName: 'cpu' }]),
      );
    }),
  );
  expect(spec.revisionHistoryLimit).toBe(3);
  expect(spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(false);
  expect(spec.template.spec.containers[0].resizePolicy).toEqual([{ resourceName: 'cpu' }]);
});

test('a patched chart renders the same bytes twice', () => {
  const chart = new Chart(new App(), 'shop');
  const { blue } = new BlueGreenApplication(chart, 'ping', {
    ...PING,
    active: Colour.BLUE,
    podTemplate: { spec: { tolerations: [{ key: 'a' }] } },
  });
  ApiObject.of(blue.deployment).addJsonPatch(JsonPatch.add('/spec/template/spec/tolerations/-', { key: 'b' }));
  expect(JSON.stringify(chart.toJson())).toBe(JSON.stringify(chart.toJson()));
  expect(blueDeployment(chart.toJson()).spec.template.spec.tolerations).toEqual([{ key: 'a' }, { key: 'b' }]);
});

test('a NetworkPolicy, a Service and an affinity find the pods of the colour by name and colour', () => {
  const objects = withPing(({ blue, green }, chart) => {
    new kplus.NetworkPolicy(chart, 'policy', { selector: blue.deployment });
    blue.deployment.exposeViaService({ name: 'own' });
    green.deployment.scheduling.separate(blue.deployment);
  });
  const find = (kind: string, name: RegExp) =>
    objects.find(object => object['kind'] === kind && name.test(object['metadata'].name))!['spec'];
  expect(find('NetworkPolicy', /policy/).podSelector).toEqual({ matchLabels: BLUE });
  expect(find('Service', /^own$/).selector).toEqual(BLUE);
  const { affinity } = find('Deployment', /^ping-green$/).template.spec;
  expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector).toEqual({
    matchLabels: BLUE,
  });
});

test('the Service that users reach is exposed by an Ingress of their own', () => {
  const objects = withPing(({ service }) => service.exposeViaIngress('/ping'));
  const { rules } = objects.find(({ kind }) => kind === 'Ingress')!['spec'];
  expect(rules[0].http.paths).toEqual([
    { backend: { service: { name: 'ping', port: { number: 5000 } } }, path: '/ping', pathType: 'Prefix' },
  ]);
});

test('lists and maps that are handed out are copies: changing one changes nothing for others', () => {
  const odd = { ...PING, active: Colour.BLUE, podTemplate: { spec: { hostnameOverride: 'shop' } } };
  const application = new BlueGreenApplication(new Chart(new App(), 'shop'), 'ping', odd);
  const before = [application.serviceAccounts, application.warnings, Object.keys(application.units)];
  application.serviceAccounts.pop();
  application.warnings.push('another');
  delete (application.units as Record<string, unknown>)['base'];
  expect([application.serviceAccounts, application.warnings, Object.keys(application.units)]).toEqual(before);
  expect(before.map(({ length }) => length)).toEqual([1, 1, 5]);
});
