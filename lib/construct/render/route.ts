import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  HttpRoute,
  type HttpRouteSpecRulesBackendRefs,
  HttpRouteSpecRulesMatchesHeadersType,
  HttpRouteSpecRulesMatchesPathType,
} from '../../../imports/gateway.networking.k8s.io';
import type { Application } from '../model';
import { COLOURS, type Colour, otherColour } from '../props/colour';

/**
 * The HTTPRoute to the Services of both colours. They stay in it for ever, so that a load balancer always knows the pods
 * of both: a promotion changes weights alone.
 */
export function route(scope: Construct, application: Application, metadata: ApiObjectMetadata): HttpRoute | undefined {
  const { active, name, traffic } = application;
  const { route: asked, weight } = traffic;
  if (!asked) return undefined;
  const idle = otherColour(active);
  const { gateway, hostnames, path, previewHeader } = asked;
  const paths = { path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: path } };
  const share = (colour: Colour) => (colour === active ? 100 - weight : weight);
  const backend = (colour: Colour): HttpRouteSpecRulesBackendRefs => ({
    name: `${name}-${colour}`,
    port: application[colour].ports[0]!.servicePort,
  });
  return new HttpRoute(scope, 'route', {
    metadata,
    spec: {
      parentRefs: [{ name: gateway.name, namespace: gateway.namespace, sectionName: gateway.listener }],
      hostnames,
      rules: [
        ...(previewHeader
          ? [
              {
                matches: [
                  { ...paths, headers: [{ type: HttpRouteSpecRulesMatchesHeadersType.EXACT, ...previewHeader }] },
                ],
                backendRefs: [backend(idle)],
              },
            ]
          : []),
        {
          matches: [paths],
          backendRefs: COLOURS.map(colour => ({ ...backend(colour), weight: share(colour) })),
        },
      ],
    },
  });
}
