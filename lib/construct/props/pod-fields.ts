import { type Path, pathText } from '../validate/problem';

// Fields of pods and of containers that people write beside `podTemplate`, where they mean it. Those with a key of their
// own are not among them, nor those that a Deployment does not let anybody set.
const POD: ReadonlySet<string> = new Set(
  (
    'containers dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork hostPID hostUsers hostname ' +
    'nodeName os overhead preemptionPolicy priority readinessGates resourceClaims runtimeClassName schedulerName ' +
    'schedulingGates setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds ' +
    'topologySpreadConstraints'
  ).split(' '),
);
const CONTAINER: ReadonlySet<string> = new Set(
  (
    'imagePullPolicy lifecycle resizePolicy stdin stdinOnce terminationMessagePath terminationMessagePolicy tty ' +
    'volumeDevices workingDir'
  ).split(' '),
);
const OTHERWISE: Readonly<Record<string, string>> = {
  automountServiceAccountToken: 'say "token" in "serviceAccount"',
  priorityClass: 'say "priorityClassName", as Kubernetes does',
  volumeMounts: 'say "mountPath" in "volumes"',
};

/** Where a field of a pod is to be written that was written beside `podTemplate`; undefined where it is none. */
export function sayInPodTemplate(path: Path, key: string): string | undefined {
  if (Object.hasOwn(OTHERWISE, key)) return OTHERWISE[key];
  if (POD.has(key)) return `write it as ${pathText([...path, 'podTemplate', 'spec', key])}`;
  if (CONTAINER.has(key)) {
    return `write it into a container in ${pathText([...path, 'podTemplate', 'spec', 'containers'])}`;
  }
  return undefined;
}
