// The public API of the package.

export {
  AnalysisProps,
  CertificateAuthority,
  MetricBaseline,
  MetricPreset,
  MetricProps,
  MetricSource,
  NoData,
  SecretKey,
  SecretName,
} from './props/analysis';
export { BlueGreenApplicationProps } from './props/application';
export {
  Autoscaling,
  KedaAuthenticationRef,
  KedaFallback,
  KedaMetricType,
  KedaScaling,
  KedaTrigger,
} from './props/autoscaling';
export { Colour } from './props/colour';
export { FileProps } from './props/file';
export { GateProps, GateState, Mesh } from './props/gate';
export { IngressProps, IngressRuleProps, PathType, PreviewIngressProps } from './props/ingress';
export { LiveProps } from './props/live';
export { MigrateProps, MigrationStep } from './props/migrate';
export { NetworkProps, NetworkState, ServedReleases } from './props/network';
export { PortProps, Protocol } from './props/port';
export { ExecProbe, GrpcProbe, HttpHeader, HttpProbe, HttpScheme, Probe, TcpProbe } from './props/probe';
export { ColourProps, ReleaseProps } from './props/release';
export { ExternalTrafficPolicy, ServiceProps, ServiceType } from './props/service';
export { ServiceAccountProps } from './props/service-account';
export { FurtherServiceProps, ServicePortProps } from './props/services';
export { Disruption, Idle } from './props/size';
export { GrpcHealth, HttpMethod, SmokeContainer, SmokeRequest } from './props/smoke';
export {
  GatewayRef,
  GrpcRouteProps,
  MirroredMethod,
  MirrorProps,
  PreviewHeader,
  RoutePathType,
  RouteProps,
  RouteRuleProps,
  TrafficMode,
  TrafficState,
} from './props/traffic';
export { VolumeProps } from './props/volume';
export { WatchProps, WatchState } from './props/watch';
export { WorkerProps } from './props/worker';
export { BlueGreenApplication } from './render/blue-green-application';
export { BlueGreenColour } from './render/colour';
