import * as z from 'zod/mini';

/** The longest name of an application: `<name>-contract-<10 digits>` is a Job, whose name may have 63 characters. */
const LONGEST_NAME = 63 - '-contract-0123456789'.length;

/**
 * A name that Kubernetes takes for a Service: a DNS label that starts with a letter.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export const applicationName = z
  .string()
  .check(
    z.regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'a DNS label: lower-case letters, digits and "-", starting with a letter'),
    z.maxLength(
      LONGEST_NAME,
      `at most ${LONGEST_NAME} characters, so that "-contract-<hash>" still fits into a Job's name of 63`,
    ),
  );

/** The name of a Service. */
export const serviceName = z
  .string()
  .check(
    z.regex(
      /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
      'a Service\'s name: lower-case letters, digits and "-", starting with a letter',
    ),
    z.maxLength(63, "a Service's name: at most 63 characters"),
  );

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const dnsLabel = z
  .string()
  .check(
    z.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'a DNS label: lower-case letters, digits and "-"'),
    z.maxLength(63, 'a DNS label: at most 63 characters'),
  );

/** The name of a Secret, a ConfigMap, a ServiceAccount or an IngressClass. */
export const objectName = z
  .string()
  .check(
    z.regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      'an object\'s name: lower-case letters, digits, "-" and "."',
    ),
    z.maxLength(253, "an object's name: at most 253 characters"),
  );

const CHARACTER = '([a-z0-9]|\\$\\(COLOUR\\))';
const LABEL = `${CHARACTER}(-*${CHARACTER})*`;

/** The name of an object of which each colour may have its own: `$(COLOUR)` in it stands for the colour's name. */
export const nameForColours = z
  .string()
  .check(
    z.regex(
      new RegExp(`^${LABEL}(\\.${LABEL})*$`),
      'an object\'s name: lower-case letters, digits, "-" and ".", with $(COLOUR) where each colour has its own',
    ),
    z.maxLength(253, "an object's name: at most 253 characters"),
  );

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports */
export const portName = z
  .string()
  .check(
    z.regex(
      /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      'a port name: lower-case letters, digits and single "-"',
    ),
    z.maxLength(15, 'a port name: at most 15 characters'),
  );

/** A whole number within bounds; `what` is to name them. */
export const wholeNumber = (least: number, most: number, what: string) =>
  z.int({ error: what, abort: true }).check(z.minimum(least, what), z.maximum(most, what));

/** A port number, as Kubernetes takes it for containers and Services. */
export const portNumber = wholeNumber(1, 65535, 'a port from 1 to 65535');

/** @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/ */
export const variableName = z
  .string()
  .check(
    z.regex(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/, 'the name of an environment variable: letters, digits, "_", "-" and "."'),
  );

const LABEL_NAME = '[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const labelKey = z
  .string()
  .check(
    z.regex(
      new RegExp(`^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?${LABEL_NAME}$`),
      'a label name, such as "team" or "example.com/team"',
    ),
  );

export const labelValue = z
  .string()
  .check(
    z.regex(
      new RegExp(`^(${LABEL_NAME})?$`),
      'a label value: at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends',
    ),
  );

/** Any text; a number or a boolean has to stand in quotes, as in Kubernetes itself. */
export const text = z.string();

/** What an HTTP request asks for, from its first "/" on. */
export const requestPath = z.string().check(z.regex(/^\//, 'a path that starts with "/"'));

export const grpcServiceName = z
  .string()
  .check(z.regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'the full name of a gRPC service, such as shop.v1.Baskets'));

/** A service, or one of its methods. */
export const grpcCall = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\/[A-Za-z_]\w*)?$/,
      'a gRPC service, such as shop.v1.Baskets, or one of its methods, such as shop.v1.Baskets/List',
    ),
  );

/** A piece of Kubernetes YAML that the strict Kubernetes schema checks, not this one. */
export const kubernetesObject = (kubernetes: string) =>
  z.record(z.string(), z.unknown()).register(z.globalRegistry, { kubernetes });

/** Variables of a container by name: a text, or a source that Kubernetes knows. */
export const variables = z.record(variableName, z.union([text, kubernetesObject('EnvVarSource')]));

/** A kind of the whole cluster, with its group. Those of a namespace that people take for others would come out without one. */
export const clusterKind = z
  .string()
  .check(
    z.regex(
      /^(Node|PersistentVolume|(?!(Role|RoleBinding|Ingress|NetworkPolicy|Lease|EndpointSlice)\.[a-z.]+\.k8s\.io$)[A-Z][A-Za-z0-9]*(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?){2,})$/,
      'a kind of the whole cluster with its API group, such as "ClusterRole.rbac.authorization.k8s.io"',
    ),
  );
