import { itemsOf } from '../../manifests/items';
import type { Application, Colour } from '../../topology/model';
import { blueGreen, named } from '../change';
import { at, type Fault, type Rule } from '../rule';

export const bg010: Rule = {
  id: 'BG010',
  title: 'Pods keep no state, and Services no sessions',
  severity: 'warning',
  hurts: 'later',
  what: 'The pods of a colour mount no PersistentVolumeClaim, be it one of a StatefulSet, no folder of the node and no network disk to write to, and the Services that users come through have no session affinity. An emptyDir goes with its pod, and is fine.',
  why: 'Two colours that write to one place corrupt it, and what one wrote the other lacks. A session that sticks to a pod of the old colour is lost at the switch.',
  example: [
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '      terminationGracePeriodSeconds: 40\n',
      to: '      terminationGracePeriodSeconds: 40\n      volumes:\n        - name: data\n          hostPath: { path: /var/data }\n',
    },
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '          name: ping\n',
      to: '          name: ping\n          volumeMounts: [{ name: data, mountPath: /var/data }]\n',
    },
  ],
  wayOut: 'keep state in a database or a bucket that both colours reach, and sessions in a cookie or a store',
  check: ({ head }) =>
    blueGreen(head).flatMap(application => [
      ...application.colours.flatMap(colour => volumeFaults(application, colour)),
      ...sessionFaults(application),
    ]),
};

const KEEPS_STATE = new Set([
  'persistentVolumeClaim',
  'hostPath',
  'nfs',
  'iscsi',
  'fc',
  'cephfs',
  'rbd',
  'glusterfs',
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'gcePersistentDisk',
  'vsphereVolume',
]);

function volumeFaults({ place }: Application, colour: Colour): Fault[] {
  return [...claimFaults(place, colour), ...mountedFaults(place, colour)];
}

// Of a StatefulSet each pod has its own.
function claimFaults(place: string, colour: Colour): Fault[] {
  return itemsOf(colour.manifest.value['spec'].volumeClaimTemplates)
    .map(({ metadata }, index) => ({ name: String(metadata?.name), index }))
    .filter(({ name }) => isMounted(colour, name) && !isReadOnly(colour, name))
    .map(({ name, index }) => ({
      place,
      ...at('head', colour.manifest, ['spec', 'volumeClaimTemplates', index]),
      message: `the pods of ${named(colour)} write to the volume ${name}, each to a claim of its own`,
      users: 'what they store with one colour the other one lacks',
    }));
}

function mountedFaults(place: string, colour: Colour): Fault[] {
  return itemsOf(colour.template['spec'].volumes).flatMap((volume, index) => {
    const kind = Object.keys(volume).find(key => KEEPS_STATE.has(key));
    if (!kind || volume[kind]?.readOnly || !isMounted(colour, volume['name'])) return [];
    if (isReadOnly(colour, volume['name'])) return [];
    return [
      {
        place,
        ...at('head', colour.manifest, ['spec', 'template', 'spec', 'volumes', index]),
        message: `the pods of ${named(colour)} write to the volume ${volume['name']}, a ${kind}`,
        users: 'what they store with one colour the other one lacks, or both write over each other',
      },
    ];
  });
}

// What no container mounts, none writes to.
function isMounted(colour: Colour, name: string): boolean {
  return mountsOf(colour, name).length > 0;
}

// Every container that mounts it does so to read.
function isReadOnly(colour: Colour, name: string): boolean {
  return mountsOf(colour, name).every(({ readOnly }) => readOnly === true);
}

function mountsOf({ template }: Colour, name: string): ReturnType<typeof itemsOf> {
  const { containers, initContainers } = template['spec'];
  return [...itemsOf(containers), ...itemsOf(initContainers)]
    .flatMap(({ volumeMounts, volumeDevices }) => [...itemsOf(volumeMounts), ...itemsOf(volumeDevices)])
    .filter(mount => mount['name'] === name);
}

function sessionFaults({ place, entrances }: Application): Fault[] {
  return entrances
    .filter(({ service }) => service?.manifest.value['spec']?.sessionAffinity === 'ClientIP')
    .map(({ manifest }) => ({
      place,
      ...at('head', manifest, ['spec', 'sessionAffinity']),
      message: 'the active Service keeps clients on one pod (sessionAffinity)',
      users: 'they stay on a pod of the old colour for hours after the switch, or lose their session',
    }));
}
