import { type Path, type Problem, shown } from '../problem';
import type { ReleaseRule } from './rule';

type Fields = { readonly [key: string]: any };

const KEPT = ['app.kubernetes.io/name', 'blue-green/colour', 'blue-green/release'];
// null takes a field away; without these there is nothing left for the Services to find.
const WHOLE = [['metadata'], ['metadata', 'labels'], ['spec'], ['spec', 'containers']];

/** A pod template must leave alone what the Services find the pods by. */
export const podTemplateKeepsTheColour: ReleaseRule = ({ podTemplate = {} }) => [
  ...WHOLE.filter(path => at(podTemplate, path) === null).map(path => ({
    path: ['podTemplate', ...path],
    message: 'expected keys to lay over, got null: it would take away what the Services find the pods by',
  })),
  ...KEPT.filter(label => at(podTemplate, ['metadata', 'labels', label]) !== undefined).map(label => ({
    path: ['podTemplate', 'metadata', 'labels', label],
    message: 'expected this label to be left alone: the Services find the pods of a colour by it',
  })),
];

/** It must leave time for the drain. */
export const podTemplateLeavesTimeToDrain: ReleaseRule = ({ podTemplate = {} }, { drainSeconds }) => {
  const path = ['spec', 'terminationGracePeriodSeconds'];
  const grace = at(podTemplate, path);
  if (grace !== null && !(typeof grace === 'number' && grace <= drainSeconds)) return [];
  return [
    {
      path: ['podTemplate', ...path],
      message: `expected more than drainSeconds (${drainSeconds}), got ${shown(grace)}: the pods would be killed while they drain`,
    },
  ];
};

/** It must leave alone the image, which the release names, and the names of the ports, which the Services lead to. */
export const podTemplateKeepsTheContainer: ReleaseRule = ({ podTemplate = {} }, { ports }, { name }) =>
  items(at(podTemplate, ['spec', 'containers'])).flatMap((container, index) => {
    if (container['name'] !== name) return [];
    const here: Path = ['podTemplate', 'spec', 'containers', index];
    const problems: Problem[] = [];
    if (container['image'] !== undefined) {
      problems.push({
        path: [...here, 'image'],
        message: `expected the image of the container "${name}" to be left alone: the release names it`,
        fix: 'give it as "image" of the colour',
      });
    }
    if (container['ports'] === null) {
      problems.push({
        path: [...here, 'ports'],
        message: 'expected the ports to be left alone, got null: the Services lead to them by name',
      });
    }
    items(container['ports']).forEach((port, position) => {
      const ours = ports.find(
        ({ port: number, protocol }) => number === port['containerPort'] && protocol === (port['protocol'] ?? 'TCP'),
      );
      if (!ours || port['name'] === undefined || port['name'] === ours.name) return;
      problems.push({
        path: [...here, 'ports', position, 'name'],
        message: `expected ${shown(ours.name)}, got ${shown(port['name'])}: the Services lead to the port by its name`,
        fix: 'name it in "ports"',
      });
    });
    return problems;
  });

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, step) => (found as Fields | null | undefined)?.[step], value);
}

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(item => item ?? {}) : [];
}
