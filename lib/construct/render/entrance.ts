import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Application } from '../model';
import { objectLabels } from '../names';
import { PathType } from '../props/ingress';
import type { Way } from '../resolve/entrance';
import { layOver } from './laid-over';
import { OF_INGRESSES } from './overlay';

/** The Ingress in front of the active Service, where the application has one, and the one in front of the preview. */
export function entrance(
  scope: Construct,
  application: Application,
  { service, preview }: { readonly service: kplus.Service; readonly preview: kplus.Service },
): kplus.Ingress | undefined {
  const { ingress } = application;
  if (!ingress) return undefined;
  const { ways, annotations } = ingress;
  const made = ingressTo(scope, 'ingress', service, application, { name: application.name, annotations, ways });
  layOver(ApiObject.of(made), application.ingressTemplate, OF_INGRESSES);
  if (ingress.preview) {
    const { host, tls, annotations: own } = ingress.preview;
    const { port } = ways[0];
    ingressTo(scope, 'preview-ingress', preview, application, {
      name: `${application.name}-preview`,
      annotations: own ?? annotations,
      ways: [{ host, path: '/', pathType: PathType.PREFIX, ...(tls !== undefined && { tls }), port }],
    });
  }
  return made;
}

interface IngressObject {
  readonly name: string;
  readonly annotations: { readonly [key: string]: string };
  readonly ways: readonly Way[];
}

function ingressTo(
  scope: Construct,
  id: string,
  service: kplus.Service,
  { name: application, namespace, labels, ingress }: Application,
  { name, annotations, ways }: IngressObject,
): kplus.Ingress {
  const secrets = new Map<string, Set<string>>();
  for (const { host, tls } of ways) if (tls !== undefined) secrets.set(tls, (secrets.get(tls) ?? new Set()).add(host));
  const isFirst = ({ host, path }: Way, index: number) =>
    ways.findIndex(other => other.host === host && other.path === path) === index;
  const made = new kplus.Ingress(scope, id, {
    metadata: { name, namespace, labels: objectLabels(application, labels), annotations: { ...annotations } },
    className: ingress!.className,
    rules: ways.filter(isFirst).map(({ host, path, pathType, port }) => ({
      host,
      path,
      pathType: pathType as unknown as kplus.HttpIngressPathType,
      backend: kplus.IngressBackend.fromService(service, { port: port!.servicePort }),
    })),
    ...(secrets.size && {
      tls: [...secrets].map(([secret, hosts]) => ({
        hosts: [...hosts],
        secret: kplus.Secret.fromSecretName(scope, id === 'ingress' ? `tls-${secret}` : `${id}-${secret}`, secret),
      })),
    }),
  });
  // cdk8s-plus takes a path of a host once, also where it is asked for in two ways, such as exactly.
  const again = ways.filter((way, index) => !isFirst(way, index));
  const rules = [...new Set(again.map(({ host }) => host))].map(host => ({
    host,
    http: {
      paths: again
        .filter(way => way.host === host)
        .map(({ path, pathType, port }) => ({
          backend: { service: { name: service.name, port: { number: port!.servicePort } } },
          path,
          pathType,
        })),
    },
  }));
  if (rules.length) layOver(ApiObject.of(made), { spec: { rules } }, OF_INGRESSES);
  return made;
}
