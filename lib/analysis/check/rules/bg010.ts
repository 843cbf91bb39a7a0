import { itemsOf } from '../../manifests/items';
import type { Application, Colour } from '../../topology/model';
import { blueGreen, named } from '../change';
import { at, type Fault, type Rule } from '../rule';

export const bg010: Rule = {
  id: 'BG010',
  title: 'Pods keep no state, and Services no sessions',
  severity: 'warning',
  what: 'The pods of a colour mount no PersistentVolumeClaim, no folder of the node and no network disk to write to, and the Services that users come through have no session affinity. An emptyDir goes with its pod, and is fine.',
  why: 'Two colours that write to one place corrupt it, and what one wrote the other lacks. A session that sticks to a pod of the old colour is lost at the switch.',
  example: [
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '      terminationGracePeriodSeconds: 40\n',
      to: '      terminationGracePeriodSeconds: 40\n      volumes:\n        - name: data\n          hostPath: { path: /var/data }\n',
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
  return itemsOf(colour.template['spec'].volumes).flatMap((volume, index) => {
    const kind = Object.keys(volume).find(key => KEEPS_STATE.has(key));
    if (!kind || volume[kind]?.readOnly || isReadOnly(colour, volume['name'])) return [];
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

// Every container that mounts it does so to read.
function isReadOnly({ template }: Colour, name: string): boolean {
  const { containers, initContainers } = template['spec'];
  const mounts = [...itemsOf(containers), ...itemsOf(initContainers)]
    .flatMap(({ volumeMounts }) => itemsOf(volumeMounts))
    .filter(mount => mount['name'] === name);
  return mounts.length > 0 && mounts.every(({ readOnly }) => readOnly === true);
}

function sessionFaults({ place, entrances }: Application): Fault[] {
  return entrances
    .filter(({ service }) => service?.manifest.value['spec'].sessionAffinity === 'ClientIP')
    .map(({ manifest }) => ({
      place,
      ...at('head', manifest, ['spec', 'sessionAffinity']),
      message: 'the active Service keeps clients on one pod (sessionAffinity)',
      users: 'they stay on a pod of the old colour for hours after the switch, or lose their session',
    }));
}
