import { type Adoption, adopt } from '../../lib/adopt/adopt';
import type { Asked } from '../../lib/adopt/asked';
import { groupOf } from '../../lib/analysis/manifests/identity';
import type { Manifest } from '../../lib/analysis/manifests/manifest';
import { Colour } from '../../lib/construct/props/colour';
import { decide, type NamedProps } from '../../lib/construct/resolve/application';
import { currentFormat } from '../../lib/construct/resolve/format';
import { renderApplication } from '../../lib/project/output/render-application';

export type Fields = { [key: string]: any };

export const APP = 'web';

/** An object as a file says it. */
export function manifest(value: Fields): Manifest {
  const { kind, apiVersion, metadata } = value;
  const identity = { group: groupOf(apiVersion, kind), kind, namespace: metadata.namespace ?? '', name: metadata.name };
  return { file: 'k8s/web.yaml', identity, value, line: () => 1 };
}

export const deployment = (template: Fields, spec: Fields = {}): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: APP, labels: { app: APP } },
  spec: { selector: { matchLabels: { app: APP } }, ...spec, template },
});

export const service = (ports: Fields[], spec: Fields = {}): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: APP },
  spec: { selector: { app: APP }, ports, ...spec },
});

/** Pods of one container that can be taken over as they are. */
export const pods = (container: Fields = {}): Fields => ({
  metadata: { labels: { app: APP } },
  spec: {
    containers: [
      {
        name: 'server',
        image: 'web:1',
        ports: [{ name: 'http', containerPort: 8080 }],
        readinessProbe: { tcpSocket: { port: 8080 } },
        ...container,
      },
    ],
  },
});

/** What is taken over, and what is rendered of it, by `Kind/name`. */
export function takenOver(
  objects: readonly Fields[],
  asked: Asked = {},
): { adoption: Adoption; rendered: ReadonlyMap<string, Fields> } {
  const adoption = adopt(objects.map(manifest), asked);
  expect(adoption.obstacles).toEqual([]);
  const { application: name, spec, image, objects: own } = adoption.adopted!;
  const blue = { image, format: currentFormat() };
  const props = { ...spec, name, active: Colour.BLUE, blue, ...asked.allowed, ...(own.length && { objects: own }) };
  const { application, problems } = decide(props as unknown as NamedProps);
  expect(problems.filter(({ warning }) => !warning)).toEqual([]);
  const made = renderApplication(application).map(({ object }) => object as Fields);
  return { adoption, rendered: new Map(made.map(one => [`${one['kind']}/${one['metadata'].name}`, one])) };
}
