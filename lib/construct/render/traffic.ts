import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { HttpRoute } from '../../../imports/gateway.networking.k8s.io';
import type { Application } from '../model';
import { applicationSelector, colourSelector, objectLabels } from '../names';
import { type Colour, otherColour } from '../props/colour';
import { INTERNAL } from '../resolve/service';
import type { Rendered } from './colour-deployment';
import { closeWithTraffic } from './network';
import { publishedService } from './published-service';
import { route } from './route';

/** Who reaches which colour. This is all that a promotion changes. */
export class Traffic extends Construct {
  /** The Service that users reach: it leads to the active colour. */
  public readonly service: kplus.Service;
  /** Leads to the idle colour, for a look before it is promoted. */
  public readonly preview: kplus.Service;
  /** With `traffic: route`. */
  public readonly route?: HttpRoute;

  /** @param rendered the releases as they are rendered in the end */
  public constructor(scope: Construct, application: Application, rendered: Rendered) {
    super(scope, 'traffic');
    const { active, published, service, traffic } = application;
    const metadata = (suffix: string, annotations = {}) => ({
      name: application.name + suffix,
      namespace: application.namespace,
      labels: objectLabels(application.name, application.labels),
      annotations,
    });
    const leadsTo = (colour: Colour) => colourSelector(application.name, colour);
    this.service = publishedService(this, 'service', {
      metadata: metadata('', { ...service.annotations }),
      ports: published,
      selector: traffic.serving.length > 1 ? applicationSelector(application.name) : leadsTo(active),
      service,
    });
    this.preview = publishedService(this, 'preview', {
      metadata: metadata('-preview'),
      ports: published,
      selector: leadsTo(otherColour(active)),
      service: INTERNAL,
    });
    this.route = route(this, application, metadata(''));
    closeWithTraffic(this, application, rendered);
  }
}
