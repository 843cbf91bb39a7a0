/** The objects of one application as somebody makes them who knows cdk8s and has no need of ours: by plain cdk8s-plus. */
import { ApiObject, type Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { APPLICATION } from './fleet';

export function plainApplication(chart: Chart, name: string): void {
  const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name } });
  for (const colour of ['blue', 'green']) {
    const metadata = { name: `${name}-${colour}`, labels: { app: name, colour } };
    const config = new kplus.ConfigMap(chart, `${colour}-config`, {
      metadata,
      immutable: true,
      data: APPLICATION.config,
    });
    const deployment = new kplus.Deployment(chart, `${colour}-deployment`, {
      metadata,
      podMetadata: { labels: metadata.labels },
      select: false,
      replicas: APPLICATION.replicas,
      serviceAccount: account,
      strategy: kplus.DeploymentStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(0) }),
      containers: [
        {
          name,
          image: `${APPLICATION.image}:${colour === 'blue' ? '1.0' : '2.0'}`,
          ports: [{ name: 'http', number: APPLICATION.port }],
          readiness: kplus.Probe.fromHttpGet(APPLICATION.readiness.path, { port: APPLICATION.port }),
          lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '10']) },
          envFrom: [kplus.Env.fromConfigMap(config)],
          resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(128) } },
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: metadata.labels }));
    ApiObject.of(deployment).addJsonPatch(
      JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
      JsonPatch.add(
        '/spec/template/spec/topologySpreadConstraints',
        ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(topologyKey => ({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: metadata.labels },
        })),
      ),
    );
    new kplus.k8s.KubePodDisruptionBudget(chart, `${colour}-budget`, {
      metadata,
      spec: { selector: { matchLabels: metadata.labels }, maxUnavailable: kplus.k8s.IntOrString.fromNumber(1) },
    });
    service(chart, metadata.name, name, colour);
  }
  service(chart, name, name, 'blue');
  service(chart, `${name}-preview`, name, 'green');
  gate(chart, name);
}

// A gate as short as it could be: its script is not ours.
function gate(chart: Chart, name: string): void {
  new kplus.ConfigMap(chart, 'record', { metadata: { name: `${name}-release` }, data: { active: 'blue' } });
  new kplus.Job(chart, 'gate', {
    metadata: { name: `${name}-verify` },
    containers: [{ image: 'curlimages/curl:8.12.1', command: ['curl', '--fail', `http://${name}-release:5000/ping`] }],
  });
  new kplus.k8s.KubePodDisruptionBudget(chart, 'gate-budget', {
    metadata: { name: `${name}-verify` },
    spec: {
      maxUnavailable: kplus.k8s.IntOrString.fromNumber(0),
      selector: { matchLabels: { gate: `${name}-verify` } },
    },
  });
  service(chart, `${name}-verify-release`, name, 'blue');
  service(chart, `${name}-verify-colour`, name, 'blue');
}

function service(chart: Chart, name: string, app: string, colour: string): void {
  const made = new kplus.Service(chart, `service-${name}`, {
    metadata: { name },
    ports: [{ name: 'http', port: APPLICATION.port }],
  });
  made.selectLabel('app', app);
  made.selectLabel('colour', colour);
}
