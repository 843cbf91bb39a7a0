import { ApiObject, type ApiObjectMetadata, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { ServiceType } from '../props/service';
import type { ResolvedPort } from '../resolve/ports';
import type { ResolvedService } from '../resolve/service';

interface PublishedServiceProps {
  readonly metadata: ApiObjectMetadata;
  readonly ports: readonly ResolvedPort[];
  readonly selector: Record<string, string>;
  readonly service: ResolvedService;
  /** @default false */
  readonly headless?: boolean;
}

const TYPES: Readonly<Record<ServiceType, kplus.ServiceType>> = {
  [ServiceType.CLUSTER_IP]: kplus.ServiceType.CLUSTER_IP,
  [ServiceType.NODE_PORT]: kplus.ServiceType.NODE_PORT,
  [ServiceType.LOAD_BALANCER]: kplus.ServiceType.LOAD_BALANCER,
};

/** A Service that leads to the pods with some labels, by the names of their ports. */
export function publishedService(scope: Construct, id: string, props: PublishedServiceProps): kplus.Service {
  const { type, nodePort, externalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges } = props.service;
  if (!props.ports.length) return portless(scope, id, props);
  const onNodes = type !== ServiceType.CLUSTER_IP;
  const service = new kplus.Service(scope, id, {
    metadata: props.metadata,
    type: TYPES[type],
    ...(props.headless && { clusterIP: 'None' }),
    ports: props.ports.map((port, index) => ({
      name: port.name,
      port: port.servicePort,
      protocol: port.protocol as unknown as kplus.Protocol,
      nodePort: onNodes ? (port.nodePort ?? (index === 0 ? nodePort : undefined)) : undefined,
    })),
    loadBalancerSourceRanges: loadBalancerSourceRanges && [...loadBalancerSourceRanges],
  });
  for (const [label, value] of Object.entries(props.selector)) service.selectLabel(label, value);

  const patches = [JsonPatch.remove('/spec/externalIPs')];
  props.ports.forEach((port, index) => {
    // By name, so that the two colours may listen on different numbers; cdk8s-plus takes a number only.
    patches.push(JsonPatch.add(`/spec/ports/${index}/targetPort`, kplus.k8s.IntOrString.fromString(port.name)));
    if (port.appProtocol) patches.push(JsonPatch.add(`/spec/ports/${index}/appProtocol`, port.appProtocol));
  });
  if (externalTrafficPolicy) patches.push(JsonPatch.add('/spec/externalTrafficPolicy', externalTrafficPolicy));
  if (loadBalancerClass) patches.push(JsonPatch.add('/spec/loadBalancerClass', loadBalancerClass));
  ApiObject.of(service).addJsonPatch(...patches);
  return service;
}

// Nobody comes through it: it says who is active, as every other one does. Kubernetes takes a Service without ports where it
// is headless; cdk8s-plus takes none.
function portless(scope: Construct, id: string, { metadata, selector }: PublishedServiceProps): kplus.Service {
  const service = new kplus.Service(scope, id, { metadata, clusterIP: 'None', ports: [{ port: 1 }] });
  for (const [label, value] of Object.entries(selector)) service.selectLabel(label, value);
  ApiObject.of(service).addJsonPatch(JsonPatch.remove('/spec/externalIPs'), JsonPatch.remove('/spec/ports'));
  return service;
}
