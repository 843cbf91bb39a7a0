import { ApiObject } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { HttpRoute } from '../../../imports/gateway.networking.k8s.io';
import type { Application } from '../model';
import {
  ACTIVE_KEY,
  activeColourName,
  applicationSelector,
  colourSelector,
  FOLLOWS_TRAFFIC,
  LEADS_TO_LABEL,
  objectLabels,
  ROLE_ANNOTATION,
  ROLE_LABEL,
} from '../names';
import { COLOURS, type Colour, otherColour } from '../props/colour';
import { INTERNAL, serviceNames as serviceNamesOf } from '../resolve/service';
import type { Rendered } from './colour-deployment';
import { layOver } from './laid-over';
import { closeWithTraffic } from './network';
import { OF_SERVICES } from './overlay';
import { publishedService } from './published-service';
import { grpcRoute, route } from './route';
import { workers } from './workers';

/** Who reaches which colour, and what else runs of the active one. This is all that a promotion changes. */
export class Traffic extends Construct {
  /** The Service that users reach: it leads to the active colour. */
  public readonly service: kplus.Service;
  /** Leads to the idle colour, for a look before it is promoted. */
  public readonly preview: kplus.Service;
  /** What `services` asks for, by the same names. */
  public readonly furtherServices: { readonly [key: string]: kplus.Service };
  /** With `traffic: route`. */
  public readonly route?: HttpRoute;
  /** Says which colour is active, to the pods that ask by `live.file`. */
  public readonly activeColour?: ApiObject;
  /** Deployments of the workers, by the worker's name. */
  public readonly workers: { readonly [name: string]: ApiObject };

  /** @param rendered the releases as they are rendered in the end */
  public constructor(scope: Construct, application: Application, rendered: Rendered) {
    super(scope, 'traffic');
    const { active, published, service, serviceNames, traffic } = application;
    const metadata = (name: string, annotations = {}, labels = {}) => ({
      name,
      namespace: application.namespace,
      labels: { ...objectLabels(application.name, application.labels), ...labels },
      annotations,
    });
    const leadsTo = (colour: Colour) => colourSelector(application.name, colour);
    const users = traffic.serving.length > 1 ? applicationSelector(application.name) : leadsTo(active);
    this.service = publishedService(this, 'service', {
      metadata: metadata(
        serviceNames.active,
        { ...service.annotations, ...saying('active', application) },
        leading('active', traffic.serving.length > 1 ? 'both' : active, application),
      ),
      ports: published,
      selector: users,
      service,
    });
    layOver(ApiObject.of(this.service), application.serviceTemplate, OF_SERVICES);
    this.preview = publishedService(this, 'preview', {
      metadata: metadata(
        serviceNames.preview,
        saying('preview', application),
        leading('preview', otherColour(active), application),
      ),
      ports: published,
      selector: leadsTo(otherColour(active)),
      service: INTERNAL,
    });
    this.furtherServices = Object.fromEntries(
      application.furtherServices.map(({ key, name, preview, service, template, ...more }) => {
        const made = publishedService(this, `service-${key}`, {
          metadata: metadata(name, { ...service.annotations, [ROLE_ANNOTATION]: 'active' }),
          selector: users,
          service,
          ...more,
        });
        layOver(ApiObject.of(made), template, OF_SERVICES);
        if (preview !== undefined) {
          publishedService(this, `preview-${key}`, {
            metadata: metadata(preview, { [ROLE_ANNOTATION]: 'preview' }),
            selector: leadsTo(otherColour(active)),
            service: INTERNAL,
            ...more,
          });
        }
        return [key, made];
      }),
    );
    this.route = route(this, application, metadata(application.name));
    grpcRoute(this, application, metadata(application.name));
    if (COLOURS.some(colour => application[colour].live?.file !== undefined)) {
      this.activeColour = new ApiObject(this, 'active-colour', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: metadata(activeColourName(application.name), { [FOLLOWS_TRAFFIC]: 'true' }),
        data: { [ACTIVE_KEY]: active },
      });
    }
    closeWithTraffic(this, application, rendered);
    this.workers = workers(this, application, rendered);
  }
}

// For metrics, where somebody asks for it: the slices of its endpoints carry the labels of a Service.
function leading(
  role: 'active' | 'preview',
  colour: Colour | 'both',
  { service }: Application,
): Record<string, string> {
  return service.tellsColour ? { [ROLE_LABEL]: role, [LEADS_TO_LABEL]: colour } : {};
}

// Where its name does not tell what it is for, the Service says it itself.
function saying(role: 'active' | 'preview', { name, serviceNames }: Application): Record<string, string> {
  const usual = serviceNamesOf(name);
  return serviceNames[role] === usual[role] ? {} : { [ROLE_ANNOTATION]: role };
}
