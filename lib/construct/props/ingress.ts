import * as z from 'zod/mini';
import { kubernetesObject, objectName, portName } from './names';
import { shapeOf } from './shape';

/**
 * An Ingress in front of the active Service. It never changes when traffic moves.
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export interface IngressProps {
  /** Host name that users ask for, such as `shop.example.com`. */
  readonly host: string;
  /**
   * All paths that start with it.
   * @default "/"
   */
  readonly path?: string;
  /**
   * Name of an existing Secret of type kubernetes.io/tls.
   * @default - no TLS
   */
  readonly tls?: string;
  /** @default - the cluster's default class */
  readonly className?: string;
  /** @default - none */
  readonly annotations?: { readonly [key: string]: string };
  /**
   * Name of the port that requests go to.
   * @default - the first port
   */
  readonly port?: string;
}

/** Said of an Ingress as Kubernetes has it: fields that have no key of their own. */
export const ingressTemplateSchema = kubernetesObject('Ingress');

export const ingressSchema = z
  .strictObject(
    shapeOf<IngressProps>()({
      host: z
        .string()
        .check(
          z.regex(
            /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
            'a host name in lower case',
          ),
        ),
      path: z.optional(z.string().check(z.regex(/^\//, 'a path that starts with "/"'))),
      tls: z.optional(objectName),
      className: z.optional(objectName),
      annotations: z.optional(z.record(z.string(), z.string())),
      port: z.optional(portName),
    }),
  )
  .register(z.globalRegistry, { id: 'IngressProps' });
