import { RELEASE_LABEL } from '../../../construct/names';
import { pathText } from '../../../construct/validate/problem';
import type { Colour, Model } from '../../topology/model';
import { isBeside, isWorker } from '../../topology/worker';
import type { Workload } from '../../topology/workload';
import { placeOf } from '../change';
import { at, type Fault, type Rule } from '../rule';
import { shownOf } from '../shown-value';
import { templateDifference } from '../template-difference';

export const bg033: Rule = {
  id: 'BG033',
  title: 'A worker runs the release that users are on, and changes with it alone',
  severity: 'error',
  what: 'The pods of each worker (label `blue-green/worker`) say the release of a colour that users are on after the change. While that stays the same, their template does too.',
  why: 'What a worker runs was proved on the colour that has the same release, and comes back with a rollback. One that is changed by itself does work that nobody has tested; one of another release does what users are not on yet, or not any more.',
  before: [
    {
      file: 'release/traffic/Service.ping-preview.k8s.yaml',
      from: 'apiVersion: v1\n',
      to: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ping-mailer\n  namespace: demo\n  labels: { app.kubernetes.io/name: ping, app.kubernetes.io/managed-by: cdk8s-blue-green, blue-green/worker: ping-mailer }\n  annotations: { argocd.argoproj.io/sync-wave: "20" }\nspec:\n  selector: { matchLabels: { blue-green/worker: ping-mailer } }\n  template:\n    metadata: { labels: { blue-green/worker: ping-mailer, blue-green/release: "96574c7cee" } }\n    spec: { containers: [{ name: ping, image: pkw0301/app:1.0, args: [mail] }] }\n---\napiVersion: v1\n',
    },
  ],
  example: [
    {
      file: 'release/traffic/Service.ping-preview.k8s.yaml',
      from: 'image: pkw0301/app:1.0, args',
      to: 'image: pkw0301/app:1.1, args',
    },
  ],
  wayOut: 'deploy it, look at it on the idle colour, and promote: workers move with users',
  check: ({ base, head }) => {
    const before = new Map(base?.workloads.map(workload => [workload.id, workload]));
    return head.workloads
      .filter(({ manifest }) => isWorker(manifest))
      .flatMap(worker => {
        const was = before.get(worker.id);
        return [...ofAnotherRelease(worker, head), ...(was ? changedAlone(was, worker, head) : [])];
      });
  },
};

function ofAnotherRelease(worker: Workload, head: Model): Fault[] {
  const { manifest, labels } = worker;
  // Plain pods, of an application that leaves, are of none.
  const live = liveBeside(worker, head).flatMap(colour => colour.labels[RELEASE_LABEL] ?? []);
  const own = labels[RELEASE_LABEL];
  if (!live.length || (own !== undefined && live.includes(own))) return [];
  return [
    {
      place: placeOf(head, manifest),
      ...at('head', manifest),
      message: `the worker ${manifest.identity.name} runs ${own === undefined ? 'no release' : `release ${own}`}, and users are on ${live.join(' and ')}`,
      users: 'what they ask for is worked on by a release that they are not on',
    },
  ];
}

function changedAlone(was: Workload, now: Workload, head: Model): Fault[] {
  if (was.labels[RELEASE_LABEL] !== now.labels[RELEASE_LABEL]) return [];
  const difference = templateDifference(was, now);
  if (!difference) return [];
  const { manifest } = now;
  const { path } = difference;
  return [
    {
      place: placeOf(head, manifest),
      ...at('head', manifest, path),
      message:
        `the pods of the worker ${manifest.identity.name} change, and their release stays: ${pathText(path)} was ` +
        `${shownOf(was.manifest, path, difference.before)}, and becomes ${shownOf(manifest, path, difference.after)}`,
      users: 'what they wait for is worked on by something that nobody has tested, and no rollback takes it back',
    },
  ];
}

// The colours of its application that users are on.
function liveBeside(worker: Workload, { applications }: Model): Colour[] {
  return applications.flatMap(({ live }) => live.filter(colour => isBeside(worker, colour)));
}
