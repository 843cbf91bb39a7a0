import fc from 'fast-check';
import { Colour } from '../../../lib/construct';
import { otherColour } from '../../../lib/construct/props/colour';
import { sharedProps } from '../../../lib/construct/resolve/application';
import { anyApplication, type Named } from './any/application';
import { type KubernetesObject, renderedOnce } from './rendered';

// Everything here is found by labels and selectors, as a cluster does it; names are only read to name the culprit.

type Labels = Record<string, string>;

/** Kubernetes puts it on the pods of a Job. */
const JOB_LABEL = 'batch.kubernetes.io/job-name';
// The same applications for all tests, and others in each run.
const RUNS = { numRuns: 40, seed: Date.now() };
const objects = renderedOnce();
const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);

function selects(selector: Labels, labels: Labels): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** What there is of a kind, with the folder that it stands in. */
function ofKind(made: Record<string, KubernetesObject>, kind: string) {
  return Object.entries(made)
    .filter(([, object]) => object['kind'] === kind)
    .map(([path, object]) => ({ folder: path.slice(0, path.lastIndexOf('/')), object }));
}

/** The Deployments of colours, by their folders, and of workers, by their names. */
function podsSelectedBy(selector: Labels, made: Record<string, KubernetesObject>): string[] {
  return [...ofKind(made, 'Deployment'), ...ofKind(made, 'CronJob')]
    .filter(({ object }) => selects(selector, templateOf(object).metadata.labels))
    .map(podsOf);
}

function templateOf({ spec }: KubernetesObject): KubernetesObject {
  return spec.template ?? spec.jobTemplate.spec.template;
}

function podsOf({ folder, object }: { folder: string; object: KubernetesObject }): string {
  return folder === 'release/traffic' ? object['metadata'].name : folder;
}

function workersOf(props: Named, active: Colour): string[] {
  const { workers = {} } = sharedProps(props);
  return Object.keys({ ...workers, ...props[active]!.workers })
    .sort()
    .map(name => `${props.name}-${name}`);
}

const withoutHash = (name: string) => name.replace(/-[0-9a-f]{10}$/, '-<hash>');

test('each Deployment selects its own pods, and not those of the other colour or of a worker', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const deployments = ofKind(made, 'Deployment');
      const started = ofKind(made, 'CronJob').map(podsOf);
      const workers = workersOf(props, active);
      const running = workers.filter(name => !started.includes(name));
      expect(deployments.map(podsOf)).toEqual(['blue', 'green', ...running]);
      expect([...running, ...started].sort()).toEqual(workers);
      for (const deployment of deployments) {
        const { matchLabels } = deployment.object['spec'].selector;
        expect(podsSelectedBy(matchLabels, made)).toEqual([podsOf(deployment)]);
      }
    }),
    RUNS,
  );
});

test('every Service selects exactly the pods of one colour: users the active one, the preview the idle one', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const idle = otherColour(active);
      const led = ofKind(made, 'Service').map(({ folder, object }) => ({
        folder,
        // An application's own name may end in such digits.
        name: folder === 'release/verify' ? withoutHash(object['metadata'].name) : object['metadata'].name,
        pods: podsSelectedBy(object['spec'].selector, made),
      }));
      expect(led).toEqual([
        { folder: 'blue', name: `${props.name}-blue`, pods: ['blue'] },
        { folder: 'green', name: `${props.name}-green`, pods: ['green'] },
        { folder: 'release/verify', name: `${props.name}-release-<hash>`, pods: [active] },
        { folder: 'release/verify', name: `${props.name}-colour-<hash>`, pods: [active] },
        { folder: 'release/traffic', name: props.name, pods: [active] },
        { folder: 'release/traffic', name: `${props.name}-preview`, pods: [idle] },
      ]);
    }),
    RUNS,
  );
});

test('every port of every Service leads to a port of that name and protocol in the pods of either colour', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const colours = ofKind(made, 'Deployment').filter(({ folder }) => folder !== 'release/traffic');
      const containerPorts = colours.map(({ object }) =>
        object['spec'].template.spec.containers
          .find((container: KubernetesObject) => container['name'] === props.name)
          .ports?.map((port: KubernetesObject) => `${port['name']} ${port['protocol']}`),
      );
      for (const { folder, object } of ofKind(made, 'Service')) {
        if (folder === 'release/verify') continue;
        const led = folder === 'blue' ? [0] : folder === 'green' ? [1] : [0, 1];
        for (const port of object['spec'].ports ?? []) {
          for (const colour of led) {
            expect(containerPorts[colour]).toContain(`${port.targetPort} ${port.protocol}`);
          }
        }
      }
    }),
    RUNS,
  );
});

test('disruption budget and topology spread count the pods of their own colour or worker alone, and an autoscaler scales them', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      for (const { folder, object } of ofKind(made, 'PodDisruptionBudget')) {
        const { matchLabels } = object['spec'].selector;
        const job = made[`${folder}/Job.${matchLabels[JOB_LABEL]}.k8s.yaml`];
        expect(podsSelectedBy(matchLabels, made)).toEqual(job ? [] : [podsOf({ folder, object })]);
      }
      for (const deployment of ofKind(made, 'Deployment')) {
        const spread: KubernetesObject[] = deployment.object['spec'].template.spec.topologySpreadConstraints;
        expect(spread.map(constraint => constraint['topologyKey'])).toEqual([
          'kubernetes.io/hostname',
          'topology.kubernetes.io/zone',
        ]);
        for (const { labelSelector } of spread as any[]) {
          expect(podsSelectedBy(labelSelector.matchLabels, made)).toEqual([podsOf(deployment)]);
        }
      }
      for (const { folder, object } of ofKind(made, 'HorizontalPodAutoscaler')) {
        const { apiVersion, kind, name } = object['spec'].scaleTargetRef;
        const target = Object.entries(made).filter(
          ([, other]) =>
            other['apiVersion'] === apiVersion && other['kind'] === kind && other['metadata'].name === name,
        );
        expect(target.map(([path]) => path)).toEqual([`${folder}/${kind}.${name}.k8s.yaml`]);
      }
    }),
    RUNS,
  );
});
