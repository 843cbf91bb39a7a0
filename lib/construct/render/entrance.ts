import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Application } from '../model';
import { objectLabels } from '../names';
import { layOver } from './laid-over';
import { OF_INGRESSES } from './overlay';

/** The Ingress in front of the active Service, where the application has one. */
export function entrance(
  scope: Construct,
  application: Application,
  service: kplus.Service,
): kplus.Ingress | undefined {
  const { ingress, name, namespace } = application;
  if (!ingress) return undefined;
  const made = new kplus.Ingress(scope, 'ingress', {
    metadata: {
      name,
      namespace,
      labels: objectLabels(name, application.labels),
      annotations: { ...ingress.annotations },
    },
    className: ingress.className,
    rules: [
      {
        host: ingress.host,
        path: ingress.path,
        backend: kplus.IngressBackend.fromService(service, { port: ingress.port!.servicePort }),
      },
    ],
    ...(ingress.tls && {
      tls: [{ hosts: [ingress.host], secret: kplus.Secret.fromSecretName(scope, 'tls', ingress.tls) }],
    }),
  });
  layOver(ApiObject.of(made), application.ingressTemplate, OF_INGRESSES);
  return made;
}
