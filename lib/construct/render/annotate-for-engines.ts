import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Application } from '../model';
import { isOfCluster } from '../resolve/own-objects';
import { engineAnnotations, OPTIONS } from './engine-annotations';

/**
 * Says on every object when and how engines apply it, and on those that users need that none ever deletes them. Of the
 * options that users gave an object themselves, all stand but those.
 * @param application what the objects are made from
 */
export function annotateForEngines(units: { readonly [folder: string]: Construct }, application: Application): void {
  // To ask an object for its annotations, cdk8s renders them all.
  const areSaid = JSON.stringify(application).includes(OPTIONS);
  for (const [folder, unit] of Object.entries(units)) {
    for (const { apiVersion, kind, metadata } of unit.node.findAll().filter(ApiObject.isApiObject)) {
      const said: string = (areSaid && metadata.toJson()?.annotations?.[OPTIONS]) || '';
      const isShared = isOfCluster({ apiVersion, kind }, application);
      for (const [name, value] of Object.entries(engineAnnotations(folder, kind, said, isShared))) {
        metadata.addAnnotation(name, value);
      }
    }
  }
}
