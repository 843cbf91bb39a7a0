import type { Fault, Rule } from '../rule';
import type { TakenOver } from '../taken-over';

export const bg041: Rule = {
  id: 'BG041',
  title: 'What ran before a takeover goes last, and has let go of the Service before',
  severity: 'error',
  what: 'While a release file says that an application is being taken over, the old files that it names keep the workload until users have moved in a change before, and have the Services of users, and what else ours takes over, no more in the change that moves them; these go from there in a change before that, marked as never to be pruned. A Canary of Flagger is suspended by then, and stays so. Where another Service leads to the workload, it goes no more than that does.',
  why: 'Users are on the old pods until the gate has proved ours, which is after this change is applied. And where two apply one Service, each keeps the labels that the other one gave to its selector: a selector with both finds no pod. What goes from the files that Argo CD or Flux apply goes from the cluster, unless the object there says otherwise.',
  example: [{ file: 'releases/production/ping.yaml', from: 'step: beside', to: 'step: moved' }],
  wayOut:
    'take one step of the plan in takeover/ at a time, and let each be applied before the next: "bluegreen adopt --next"',
  check: ({ takenOver = [] }) =>
    takenOver.flatMap(one => [
      ...twoOwners(one),
      ...prunedToo(one),
      ...ledBack(one),
      ...goneTooSoon(one),
      ...leftBehind(one),
    ]),
};

function twoOwners({ place, file, after, sharedIn }: TakenOver): Fault[] {
  if (after !== 'moved') return [];
  return sharedIn.map(one => {
    const object = one.object.replace('/', ' ');
    const isService = object.startsWith('Service ');
    return {
      place,
      side: 'head',
      file,
      object,
      message: `${one.file} still has the ${object}, and it is ours now: whoever applies that file ${isService ? 'mixes its selector into ours' : 'takes it back'}`,
      users: isService
        ? 'every request is refused as soon as both have applied it: the selector finds no pod'
        : 'what it says goes back and forth between two who apply it, and it is deleted with that file',
    };
  });
}

function prunedToo({ place, file, unmarkedIn }: TakenOver): Fault[] {
  return unmarkedIn.map(one => {
    const object = one.object.replace('/', ' ');
    return {
      place,
      side: 'head',
      file,
      object,
      message: `the ${object} goes from ${one.file}, and nothing there told anybody to leave it in the cluster: an earlier commit has to give it the annotations of the plan`,
      users: object.startsWith('Service ')
        ? 'where Argo CD, Flux or Helm applies that file, it deletes the Service: every request is refused until users have moved'
        : 'where Argo CD, Flux or Helm applies that file, it deletes it: it is not there until users have moved',
    };
  });
}

function ledBack({ place, file, after, workload, service, ledBackIn }: TakenOver): Fault[] {
  if (after !== 'moved' || ledBackIn === undefined) return [];
  return [
    {
      place,
      side: 'head',
      file,
      object: `Service ${service}`,
      message: `the ${workload} in ${ledBackIn} is not suspended, or has revertOnDeletion: Flagger goes on writing to the Service ${service}, which is ours now`,
      users: 'they are led back and forth between the old pods and ours, and to no pods where Flagger has none left',
    },
  ];
}

function goneTooSoon({ place, file, before, after, workload, workloadLeft }: TakenOver): Fault[] {
  if (before === 'moved' || workloadLeft === undefined) return [];
  return [
    {
      place,
      side: 'head',
      file,
      object: workload.replace('/', ' '),
      message: `${workload} goes from ${workloadLeft}${after === 'moved' ? ' in the change that moves users' : ', and users have not moved'}`,
      users: 'they are on its pods until ours are proved: every request is refused until then',
    },
  ];
}

function leftBehind({ place, file, before, workload, workloadLeft, othersIn }: TakenOver): Fault[] {
  if (before !== 'moved' || workloadLeft === undefined) return [];
  return othersIn.map(other => ({
    place,
    side: 'head',
    file,
    object: `Service ${other.service}`,
    message: `${workload} goes from ${workloadLeft}, and the Service ${other.service} in ${other.file} leads to its pods alone`,
    users: 'every request to it is refused: no promotion moves it, and its selector finds no pod any more',
  }));
}
