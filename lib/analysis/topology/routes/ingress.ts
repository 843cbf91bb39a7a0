import type { Path } from '../../../construct/validate/problem';
import { itemsOf } from '../../manifests/items';
import { type Fields, keyOf, type ReadBackend, type ReadRule, textsIn } from './route';

/** An Ingress, as it is today and as it was before `networking.k8s.io/v1`; with what nginx, ALB and Traefik add by annotations. */
export function ingressRules(spec: Fields, annotations: Fields): ReadRule[] {
  const rules = new Map<string, ReadRule & { backends: ReadBackend[] }>();
  const add = (host: unknown, path: unknown, backend: any, at: Path) => {
    const key = keyOf([host, path]);
    const rule = rules.get(key) ?? {
      key,
      hosts: textsIn([host]),
      paths: textsIn([path]),
      ...canaryOf(annotations),
      backends: [],
    };
    rule.backends.push(...backendsOf(backend, at, annotations));
    rules.set(key, rule);
  };
  for (const key of ['defaultBackend', 'backend']) add(undefined, undefined, spec[key], ['spec', key]);
  itemsOf(spec['rules']).forEach((rule, i) => {
    itemsOf(rule['http']?.paths).forEach((entry, j) => {
      add(rule['host'], entry['path'] ?? '/', entry['backend'], ['spec', 'rules', i, 'http', 'paths', j, 'backend']);
    });
  });
  return [...rules.values()].filter(({ backends }) => backends.length);
}

function backendsOf(backend: any, path: Path, annotations: Fields): ReadBackend[] {
  if (typeof backend?.serviceName === 'string') {
    const service = backend.serviceName;
    return [{ service, port: backend.servicePort, ...weightOf(service, annotations), path: [...path, 'serviceName'] }];
  }
  const { name, port } = backend?.service ?? {};
  if (typeof name !== 'string') return [];
  if (port?.name === 'use-annotation') return sharedByAction(name, annotations);
  const at = [...path, 'service', 'name'];
  return [{ service: name, port: port?.number ?? port?.name, ...weightOf(name, annotations), path: at }];
}

// Of Traefik 1: a line such as `web-blue: 90%` for each Service.
function weightOf(service: string, annotations: Fields): Pick<ReadBackend, 'weight'> {
  const lines = String(annotations['traefik.ingress.kubernetes.io/service-weights'] ?? '').split('\n');
  const [, weight] = lines.map(line => line.split(':')).find(([name]) => name!.trim() === service) ?? [];
  return weight === undefined ? {} : { weight: Number.parseFloat(weight) };
}

/** @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions */
function sharedByAction(name: string, annotations: Fields): ReadBackend[] {
  const key = `alb.ingress.kubernetes.io/actions.${name}`;
  let action: any;
  try {
    action = JSON.parse(annotations[key]);
  } catch {
    return [];
  }
  return itemsOf(action?.forwardConfig?.targetGroups).flatMap(({ serviceName, weight }) =>
    typeof serviceName === 'string'
      ? [{ service: serviceName, weight: Number(weight ?? 1), path: ['metadata', 'annotations', key] }]
      : [],
  );
}

/** @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
function canaryOf(annotations: Fields): Pick<ReadRule, 'forSome' | 'canary'> {
  const said = (name: string) => annotations[`nginx.ingress.kubernetes.io/${name}`];
  if (String(said('canary')) !== 'true') return {};
  const percent = (Number(said('canary-weight') ?? 0) * 100) / Number(said('canary-weight-total') ?? 100);
  return percent > 0 ? { canary: percent } : { canary: 0, forSome: true };
}
