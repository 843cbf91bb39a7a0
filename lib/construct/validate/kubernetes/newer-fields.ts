/**
 * Fields of pods and Services that Kubernetes took up after 1.28, by the type that has them: all that it does not know it drops, so
 * that any other unknown field is a mistake.
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/
 */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  Container: ['restartPolicyRules'],
  EnvVarSource: ['fileKeyRef'],
  Lifecycle: ['stopSignal'],
  LifecycleHandler: ['sleep'],
  PersistentVolumeClaimSpec: ['volumeAttributesClassName'],
  PodAffinityTerm: ['matchLabelKeys', 'mismatchLabelKeys'],
  PodResourceClaim: ['resourceClaimName', 'resourceClaimTemplateName'],
  PodSecurityContext: ['appArmorProfile', 'seLinuxChangePolicy', 'supplementalGroupsPolicy'],
  PodSpec: ['hostnameOverride', 'resources', 'workloadRef'],
  ResourceClaim: ['request'],
  SecurityContext: ['appArmorProfile'],
  ServiceSpec: ['trafficDistribution'],
  Volume: ['image'],
  VolumeMount: ['recursiveReadOnly'],
  VolumeProjection: ['clusterTrustBundle', 'podCertificate'],
};

/** What is said of such a field. */
export const NOT_KNOWN_YET = 'Kubernetes 1.28 does not know this field yet: a cluster that is too old for it drops it';

/** Whether a field that 1.28 does not know is one of a newer Kubernetes. */
export const isNewer = (owner: string, field: string): boolean => NEWER[owner]?.includes(field) ?? false;
