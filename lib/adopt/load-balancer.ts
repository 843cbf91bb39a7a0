import type { Manifest } from '../analysis/manifests/manifest';
import { sendsToPods } from '../construct/validate/rules/traffic';

type Fields = { readonly [key: string]: any };

const ALB = /^alb$/;

/**
 * Why a promotion by selector may lose requests: what leads users to the Service keeps a list of pods or nodes, and learns late.
 * @param ingresses those that lead to the Service
 * @returns undefined where nothing says so
 */
export function whyLate(service: Manifest | undefined, ingresses: readonly Manifest[]): string | undefined {
  const spec: Fields = service?.value['spec'] ?? {};
  if (spec['externalTrafficPolicy'] === 'Local') {
    return `the Service ${service!.identity.name} has externalTrafficPolicy: Local, and its load balancer sends only to nodes with pods`;
  }
  const own = sendsToPods(annotationsOf(service));
  if (own !== undefined)
    return `the load balancer of the Service ${service!.identity.name} sends to pods themselves (${own})`;
  for (const ingress of ingresses) {
    const annotations = annotationsOf(ingress);
    const className: unknown = ingress.value['spec']?.ingressClassName ?? annotations['kubernetes.io/ingress.class'];
    const said = sendsToPods(annotations, typeof className === 'string' ? className : undefined);
    const { name } = ingress.identity;
    if (said !== undefined) return `the load balancer of the Ingress ${name} sends to pods themselves (${said})`;
    // What it does where nothing is said is a setting of its controller.
    if (ALB.test(String(className)) && annotations['alb.ingress.kubernetes.io/target-type'] !== 'instance') {
      return `the Ingress ${name} is an ALB of AWS, which may send to pods themselves (alb.ingress.kubernetes.io/target-type)`;
    }
  }
  return undefined;
}

/** The Ingresses that lead to a Service. */
export function leadingTo(service: string, objects: readonly Manifest[]): Manifest[] {
  const named = [`"name":"${service}"`, `"serviceName":"${service}"`];
  return objects.filter(({ identity: { kind }, value }) => {
    const text = JSON.stringify(value['spec'] ?? {});
    return kind === 'Ingress' && named.some(name => text.includes(name));
  });
}

function annotationsOf(object: Manifest | undefined): { readonly [key: string]: string } {
  const annotations: Fields = Object(object?.value['metadata']?.annotations);
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, String(value)] as const));
}
