import { Colour, ServiceType } from '../../../lib/construct';
import { PING } from './ping';
import { files, type KubernetesObject, objects } from './rendered';

// What a reader of the article finds in dist/.
const ping = { ...PING, namespace: 'demo', service: { type: ServiceType.NODE_PORT, port: 5000 } };
const written = files(ping, Colour.BLUE);

test('the ping application is fourteen objects in five units', () => {
  const withoutHash = (path: string) => path.replace(/-[0-9a-f]{10}\./, '-<hash>.');
  expect(Object.keys(written).map(withoutHash)).toEqual([
    'base/ServiceAccount.ping.k8s.yaml',
    'blue/Deployment.ping-blue.k8s.yaml',
    'blue/PodDisruptionBudget.ping-blue.k8s.yaml',
    'blue/Service.ping-blue.k8s.yaml',
    'green/Deployment.ping-green.k8s.yaml',
    'green/PodDisruptionBudget.ping-green.k8s.yaml',
    'green/Service.ping-green.k8s.yaml',
    'release/verify/ConfigMap.ping-release.k8s.yaml',
    'release/verify/Job.ping-verify-<hash>.k8s.yaml',
    'release/verify/PodDisruptionBudget.ping-verify-<hash>.k8s.yaml',
    'release/verify/Service.ping-release-<hash>.k8s.yaml',
    'release/verify/Service.ping-colour-<hash>.k8s.yaml',
    'release/traffic/Service.ping.k8s.yaml',
    'release/traffic/Service.ping-preview.k8s.yaml',
  ]);
});

// The gate's own have a test of their own.
test.each(Object.keys(written).filter(path => !path.startsWith('green/') && !/-[0-9a-f]{10}\./.test(path)))(
  '%s',
  path => {
    expect(`\n${written[path]}`).toMatchSnapshot();
  },
);

test('green differs from blue in colour, image, version and release alone', () => {
  for (const kind of ['Deployment', 'PodDisruptionBudget', 'Service']) {
    const blue = written[`blue/${kind}.ping-blue.k8s.yaml`]!.split('\n');
    const green = written[`green/${kind}.ping-green.k8s.yaml`]!.split('\n');
    expect(green).toHaveLength(blue.length);
    for (const [index, line] of green.entries()) {
      if (line === blue[index]) continue;
      expect(line).toMatch(
        /^ *(- )?(name: ping-green|blue-green\/colour: green|blue-green\/release: "?[0-9a-f]{10}"?|image: pkw0301\/app:2\.0|app\.kubernetes\.io\/version: "2\.0")$/,
      );
    }
  }
});

const made = objects(ping, Colour.BLUE);
const deployment = made['blue/Deployment.ping-blue.k8s.yaml']!;
const pod = deployment['spec'].template.spec;
const container: KubernetesObject = pod.containers[0];

test('no pod leaves before another one is ready, and a rollout that hangs is told after five minutes', () => {
  expect(deployment['spec']).toMatchObject({
    minReadySeconds: 5,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } },
  });
  expect(deployment['spec'].progressDeadlineSeconds).toBeLessThanOrEqual(300);
});

test('a pod that is to end serves on for a while, and has time to end after that', () => {
  expect(container['lifecycle'].preStop.exec.command).toEqual(['sleep', '10']);
  expect(pod.terminationGracePeriodSeconds).toBe(40);
});

test('Services lead to the port by its name', () => {
  const services = Object.values(made).filter(({ kind, spec }) => kind === 'Service' && spec.clusterIP !== 'None');
  expect(services).toHaveLength(4);
  for (const { spec } of services) {
    expect(spec.ports).toEqual([{ name: 'http', port: 5000, protocol: 'TCP', targetPort: 'http' }]);
  }
  expect(container['ports']).toEqual([{ containerPort: 5000, name: 'http', protocol: 'TCP' }]);
});

test('the Deployment selects by name and colour, and by nothing that may ever change', () => {
  expect(deployment['spec'].selector).toEqual({
    matchLabels: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' },
  });
});

test('nothing that cdk8s-plus adds on its own is left', () => {
  const text = Object.entries(written)
    .map(([path, text]) => (path.includes('/Job.') ? '' : text))
    .join('');
  for (const surprise of [
    'externalIPs',
    'cdk8s.io/',
    'cpu',
    'memory',
    'imagePullPolicy',
    'startupProbe',
    'hostNetwork',
    'setHostnameAsFQDN',
    'dnsPolicy',
    'restartPolicy',
    'fsGroupChangePolicy',
    'privileged',
  ]) {
    expect(text).not.toContain(surprise);
  }
});

test('pods have no token and run without root, privileges or files that they could change', () => {
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(container['securityContext']).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
});

test('without a namespace none is written, so that the objects go where they are applied', () => {
  for (const { metadata } of Object.values(objects(PING, Colour.BLUE)))
    expect(metadata).not.toHaveProperty('namespace');
});
