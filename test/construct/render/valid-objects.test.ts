import fc from 'fast-check';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { Colour } from '../../../lib/construct';
import { faultsOfManifest } from '../../../lib/construct/validate/kubernetes/strict-schema';
import { unitsOf } from '../../../lib/project/engines/units';
import { anyApplication } from './any/application';
import { type KubernetesObject, objects } from './rendered';

const RUNS = { numRuns: 40 };

// Of Kubernetes' own kinds.
const own = (made: ReturnType<typeof objects>) => Object.values(made).filter(({ kind }) => kind !== 'ScaledObject');

test('every object is what Kubernetes 1.28 takes; only podTemplate brings fields that it does not know', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const brought = new Set<string>();
      for (const object of own(objects(props, Colour.BLUE))) {
        for (const { kind, path } of faultsOfManifest(object)) {
          expect([kind, path.slice(0, 2)]).toEqual(['unknown', ['spec', 'template']]);
          brought.add(String(path.at(-1)));
        }
      }
      // What the arbitrary pod templates hold of the kind.
      const newer = ['restartPolicyRules', 'hostnameOverride'];
      expect([...brought].filter(field => !newer.includes(field))).toEqual([]);
    }),
    RUNS,
  );
});

test('no unit that another one waits for is ever empty: engines take a folder that is not there for a fault', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const paths = Object.keys(objects(props, Colour.BLUE));
      const units = unitsOf({ environment: 'production', props });
      for (const { folder } of units.flatMap(({ after }) => after)) {
        expect([folder, paths.some(path => path.startsWith(`${folder}/`))]).toEqual([folder, true]);
      }
    }),
    RUNS,
  );
});

const MODELS: Record<string, new (data: any) => { validate(): void }> = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

test('the validators of kubernetes-models, which are not ours, find no fault either', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      for (const object of own(objects(props, Colour.BLUE))) new MODELS[object['kind']]!(object).validate();
    }),
    RUNS,
  );
});

test('the second opinion sees a fault where there is one', () => {
  const spec = { ports: [{ port: 'eighty' }] };
  expect(() => new Service({ metadata: { name: 'ping' }, spec } as any).validate()).toThrow(/port must be integer/);
});

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

test('every name is one that Kubernetes takes for its kind', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      for (const { kind, metadata } of Object.values(objects(props, Colour.BLUE)) as KubernetesObject[]) {
        expect(metadata.name).toMatch(LABEL);
        // Pods and their hash are named after it too: a ConfigMap's name alone may be longer than a DNS label.
        expect(metadata.name.length).toBeLessThanOrEqual(kind === 'ConfigMap' ? 253 : 63);
        // https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
        if (kind === 'Service') expect(metadata.name).toMatch(/^[a-z]/);
        for (const [key, value] of Object.entries(metadata.labels)) {
          expect(key).toMatch(/^([-a-z0-9.]+\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/);
          expect(value).toMatch(/^([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/);
        }
      }
    }),
    RUNS,
  );
});

test('no identity occurs twice, all objects but the Namespace stand in one namespace, and no unit is empty', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const made = objects(props, Colour.BLUE);
      const identities = Object.values(made).map(
        ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
      );
      expect(new Set(identities).size).toBe(identities.length);
      for (const { kind, metadata } of Object.values(made)) {
        expect(metadata.namespace).toBe(kind === 'Namespace' ? undefined : props.namespace);
      }
      const units = new Set(Object.keys(made).map(path => path.slice(0, path.lastIndexOf('/'))));
      const migrations = props.migrate ? ['migrate/blue', 'migrate/green'] : [];
      expect([...units]).toEqual(['base', ...migrations, 'blue', 'green', 'release/verify', 'release/traffic']);
    }),
    RUNS,
  );
});
