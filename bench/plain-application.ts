/**
 * The objects of one application as somebody makes them who knows cdk8s and has no need of ours: by plain cdk8s-plus. They say
 * to engines what ours say, and prove a release by the same script.
 */
import { ApiObject, type ApiObjectMetadata, type Chart, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { APPLICATION } from './fleet';

/** @param script what the gate runs */
export function plainApplication(chart: Chart, name: string, script: string): void {
  const account = new kplus.ServiceAccount(chart, 'account', { metadata: metadataOf(name, name, BASE) });
  for (const colour of ['blue', 'green']) {
    const version = colour === 'blue' ? '1.0' : '2.0';
    const selected = { app: name, colour };
    const labels = { 'app.kubernetes.io/version': version, colour };
    const metadata = metadataOf(`${name}-${colour}`, name, COLOURS, labels);
    const config = new kplus.ConfigMap(chart, `${colour}-config`, {
      metadata,
      immutable: true,
      data: APPLICATION.config,
    });
    const deployment = new kplus.Deployment(chart, `${colour}-deployment`, {
      metadata: metadataOf(`${name}-${colour}`, name, { ...COLOURS, ...KEPT }, labels),
      podMetadata: { labels: { ...metadata.labels, ...selected } },
      select: false,
      replicas: APPLICATION.replicas,
      serviceAccount: account,
      strategy: kplus.DeploymentStrategy.rollingUpdate({ maxUnavailable: kplus.PercentOrAbsolute.absolute(0) }),
      containers: [
        {
          name,
          image: `${APPLICATION.image}:${version}`,
          ports: [{ name: 'http', number: APPLICATION.port }],
          readiness: kplus.Probe.fromHttpGet(APPLICATION.readiness.path, { port: APPLICATION.port }),
          lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '10']) },
          envFrom: [kplus.Env.fromConfigMap(config)],
          resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(128) } },
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: selected }));
    ApiObject.of(deployment).addJsonPatch(
      JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
      JsonPatch.add(
        '/spec/template/spec/topologySpreadConstraints',
        ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(topologyKey => ({
          maxSkew: 1,
          topologyKey,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: selected },
        })),
      ),
    );
    new kplus.k8s.KubePodDisruptionBudget(chart, `${colour}-budget`, {
      metadata,
      spec: { selector: { matchLabels: selected }, maxUnavailable: kplus.k8s.IntOrString.fromNumber(1) },
    });
    service(chart, metadata, selected);
  }
  service(chart, metadataOf(name, name, { ...TRAFFIC, ...KEPT }), { app: name, colour: 'blue' });
  service(chart, metadataOf(`${name}-preview`, name, { ...TRAFFIC, ...KEPT }), { app: name, colour: 'green' });
  gate(chart, name, script);
}

const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';
const APPLIED = { [OPTIONS]: 'ServerSideApply=true' };
const KEPT = {
  [OPTIONS]: 'Prune=false,Delete=false,ServerSideApply=true',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
const BASE = { [WAVE]: '-10', ...APPLIED };
const COLOURS = { [WAVE]: '0', ...APPLIED };
const GATE = { [WAVE]: '10', ...APPLIED };
const TRAFFIC = { [WAVE]: '20', ...APPLIED };

function metadataOf(name: string, app: string, annotations: Record<string, string>, labels = {}) {
  return {
    name,
    annotations,
    labels: { 'app.kubernetes.io/managed-by': 'the-platform-team', 'app.kubernetes.io/name': app, ...labels },
  };
}

function gate(chart: Chart, name: string, script: string): void {
  const metadata = metadataOf(`${name}-verify`, name, GATE);
  new kplus.ConfigMap(chart, 'record', {
    metadata: metadataOf(`${name}-release`, name, GATE),
    data: { active: 'blue', release: '1.0', image: `${APPLICATION.image}:1.0`, gate: 'attempt 1' },
  });
  const services = { release: `${name}-verify-release`, colour: `${name}-verify-colour` };
  new kplus.Job(chart, 'gate', {
    metadata,
    containers: [
      {
        image: 'curlimages/curl:8.12.1',
        command: ['sh', '-c', script, 'gate'],
        args: ['--release-service', services.release, '--colour-service', services.colour, '--pods', '2'],
      },
    ],
  });
  new kplus.k8s.KubePodDisruptionBudget(chart, 'gate-budget', {
    metadata,
    spec: {
      maxUnavailable: kplus.k8s.IntOrString.fromNumber(0),
      selector: { matchLabels: { gate: `${name}-verify` } },
    },
  });
  for (const made of Object.values(services))
    service(chart, metadataOf(made, name, GATE), { app: name, colour: 'blue' });
}

function service(chart: Chart, metadata: ApiObjectMetadata, selected: Record<string, string>): void {
  const made = new kplus.Service(chart, `service-${metadata.name}`, {
    metadata,
    ports: [{ name: 'http', port: APPLICATION.port }],
  });
  for (const [label, value] of Object.entries(selected)) made.selectLabel(label, value);
}
