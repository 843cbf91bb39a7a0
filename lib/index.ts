// The public API of the package.

export { BlueGreenApplication } from './render/blue-green-application';
export { BlueGreenColour } from './render/colour';
export { BlueGreenApplicationProps } from './spec/application';
export { Colour } from './spec/colour';
export { GateProps, GateState, Mesh } from './spec/gate';
export { IngressProps } from './spec/ingress';
export { MigrateProps, MigrationStep } from './spec/migrate';
export { NetworkProps, NetworkState, ServedReleases } from './spec/network';
export { Port, Protocol } from './spec/port';
export { ExecProbe, GrpcProbe, HttpHeader, HttpProbe, HttpScheme, Probe, TcpProbe } from './spec/probe';
export { ColourProps, ReleaseProps } from './spec/release';
export { ExternalTrafficPolicy, ServiceProps, ServiceType } from './spec/service';
export { ServiceAccountProps } from './spec/service-account';
export { Autoscaling, Disruption, Idle } from './spec/size';
export { HttpMethod, SmokeContainer, SmokeRequest } from './spec/smoke';
export { GatewayRef, PreviewHeader, RouteProps, TrafficMode, TrafficState } from './spec/traffic';
export { VolumeProps } from './spec/volume';
