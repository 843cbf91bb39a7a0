import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const GROUPS = {
  'api/v1': [
    ['services', 'Service'],
    ['namespaces', 'Namespace'],
  ],
  'apis/apps/v1': [['deployments', 'Deployment']],
  'apis/batch/v1': [['cronjobs', 'CronJob']],
  'apis/autoscaling/v2': [['horizontalpodautoscalers', 'HorizontalPodAutoscaler']],
} as const;

/** As much of a Kubernetes API server as kubectl needs to list objects; it has the namespace `demo`, and nothing in it. */
export class EmptyCluster {
  /** Method and path of all that was asked. */
  readonly requests: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://cluster').pathname.slice(1);
    this.requests.push(`${request.method} ${path}`);
    answer(path, response);
  });

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}

function answer(path: string, response: ServerResponse): void {
  const [status, body] = bodyOf(path);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function bodyOf(path: string): [number, object] {
  if (path === 'api') return [200, { kind: 'APIVersions', versions: ['v1'] }];
  if (path === 'apis') return [200, { kind: 'APIGroupList', apiVersion: 'v1', groups: groups() }];
  const resources = Object.entries(GROUPS).find(([group]) => group === path)?.[1];
  if (resources) return [200, resourceList(path, resources)];
  if (path === 'api/v1/namespaces/demo')
    return [200, { kind: 'Namespace', apiVersion: 'v1', metadata: { name: 'demo' } }];
  if (/\/namespaces\/\w+\//.test(path)) return [200, { kind: 'List', apiVersion: 'v1', metadata: {}, items: [] }];
  const message = `${path} not found`;
  return [404, { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'NotFound', message, code: 404 }];
}

function groups(): object[] {
  return Object.keys(GROUPS)
    .filter(group => group.startsWith('apis/'))
    .map(group => {
      const [, name, version] = group.split('/');
      const preferredVersion = { groupVersion: `${name}/${version}`, version };
      return { name, versions: [preferredVersion], preferredVersion };
    });
}

function resourceList(path: string, resources: ReadonlyArray<readonly [string, string]>): object {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: path.replace(/^apis?\//, ''),
    resources: resources.map(([name, kind]) => ({
      name,
      kind,
      singularName: kind.toLowerCase(),
      namespaced: kind !== 'Namespace',
      verbs: ['get', 'list'],
    })),
  };
}
