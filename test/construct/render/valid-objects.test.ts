import fc from 'fast-check';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { parse } from 'yaml';
import { Colour } from '../../../lib/construct';
import { decide } from '../../../lib/construct/resolve/application';
import { faultsOfManifest } from '../../../lib/construct/validate/kubernetes/strict-schema';
import { unitsOf } from '../../../lib/project/engines/units';
import { anyApplication } from './any/application';
import { PING } from './ping';
import { files, type KubernetesObject, renderedOnce } from './rendered';

// The same applications for all tests, and others in each run.
const RUNS = { numRuns: 40, seed: Date.now() };
const objects = renderedOnce();

// Of Kubernetes' own kinds.
const own = (made: ReturnType<typeof objects>) => Object.values(made).filter(({ kind }) => kind !== 'ScaledObject');

test('every object is what Kubernetes 1.28 takes; only podTemplate brings fields that it does not know', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const brought = new Set<string>();
      for (const object of own(objects(props, Colour.BLUE))) {
        for (const { kind, path } of faultsOfManifest(object)) {
          const ofPods =
            object['kind'] === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
          expect([kind, path.slice(0, ofPods.length)]).toEqual(['unknown', ofPods]);
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

test('no object of the own is called like anything that is made for an application, in whatever state it is', () => {
  fc.assert(
    fc.property(anyApplication, fc.constantFrom(Colour.BLUE, Colour.GREEN), (props, active) => {
      const made = Object.values(objects(props, active)).filter(({ kind }) => kind !== 'Namespace');
      const own = made.map(({ apiVersion, kind, metadata }) => ({
        apiVersion,
        kind,
        metadata: { name: metadata.name },
      }));
      const { problems } = decide({ ...props, active, objects: own });
      const refused = problems.flatMap(({ path, message }) =>
        path[0] === 'objects' && message.includes('is made for the application') ? [path[1] as number] : [],
      );
      expect(own.filter((_, index) => !refused.includes(index))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

// Keys that JavaScript has for itself cdk8s does not write.
const isWritten = (value: unknown) => !/"(__proto__|constructor)":/.test(JSON.stringify(value));
const anyFields = fc
  .dictionary(
    fc.string().filter(key => !['apiVersion', 'kind', 'metadata'].includes(key)),
    fc.jsonValue({ maxDepth: 3 }),
    { maxKeys: 3, noNullPrototype: true },
  )
  .filter(isWritten)
  // JSON has no negative zero, and so neither has an object of Kubernetes.
  .map((fields): typeof fields => JSON.parse(JSON.stringify(fields)));
const anyLabels = fc.dictionary(fc.stringMatching(/^(app\.kubernetes\.io\/)?[a-z]{1,9}$/), fc.string(), {
  maxKeys: 3,
  noNullPrototype: true,
});
const anyOwn = fc
  .uniqueArray(
    fc.record({
      kind: fc.stringMatching(/^X[A-Za-z]{1,9}$/),
      name: fc.stringMatching(/^[a-z][a-z0-9.:-]{0,9}[a-z]$/),
      labels: anyLabels,
      annotations: anyLabels,
      fields: anyFields,
    }),
    { minLength: 1, maxLength: 3, selector: ({ kind, name }) => `${kind} ${name}` },
  )
  .map(all =>
    all.map(({ kind, name, labels, annotations, fields }) => ({
      apiVersion: 'example.com/v1',
      kind,
      metadata: { name, labels, annotations },
      ...fields,
    })),
  );

test('any object of the own is delivered as it is, but for its labels of ours, its namespace and the wave', () => {
  fc.assert(
    fc.property(anyOwn, fc.boolean(), (own, isOfColours) => {
      const key = isOfColours ? 'colourObjects' : 'objects';
      const named = own.map(({ metadata: { name, ...metadata }, ...fields }) => ({
        ...fields,
        metadata: { ...metadata, name: isOfColours ? `${name}-$(COLOUR)` : name },
      }));
      const made = files({ ...PING, namespace: 'demo', [key]: named }, Colour.BLUE);
      expect(files({ ...PING, namespace: 'demo', [key]: named }, Colour.BLUE)).toEqual(made);
      for (const { metadata, ...fields } of own) {
        const name = isOfColours ? `${metadata.name}-blue` : metadata.name;
        const text = made[`${isOfColours ? 'blue' : 'base'}/${fields.kind}.${name}.k8s.yaml`]!;
        expect(parse(text)).toEqual({
          ...fields,
          metadata: {
            name,
            namespace: 'demo',
            labels: {
              'app.kubernetes.io/managed-by': 'cdk8s-blue-green',
              'app.kubernetes.io/name': 'ping',
              ...metadata.labels,
              'blue-green/application': 'ping',
              ...(isOfColours && { 'blue-green/colour': 'blue' }),
            },
            annotations: {
              ...metadata.annotations,
              'argocd.argoproj.io/sync-options': 'ServerSideApply=true',
              'argocd.argoproj.io/sync-wave': isOfColours ? '0' : '20',
            },
          },
        });
      }
    }),
    RUNS,
  );
});

const MODELS: Record<string, new (data: any) => { validate(): void }> = {
  ConfigMap,
  CronJob,
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

const LONGEST: Readonly<Record<string, number>> = { ConfigMap: 253, CronJob: 52 };

test('every name is one that Kubernetes takes for its kind', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      for (const { kind, metadata } of Object.values(objects(props, Colour.BLUE)) as KubernetesObject[]) {
        expect(metadata.name).toMatch(LABEL);
        // Pods and their hash are named after it too: a ConfigMap's name alone may be longer than a DNS label.
        expect(metadata.name.length).toBeLessThanOrEqual(LONGEST[kind] ?? 63);
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
