import type { SettingsFile } from '../files/files';
import type { Manifest } from '../output/manifests';
import { argoCdEnvironment } from './argocd';
import { deliveryOf } from './delivery';
import { fluxApplication, fluxEnvironment } from './flux';
import type { DeliveredApplication } from './kustomizations';

/** What tells engines of the environments; paths are below dist/. */
export function environmentObjects({ environments, gitops }: SettingsFile): Manifest[] {
  const delivery = deliveryOf(gitops);
  if (!delivery) return [];
  const { argocd, flux } = delivery;
  return Object.entries(environments).flatMap(([name, environment]) => [
    ...(argocd ? argoCdEnvironment({ ...delivery, argocd }, name, environment) : []),
    ...(flux ? fluxEnvironment({ ...delivery, flux }, name) : []),
  ]);
}

/** What tells engines of one application: nothing for Argo CD, which finds it by its folder. */
export function applicationObjects(application: DeliveredApplication): Manifest[] {
  const { delivery } = application;
  return delivery?.flux ? fluxApplication({ ...delivery, flux: delivery.flux }, application) : [];
}
