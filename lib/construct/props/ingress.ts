import * as z from 'zod/mini';
import { kubernetesObject, objectName, portName, requestPath } from './names';
import { shapeOf } from './shape';

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types */
export enum PathType {
  /** The path, and all below it. */
  PREFIX = 'Prefix',
  /** The path alone. */
  EXACT = 'Exact',
  /** As the controller reads it, such as a regular expression. */
  IMPLEMENTATION_SPECIFIC = 'ImplementationSpecific',
}

/** One more way to the application through its Ingress. */
export interface IngressRuleProps {
  /** @default - that of the Ingress */
  readonly host?: string;
  /** @default "/" */
  readonly path?: string;
  /** @default PathType.PREFIX */
  readonly pathType?: PathType;
  /**
   * Name of an existing Secret of type kubernetes.io/tls for this host.
   * @default - what is said of the host elsewhere, else no TLS
   */
  readonly tls?: string;
  /**
   * Name of the port that requests go to.
   * @default - that of the Ingress
   */
  readonly port?: string;
}

/** An Ingress of its own that leads to the idle colour, for people who look at a release before its users. */
export interface PreviewIngressProps {
  /** A host name that no user asks for. */
  readonly host: string;
  /**
   * Name of an existing Secret of type kubernetes.io/tls.
   * @default - no TLS
   */
  readonly tls?: string;
  /**
   * Who may come in, for example.
   * @default - those of the Ingress
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * An Ingress in front of the active Service. It never changes when traffic moves.
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 */
export interface IngressProps {
  /** Host name that users ask for, such as `shop.example.com`. */
  readonly host: string;
  /**
   * All paths that start with it, unless `pathType` says otherwise.
   * @default "/"
   */
  readonly path?: string;
  /** @default PathType.PREFIX */
  readonly pathType?: PathType;
  /**
   * Name of an existing Secret of type kubernetes.io/tls.
   * @default - no TLS
   */
  readonly tls?: string;
  /**
   * More hosts and paths that lead to the application.
   * @default - none
   */
  readonly rules?: IngressRuleProps[];
  /** @default - none: the idle colour is looked at from inside the cluster */
  readonly preview?: PreviewIngressProps;
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

const host = z
  .string()
  .check(
    z.regex(/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 'a host name in lower case'),
  );
const path = z.optional(requestPath);
const pathType = z.optional(z.enum(PathType));
const tls = z.optional(objectName);
const port = z.optional(portName);
const annotations = z.optional(z.record(z.string(), z.string()));

const ingressRuleSchema = z
  .strictObject(shapeOf<IngressRuleProps>()({ host: z.optional(host), path, pathType, tls, port }))
  .register(z.globalRegistry, { id: 'IngressRuleProps' });

const previewIngressSchema = z
  .strictObject(shapeOf<PreviewIngressProps>()({ host, tls, annotations }))
  .register(z.globalRegistry, { id: 'PreviewIngressProps' });

export const ingressSchema = z
  .strictObject(
    shapeOf<IngressProps>()({
      host,
      path,
      pathType,
      tls,
      rules: z.optional(z.array(ingressRuleSchema)),
      preview: z.optional(previewIngressSchema),
      className: z.optional(objectName),
      annotations,
      port,
    }),
  )
  .register(z.globalRegistry, { id: 'IngressProps' });
