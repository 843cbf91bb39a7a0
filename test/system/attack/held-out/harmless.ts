import { filesBelow } from '../../../../lib/project/write/files-below';
import { Copy, here, type Loose, NotHere } from '../copy';
import { judged } from './judged';

// Changes that hurt nobody, in the styles of corpus/. They were written before check was run on one of them.

/** The workload that users are on, and the one beside it. */
interface Colours {
  readonly live: string;
  /** Undefined where users are on both. */
  readonly idle?: string;
}

const COLOURS: { readonly [file: string]: Colours } = {
  'hosts.yaml': { live: 'atlas-blue', idle: 'atlas-green' },
  'listed.yaml': { live: 'mailer-v41', idle: 'mailer-v42' },
  'sets.yaml': { live: 'quiz-b', idle: 'quiz-a' },
  'shares.yaml': { live: 'cart-old' },
  'tracks.yaml': { live: 'ledger-stable', idle: 'ledger-next' },
};

type Edit = (copy: Copy, colours: Colours) => void;
type Row = readonly [words: string, after: Edit] | readonly [words: string, before: Edit, after: Edit];

const workload = (copy: Copy, name: string | undefined): Loose =>
  here(copy.all('Deployment', 'StatefulSet').find(({ metadata }) => metadata.name === here(name)));
const live =
  (change: (one: Loose) => void): Edit =>
  (copy, colours) =>
    copy.edit(workload(copy, colours.live), change);
const idle =
  (change: (one: Loose) => void): Edit =>
  (copy, colours) =>
    copy.edit(workload(copy, colours.idle), change);
const each =
  (kinds: readonly string[], change: (one: Loose) => void): Edit =>
  copy => {
    const all = copy.all(...kinds);
    here(all[0]);
    for (const one of all) copy.edit(one, change);
  };
const every =
  (change: (one: Loose) => void): Edit =>
  copy => {
    for (const one of copy.every()) copy.edit(one, change);
  };
const containers = (one: Loose): Loose[] => one.spec.template.spec.containers;
const WORKLOADS = ['Deployment', 'StatefulSet'];
const namespaceOf = (copy: Copy): string => copy.all(...WORKLOADS)[0].metadata.namespace;
const needs = (holds: unknown): void => {
  if (!holds) throw new NotHere();
};

// Takes the file apart: each object into a file of its own.
const split =
  (nameOf: (one: Loose, index: number) => string): Edit =>
  copy => {
    const all = structuredClone(copy.every());
    for (const one of copy.every()) copy.remove(one);
    for (const [index, one] of all.entries()) copy.add(nameOf(one, index), one);
  };
const byName = split(({ kind, metadata }) => `${metadata.name}-${kind.toLowerCase()}.yaml`);
const byKind = split(({ kind, metadata }) => `${kind.toLowerCase()}s/${metadata.name}.yaml`);
const inTwo = split(
  ({ kind, metadata }) => `${WORKLOADS.includes(kind) ? 'pods' : 'net'}/${kind}-${metadata.name}.yaml`,
);
const listing =
  (file: string, entries: (copy: Copy) => readonly string[]): Edit =>
  copy =>
    copy.write(
      file,
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${entries(copy)
        .map(entry => `  - ${entry}\n`)
        .join('')}`,
    );
const files = (copy: Copy): string[] => [...copy.files().keys()].filter(file => !file.includes('kustomization'));
const both =
  (...edits: readonly Edit[]): Edit =>
  (copy, colours) => {
    for (const edit of edits) edit(copy, colours);
  };
const text =
  (change: (text: string) => string): Edit =>
  copy => {
    for (const file of files(copy)) copy.text(file, change);
  };

const pods = (app: string, more: object = {}) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: app, image: `registry.example.org/tools/${app}:1` }], ...more },
});
const added =
  (make: (namespace: string) => Loose, file = 'more.yaml'): Edit =>
  copy =>
    copy.add(file, make(namespaceOf(copy)));
const deployment = (name: string, namespace: string): Loose => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { replicas: 2, selector: { matchLabels: { app: name } }, template: pods(name) },
});
const service = (name: string, namespace: string): Loose => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app: name }, ports: [{ port: 80 }] },
});
const cronJob = (namespace: string): Loose => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tidy', namespace },
  spec: {
    schedule: '0 3 * * *',
    jobTemplate: { spec: { template: pods('tidy', { restartPolicy: 'Never' }) } },
  },
});
const monitor = (namespace: string): Loose => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: 'all', namespace },
  spec: { selector: { matchLabels: { scrape: 'yes' } }, endpoints: [{ port: 'stats', interval: '30s' }] },
});
const definition = (version: string): Loose => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets' },
    versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
});
const widget = (version: string, namespace: string): Loose => ({
  apiVersion: `example.org/${version}`,
  kind: 'Widget',
  metadata: { name: 'one', namespace },
  spec: { size: 1 },
});

const ROWS: readonly Row[] = [
  // The same in other files.
  [
    'documents in the reverse order',
    text(all =>
      all
        .split(/^---$/m)
        .reverse()
        .map(one => one.trim())
        .join('\n---\n'),
    ),
  ],
  ['a file for each object', byName],
  ['a folder for each kind', byKind],
  ['a folder for pods and one for the rest', inTwo],
  ['back into one file', byName, split(() => 'all.yaml')],
  ['the other ending', copy => copy.moveFiles(file => file.replace('.yaml', '.yml'))],
  ['two folders down', copy => copy.moveFiles(file => `deploy/production/${file}`)],
  ['out of a folder', copy => copy.moveFiles(file => `old/${file}`), copy => copy.moveFiles(file => file.slice(4))],
  [
    'a List',
    split(() => 'list.yaml'),
    copy => {
      const items = structuredClone(copy.every());
      for (const one of copy.every()) copy.remove(one);
      copy.add('list.yaml', { apiVersion: 'v1', kind: 'List', items });
    },
  ],
  [
    'JSON in a file of YAML',
    byName,
    copy => {
      const texts = copy.every().map(one => [copy.fileOf(one), JSON.stringify(one, null, 2)] as const);
      for (const [file, json] of texts) copy.text(file, () => json);
    },
  ],

  // The same, as kustomize puts it together.
  ['a kustomization comes', byName, listing('kustomization.yaml', files)],
  [
    'a kustomization lists in another order',
    both(byName, listing('kustomization.yaml', files)),
    listing('kustomization.yaml', copy => files(copy).reverse()),
  ],
  [
    'a kustomization is called otherwise',
    both(byName, listing('kustomization.yaml', files)),
    copy => copy.moveFiles(file => file.replace('kustomization.yaml', 'kustomization.yml')),
  ],
  [
    'a file moves between folders of one kustomization',
    both(inTwo, listing('kustomization.yaml', files)),
    copy => {
      copy.moveFiles(file => file.replace('net/Service-', 'pods/Service-'));
      listing('kustomization.yaml', files)(copy, { live: '' });
    },
  ],
  [
    'folders get kustomizations of their own',
    both(inTwo, listing('kustomization.yaml', files)),
    copy => {
      for (const folder of ['net', 'pods'])
        listing(`${folder}/kustomization.yaml`, it =>
          files(it)
            .filter(file => file.startsWith(folder))
            .map(file => file.slice(folder.length + 1)),
        )(copy, { live: '' });
      listing('kustomization.yaml', () => ['net', 'pods'])(copy, { live: '' });
    },
  ],
  [
    'what a kustomization lists moves up',
    both(inTwo, listing('kustomization.yaml', files)),
    copy => {
      copy.moveFiles(file => file.replace(/^(net|pods)\//, ''));
      listing('kustomization.yaml', files)(copy, { live: '' });
    },
  ],
  [
    'a kustomization for another cluster comes',
    both(
      byName,
      copy => copy.moveFiles(file => `base/${file}`),
      listing('base/kustomization.yaml', copy => files(copy).map(file => file.slice(5))),
    ),
    listing('clusters/us/kustomization.yaml', () => ['../../base']),
  ],
  [
    'another cluster gets all of it',
    copy => copy.moveFiles(file => `eu/${file}`),
    copy => {
      for (const [file, content] of copy.files()) copy.write(file.replace('eu/', 'us/'), content);
    },
  ],
  [
    'an example of one Deployment for another namespace',
    added(() => deployment('example', 'examples'), 'examples/example.yaml'),
  ],

  // Other words for the same.
  ['comments', text(all => all.replace(/^kind:/gm, '# Reviewed.\nkind:'))],
  ['ends of lines of Windows', text(all => all.replaceAll('\n', '\r\n'))],
  ['a directive', text(all => `%YAML 1.2\n---\n${all.replace(/^---\n/, '')}`)],
  ['quotes', text(all => all.replace(/name: ([a-z]+-[a-z0-9]+)/g, 'name: "$1"'))],
  [
    'keys in the order of their names',
    every(one => {
      const sorted = Object.entries(one).sort(([a], [b]) => (a < b ? 1 : -1));
      for (const key of Object.keys(one)) delete one[key];
      Object.assign(one, Object.fromEntries(sorted));
    }),
  ],
  [
    'labels in another order',
    live(({ spec }) => {
      spec.template.metadata.labels = Object.fromEntries(Object.entries(spec.template.metadata.labels).reverse());
    }),
  ],
  [
    'what kubectl prints besides',
    every(one => {
      one.metadata.creationTimestamp = null;
      if (WORKLOADS.includes(one.kind)) one.status = {};
    }),
  ],
  [
    'uid and generation of the server',
    every(one => Object.assign(one.metadata, { uid: 'f00-1', generation: 4, resourceVersion: '77' })),
  ],

  // Defaults are written out.
  [
    'defaults of Services',
    each(['Service'], ({ spec }) => {
      spec.type ??= 'ClusterIP';
      Object.assign(spec, { sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ...spec });
    }),
  ],
  [
    'protocols',
    every(({ kind, spec }) => {
      if (kind === 'Service') for (const port of spec.ports) port.protocol ??= 'TCP';
    }),
  ],
  [
    'protocols of containers',
    live(one => {
      for (const { ports } of containers(one)) for (const port of ports) port.protocol ??= 'TCP';
    }),
  ],
  [
    'target ports that are the port',
    each(['Service'], ({ spec }) => {
      for (const port of spec.ports) port.targetPort ??= port.port;
    }),
  ],
  [
    'defaults of roll-outs',
    live(({ kind, spec }) => {
      if (kind === 'StatefulSet')
        Object.assign(spec, { podManagementPolicy: 'OrderedReady', updateStrategy: { type: 'RollingUpdate' } });
      else spec.strategy ??= { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };
    }),
  ],
  [
    'defaults of pods',
    live(({ spec }) => {
      Object.assign(spec.template.spec, {
        terminationGracePeriodSeconds: 30,
        securityContext: {},
        restartPolicy: 'Always',
        enableServiceLinks: true,
      });
    }),
  ],
  [
    'when images are pulled',
    live(one => {
      for (const container of containers(one)) container.imagePullPolicy ??= 'IfNotPresent';
    }),
  ],
  [
    'no resources',
    live(one => {
      for (const container of containers(one)) container.resources ??= {};
    }),
  ],
  [
    'no volumes',
    live(({ spec }) => {
      spec.template.spec.volumes ??= [];
    }),
  ],
  [
    'no environment',
    live(one => {
      for (const container of containers(one)) container.env ??= [];
    }),
  ],
  [
    'defaults of probes',
    live(one => {
      needs(containers(one)[0].readinessProbe);
      for (const { readinessProbe } of containers(one)) {
        readinessProbe.timeoutSeconds ??= 1;
        readinessProbe.periodSeconds ??= 10;
        readinessProbe.failureThreshold ??= 3;
      }
    }),
  ],
  [
    'no annotations',
    every(({ metadata }) => {
      metadata.annotations ??= {};
    }),
  ],
  [
    'defaults of an Ingress',
    each(['Ingress'], ({ metadata }) => {
      metadata.labels = {};
    }),
  ],
  [
    'defaults of references of a route',
    each(['HTTPRoute'], ({ spec }) => {
      for (const parent of spec.parentRefs)
        Object.assign(parent, { group: 'gateway.networking.k8s.io', kind: 'Gateway' });
      for (const rule of spec.rules)
        for (const backend of rule.backendRefs) Object.assign(backend, { group: '', kind: 'Service' });
    }),
  ],
  [
    'how an autoscaler behaves by itself',
    each(['HorizontalPodAutoscaler'], ({ spec }) => {
      spec.behavior = { scaleDown: { stabilizationWindowSeconds: 300 } };
    }),
  ],

  // Equal values.
  [
    'parts of a CPU',
    live(one => {
      needs(containers(one)[0].resources?.requests);
      containers(one)[0].resources.requests.cpu = '0.25';
    }),
  ],
  [
    'parts of a CPU, as a number',
    live(one => {
      needs(containers(one)[0].resources?.requests);
      containers(one)[0].resources.requests.cpu = 0.25;
    }),
  ],
  [
    'memory in KiB',
    live(one => {
      needs(containers(one)[0].resources?.requests);
      containers(one)[0].resources.requests.memory = '131072Ki';
    }),
  ],
  [
    'memory in bytes',
    live(one => {
      needs(containers(one)[0].resources?.requests);
      containers(one)[0].resources.requests.memory = 134217728;
    }),
  ],
  [
    'smaller shares of the same sizes',
    each(['HTTPRoute'], ({ spec }) => {
      const [first, second] = spec.rules.at(-1).backendRefs;
      [first.weight, second.weight] = [9, 1];
    }),
  ],
  [
    'the number of a port in place of its name',
    each(['Service'], ({ spec }) => {
      needs(spec.ports.some(({ targetPort }: Loose) => targetPort === 'tiles' || targetPort === 'web'));
      for (const port of spec.ports) {
        if (port.targetPort === 'tiles') port.targetPort = 8000;
        if (port.targetPort === 'web') port.targetPort = 8443;
      }
    }),
  ],
  [
    'the name of a port in place of its number',
    each(['Ingress'], ({ spec }) => {
      spec.rules[0].http.paths[0].backend.service.port = { name: 'http' };
    }),
  ],

  // Words on objects.
  [
    'the version of a chart',
    every(({ metadata }) => {
      metadata.labels = { ...metadata.labels, 'helm.sh/chart': 'app-1.4.2', 'app.kubernetes.io/managed-by': 'Helm' };
    }),
  ],
  [
    'another version of a chart',
    every(({ metadata }) => {
      metadata.labels = { ...metadata.labels, 'helm.sh/chart': 'app-1.4.2' };
    }),
    every(({ metadata }) => {
      metadata.labels['helm.sh/chart'] = 'app-1.5.0';
    }),
  ],
  [
    'what Argo CD tracks by',
    every(({ kind, metadata }) => {
      metadata.annotations = {
        ...metadata.annotations,
        'argocd.argoproj.io/tracking-id': `app:${kind}/${metadata.name}`,
      };
    }),
  ],
  [
    'who is asked',
    each(['Service'], ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, 'example.org/on-call': 'night' };
    }),
  ],
  [
    'a description of an Ingress',
    each(['Ingress'], ({ metadata }) => {
      metadata.annotations = { 'example.org/text': 'maps' };
    }),
  ],
  [
    'a team of a Namespace',
    each(['Namespace'], ({ metadata }) => {
      metadata.labels = { team: 'letters' };
    }),
  ],

  // Beside it.
  [
    'another application',
    both(
      added(namespace => deployment('notes', namespace)),
      added(namespace => service('notes', namespace)),
    ),
  ],
  [
    'another application in another namespace',
    both(
      added(() => deployment('notes', 'office')),
      added(() => service('notes', 'office')),
    ),
  ],
  [
    'another application goes',
    both(
      added(namespace => deployment('notes', namespace)),
      added(namespace => service('notes', namespace)),
    ),
    copy => {
      copy.remove(copy.get('Deployment', 'notes'));
      copy.remove(copy.get('Service', 'notes'));
    },
  ],
  [
    'another image of another application',
    both(
      added(namespace => deployment('notes', namespace)),
      added(namespace => service('notes', namespace)),
    ),
    copy =>
      copy.edit(copy.get('Deployment', 'notes'), one => {
        containers(one)[0].image += '.1';
      }),
  ],
  ['a CronJob', added(cronJob)],
  [
    'another schedule',
    added(cronJob),
    copy =>
      copy.edit(copy.get('CronJob', 'tidy'), ({ spec }) => {
        spec.schedule = '0 4 * * *';
      }),
  ],
  ['a CronJob goes', added(cronJob), copy => copy.remove(copy.get('CronJob', 'tidy'))],
  [
    'a Job',
    added(namespace => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'once', namespace },
      spec: { template: pods('once', { restartPolicy: 'Never' }) },
    })),
  ],
  [
    'a DaemonSet',
    added(namespace => ({
      ...deployment('agent', namespace),
      kind: 'DaemonSet',
      spec: { selector: { matchLabels: { app: 'agent' } }, template: pods('agent') },
    })),
  ],
  [
    'a ConfigMap',
    added(namespace => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'words', namespace },
      data: { a: '1' },
    })),
  ],
  [
    'rights of others',
    both(
      added(namespace => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader', namespace } })),
      added(namespace => ({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'reader', namespace },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      })),
      added(namespace => ({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'reader', namespace },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
      })),
    ),
  ],
  ['a monitor', added(monitor)],
  [
    'another interval of a monitor',
    added(monitor),
    copy =>
      copy.edit(copy.get('ServiceMonitor', 'all'), ({ spec }) => {
        spec.endpoints[0].interval = '15s';
      }),
  ],
  [
    'a kind of its own and one of it',
    both(
      added(() => definition('v1alpha1')),
      added(namespace => widget('v1alpha1', namespace)),
    ),
  ],
  [
    'a newer version of a kind of its own',
    both(
      added(() => definition('v1alpha1')),
      added(namespace => widget('v1alpha1', namespace)),
    ),
    copy => {
      copy.edit(copy.get('CustomResourceDefinition'), ({ spec }) => {
        spec.versions = definition('v1').spec.versions;
      });
      copy.edit(copy.get('Widget'), one => {
        one.apiVersion = 'example.org/v1';
      });
    },
  ],
  [
    'a budget for users',
    added(namespace => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'other', namespace },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'nobody' } } },
    })),
  ],
  [
    'a policy for nobody here',
    added(namespace => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'other', namespace },
      spec: { podSelector: { matchLabels: { app: 'nobody' } }, policyTypes: ['Ingress'] },
    })),
  ],
  ['a Namespace', added(() => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'fresh' } }))],
  ['a workflow', copy => copy.write('.github/workflows/test.yaml', 'name: test\non: push\njobs: {}\n')],
  ['values of a chart', copy => copy.write('values.yaml', 'replicaCount: 2\nimage: { tag: "1" }\n')],
  ['a composition for laptops', copy => copy.write('docker-compose.yml', 'services:\n  web:\n    image: nginx\n')],
  ['a configuration of a tool', copy => copy.write('renovate.yaml', 'extends: [base]\n')],
  [
    'a path of Flux',
    copy =>
      copy.add('flux/app.yaml', {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name: 'app', namespace: 'flux-system' },
        spec: { path: './', prune: true, interval: '5m', sourceRef: { kind: 'GitRepository', name: 'app' } },
      }),
  ],
  [
    'an Application of Argo CD',
    copy =>
      copy.add('argocd/app.yaml', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'app', namespace: 'argocd' },
        spec: {
          project: 'default',
          source: { repoURL: 'https://git.example.org/app.git', path: '.', targetRevision: 'main' },
          destination: { server: 'https://kubernetes.default.svc' },
        },
      }),
  ],

  // Work on what nobody is on, and more for users.
  [
    'another image of the idle colour',
    idle(one => {
      containers(one)[0].image += '-rc1';
    }),
  ],
  [
    'another variable of the idle colour',
    idle(one => {
      containers(one)[0].env = [{ name: 'LEVEL', value: 'debug' }];
    }),
  ],
  [
    'another label of pods of the idle colour',
    idle(({ spec }) => {
      spec.template.metadata.labels.build = '77';
    }),
  ],
  [
    'more pods of the idle colour',
    idle(({ spec }) => {
      needs(spec.replicas);
      spec.replicas += 3;
    }),
  ],
  [
    'more pods for users',
    live(({ spec }) => {
      needs(spec.replicas);
      spec.replicas += 1;
    }),
  ],
  [
    'a label of the Deployment that users are on',
    live(({ metadata }) => {
      metadata.labels = { ...metadata.labels, tier: 'gold' };
    }),
  ],
  [
    'how many old ones are kept',
    live(({ spec }) => {
      spec.revisionHistoryLimit = 3;
    }),
  ],
  [
    'more room for an autoscaler',
    each(['HorizontalPodAutoscaler'], ({ spec }) => {
      spec.maxReplicas = 20;
    }),
  ],
  [
    'an autoscaler that adds pods sooner',
    each(['HorizontalPodAutoscaler'], ({ spec }) => {
      spec.metrics[0].resource.target.averageUtilization = 50;
    }),
  ],
  [
    'one more measure of an autoscaler',
    each(['HorizontalPodAutoscaler'], ({ spec }) => {
      spec.metrics.push({
        type: 'Resource',
        resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } },
      });
    }),
  ],
  [
    'one more host',
    each(['Ingress'], ({ spec }) => {
      spec.rules.push({ ...structuredClone(spec.rules[0]), host: 'beta-maps.example.org' });
    }),
  ],
  ['hosts in another order', each(['Ingress', 'HTTPRoute'], ({ spec }) => (spec.hostnames ?? spec.rules).reverse())],
  [
    'one more name of a route',
    each(['HTTPRoute'], ({ spec }) => {
      spec.hostnames.push('trolley.example.org');
    }),
  ],
  [
    'one more rule for testers',
    each(['HTTPRoute'], ({ spec }) => {
      const [first] = structuredClone(spec.rules);
      first.matches[0].headers[0].name = 'x-qa';
      spec.rules.unshift(first);
    }),
  ],
  [
    'a Service for the idle colour',
    (copy, { idle }) => {
      const { metadata, spec } = workload(copy, idle);
      const [port] = spec.template.spec.containers[0].ports;
      copy.add('more.yaml', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `${metadata.name}-test`, namespace: metadata.namespace },
        spec: { selector: spec.template.metadata.labels, ports: [{ port: 80, targetPort: port.containerPort }] },
      });
    },
  ],
  [
    'a policy that lets more in',
    each(['NetworkPolicy'], ({ spec }) => {
      spec.ingress.push({ from: [{ namespaceSelector: {} }] });
    }),
  ],
];

/** One change of one style. */
interface Harmless {
  readonly name: string;
  readonly rules: readonly string[];
}

/** What check says of each of them. */
export function harmless(): Harmless[] {
  return [...filesBelow(__dirname, 'corpus')].flatMap(([path, content]) => {
    const file = path.replace(/^.*\//, '');
    const colours = COLOURS[file]!;
    return ROWS.flatMap(([words, first, second]) => {
      try {
        const before = new Copy(new Map([[file, content]]));
        if (second) first(before, colours);
        const base = before.files();
        const after = new Copy(base);
        (second ?? first)(after, colours);
        const head = after.files();
        if (JSON.stringify([...base]) === JSON.stringify([...head])) return [];
        return [{ name: `${words} (${file})`, rules: judged(base, head) }];
      } catch (error) {
        if (error instanceof NotHere) return [];
        throw error;
      }
    });
  });
}
