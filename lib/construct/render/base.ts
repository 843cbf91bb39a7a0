import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Application } from '../model';
import { objectLabels } from '../names';
import { BroughtObject } from './brought-object';

/** What belongs to the application and to no colour: no promotion or deploy ever changes it. */
export class Base extends Construct {
  /** The application's own, and those that a colour names itself. */
  public readonly serviceAccounts: kplus.ServiceAccount[];
  /** Where `createNamespace` asks for it. */
  public readonly namespace?: kplus.Namespace;

  public constructor(scope: Construct, application: Application) {
    super(scope, 'base');
    const { name, namespace } = application;
    const labels = objectLabels(name, application.labels);

    if (application.createNamespace && namespace) {
      this.namespace = new kplus.Namespace(this, 'namespace', { metadata: { name: namespace, labels } });
      const object = ApiObject.of(this.namespace);
      // A Namespace stands in no namespace, whatever its chart says.
      if (object.metadata.namespace) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
      // cdk8s-plus writes an empty one.
      object.addJsonPatch(JsonPatch.remove('/spec'));
    }

    this.serviceAccounts = application.serviceAccounts.map(
      account =>
        new kplus.ServiceAccount(this, `service-account-${account.name}`, {
          metadata: { name: account.name, namespace, labels, annotations: { ...account.annotations } },
          // Whether pods get a token is for each colour's pods to say, and stands there.
          automountToken: false,
        }),
    );

    application.objects.forEach((object, index) => {
      new BroughtObject(this, `object-${index}`, object);
    });

    // Colours wait for this unit, and engines take a folder that is not there for a fault.
    if (this.serviceAccounts.length || this.namespace || application.ingress) return;
    new ApiObject(this, 'place', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${name}-base`, namespace, labels },
      data: { application: name },
    });
  }
}
