import { objectName } from '../../manifests/identity';
import { selectable } from '../../manifests/selectable';
import type { Application, Model } from '../../topology/model';
import type { Workload } from '../../topology/workload';
import { type Alternatives, alternativesIn } from '../alternatives';
import { blueGreen, type Change, placeOf } from '../change';
import { at, type Fault, type Rule } from '../rule';
import { servicesById } from '../services-by-id';

export const bg011: Rule = {
  id: 'BG011',
  title: "No two applications select each other's pods",
  severity: 'error',
  what: 'The Services of an application select no pods of anything else, be it the pods of a Job; and the selector of a Deployment fits the pods of no other one.',
  why: 'Users of one application get answers of another one, one request in so many. Two Deployments with one selector count and delete the pods of each other.',
  example: [
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '    metadata:\n      labels:\n        app.kubernetes.io/managed-by: cdk8s-blue-green\n        app.kubernetes.io/name: ping\n        app.kubernetes.io/version: "2.0"\n        blue-green/colour: green',
      to: '    metadata:\n      labels:\n        app.kubernetes.io/managed-by: cdk8s-blue-green\n        app.kubernetes.io/name: ping\n        app.kubernetes.io/version: "2.0"\n        blue-green/colour: blue',
    },
  ],
  wayOut:
    'name the application and the colour in every selector, and give the pods of each Deployment and Job labels of their own',
  check: change => {
    const { head } = change;
    const alternatives = alternativesIn(head.tree);
    return [
      ...blueGreen(head).flatMap(application => serviceFaults(application, alternatives, change)),
      ...selectorFaults(head, alternatives),
    ];
  },
};

function serviceFaults(
  { place, services, colours }: Application,
  alternatives: Alternatives,
  { base, head }: Change,
): Fault[] {
  return services.flatMap(service => {
    const before = (base && servicesById(base).get(service.id)?.selected) ?? [];
    // Workers of each colour beside its web pods come and go with users: the Service had some before.
    const cameAlong = ({ id }: Workload) => {
      const own = head.applications.find(application => application.colours.some(colour => colour.id === id));
      return before.some(one => own?.colours.some(colour => colour.id === one.id && colour.id !== id));
    };
    const strangers = service.selected.filter(
      stranger =>
        !colours.some(({ id }) => id === stranger.id) &&
        !cameAlong(stranger) &&
        !alternatives(service.manifest, stranger.manifest),
    );
    if (!strangers.length || service.role === 'other') return [];
    const names = strangers.map(({ manifest }) => objectName(manifest.identity)).join(' and ');
    return [
      {
        place,
        ...at('head', service.manifest, ['spec', 'selector']),
        message: `${objectName(service.manifest.identity)} selects the pods of ${names} as well`,
        users: 'some of their requests go to pods that are not of this application',
      },
    ];
  });
}

// By labels that Kubernetes makes for each of them.
const FIND_NO_OTHERS = new Set(['Job', 'CronJob', 'Pod']);

// Only where a colour is one of the two: what else there is may know what it does.
function selectorFaults(head: Model, alternatives: Alternatives): Fault[] {
  const ofColours = new Set(blueGreen(head).flatMap(({ colours }) => colours.map(({ id }) => id)));
  const find = selectable(head.workloads, ({ labels }) => labels);
  return head.workloads
    .filter(({ manifest }) => !FIND_NO_OTHERS.has(manifest.identity.kind))
    .flatMap(one =>
      find(one, one.selector)
        .filter(other => other.id !== one.id && (ofColours.has(one.id) || ofColours.has(other.id)))
        .filter(other => !alternatives(one.manifest, other.manifest))
        .map(other => ({
          place: placeOf(head, one.manifest),
          ...at('head', one.manifest, ['spec', 'selector']),
          message: `the selector of ${objectName(one.manifest.identity)} fits the pods of ${objectName(other.manifest.identity)} too`,
          users: 'the two fight over pods: some that serve users are counted twice, or deleted',
        })),
    );
}
