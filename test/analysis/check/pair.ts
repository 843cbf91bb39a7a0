// A blue-green pair as people write it by hand, in objects that a test changes.

type Fields = { [key: string]: any };

/** Objects by name: a test changes a copy. */
export type Objects = { [name: string]: Fields };

const labels = (colour: string) => ({ app: 'web', version: colour });

function deployment(colour: string): Fields {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `web-${colour}`, namespace: 'web' },
    spec: {
      replicas: 3,
      minReadySeconds: 5,
      selector: { matchLabels: labels(colour) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: labels(colour) },
        spec: {
          serviceAccountName: 'web',
          containers: [
            {
              name: 'web',
              image: colour === 'blue' ? 'shop/web:1' : 'shop/web:2',
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
              resources: { requests: { cpu: '200m', memory: '256Mi' } },
            },
          ],
        },
      },
    },
  };
}

function budget(colour: string): Fields {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: `web-${colour}`, namespace: 'web' },
    spec: { minAvailable: 2, selector: { matchLabels: labels(colour) } },
  };
}

/** Users are on blue, by a load balancer and an Ingress; green is ready to take them. */
function pair(): Objects {
  return {
    blue: deployment('blue'),
    green: deployment('green'),
    blueBudget: budget('blue'),
    greenBudget: budget('green'),
    account: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: 'web',
        namespace: 'web',
        annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/web' },
      },
    },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'web' },
      spec: {
        type: 'LoadBalancer',
        selector: labels('blue'),
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    },
    ingress: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'web' },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['web.example.com'], secretName: 'web-tls' }],
        rules: [
          {
            host: 'web.example.com',
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
            },
          },
        ],
      },
    },
  };
}

/** An autoscaler of a colour, whose Deployment then says no number. */
export function autoscaled(objects: Objects, colour: 'blue' | 'green', min: number, max: number): void {
  delete objects[colour]!['spec'].replicas;
  objects[`${colour}Scaler`] = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: `web-${colour}`, namespace: 'web' },
    spec: {
      minReplicas: min,
      maxReplicas: max,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `web-${colour}` },
    },
  };
}

/** Moves users to green. */
export function promote(objects: Objects): void {
  objects['service']!['spec'].selector.version = 'green';
}

/** Files of one object each. */
function filesOf(objects: Objects): Map<string, string> {
  return new Map(Object.entries(objects).map(([name, object]) => [`k8s/${name}.yaml`, JSON.stringify(object)]));
}

/** The pair after some edits. */
export function edits(...all: readonly Edit[]): Map<string, string> {
  const objects = pair();
  for (const edit of all) edit(objects);
  return filesOf(objects);
}

/** A change of the pair. */
export type Edit = (objects: Objects) => void;

/** What the pair is before a change, the change, and the rules that it breaks. */
export type Case = readonly [words: string, before: readonly Edit[], change: readonly Edit[], rules: readonly string[]];

export const spec =
  (name: string, change: (spec: any) => void): Edit =>
  objects =>
    change(objects[name]!['spec']);

export const set = (name: string, key: string, value: unknown): Edit =>
  spec(name, one => Object.assign(one, { [key]: value }));

export const add =
  (name: string, object: object): Edit =>
  objects => {
    objects[name] = object;
  };
