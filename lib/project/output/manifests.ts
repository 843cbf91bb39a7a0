import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { keysByName } from '../../construct/resolve/by-name';

/** One object as it is to be written. */
export interface Manifest {
  /** Folder of its unit and its own name, such as `blue/Deployment.ping-blue.k8s.yaml`. */
  readonly path: string;
  readonly object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string };
  };
}

/** All objects of an application, unit by unit. */
export function manifestsOf({ units }: { readonly units: { readonly [folder: string]: Construct } }): Manifest[] {
  return Object.entries(units).flatMap(([folder, unit]) =>
    unit.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .map(apiObject => {
        const object = sorted(apiObject.toJson());
        return { path: `${folder}/${object.kind}.${object.metadata.name}.k8s.yaml`, object };
      }),
  );
}

// As cdk8s sorts keys itself, unless its user has switched that off.
function sorted({ apiVersion, kind, metadata, ...rest }: Manifest['object']): Manifest['object'] {
  return {
    apiVersion,
    kind,
    ...(keysByName({ metadata }) as object),
    ...(keysByName(rest) as object),
  } as Manifest['object'];
}
