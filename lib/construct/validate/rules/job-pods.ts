import { type Path, type Problem, shown } from '../problem';
import type { ApplicationRule, ReleaseRule } from './rule';

type Fields = { readonly [key: string]: any };

// What Services find the pods of a colour by.
const SELECTED = ['app.kubernetes.io/name', 'blue-green/colour', 'blue-green/release'];
const WHOLE = [['metadata'], ['metadata', 'labels'], ['spec'], ['spec', 'containers']];

/** What is laid over the pods of a migration leaves them the release's image, ends, and is no pod that users reach. */
export const migrationPodsStayJobs: ReleaseRule = ({ migrate }, _, { name }) => [
  ...problemsOfJob(migrate?.podTemplate, ['migrate', 'podTemplate']),
  ...WHOLE.filter(keys => keys.reduce<any>((found, key) => found?.[key], migrate?.podTemplate) === null).map(keys => ({
    path: ['migrate', 'podTemplate', ...keys],
    message: 'expected keys to lay over, got null: nothing would be left to run',
  })),
  ...containersOf(migrate?.podTemplate).flatMap((container, index): Problem[] =>
    container?.['name'] === name && container['image'] !== undefined
      ? [
          {
            path: ['migrate', 'podTemplate', 'spec', 'containers', index, 'image'],
            message: `expected the image of the container "${name}" to be left alone: a migration runs the image of its release`,
          },
        ]
      : [],
  ),
];

/** So do the gate's, which run what `gate.image` says. */
export const gatePodsStayJobs: ApplicationRule = ({ gate }) =>
  problemsOfJob(gate?.podTemplate, ['gate', 'podTemplate']);

function problemsOfJob(template: Fields | undefined, path: Path): Problem[] {
  if (!template) return [];
  const policy = template['spec']?.restartPolicy;
  return [
    ...SELECTED.filter(label => template['metadata']?.labels?.[label] !== undefined).map(label => ({
      path: [...path, 'metadata', 'labels', label],
      message:
        'expected this label to be left alone: a Service that selects it would send users to the pods of this Job',
    })),
    ...(policy === undefined || policy === 'Never'
      ? []
      : [
          {
            path: [...path, 'spec', 'restartPolicy'],
            message: `expected "Never", got ${shown(policy)}: a pod of this Job that failed is not started again`,
          },
        ]),
  ];
}

function containersOf(template: Fields | undefined): (Fields | null)[] {
  const containers: unknown = template?.['spec']?.containers;
  return Array.isArray(containers) ? containers : [];
}
