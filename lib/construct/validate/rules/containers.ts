import { GATE_CONTAINERS } from '../../names';
import { nearest } from '../../props/nearest';
import type { ColourProps } from '../../props/release';
import { type Path, type Problem, shown } from '../problem';
import { problemsOfImage } from './image';
import type { ApplicationRule } from './rule';

type Fields = { readonly [key: string]: any };

/** The containers of pods that are ours: what an overlay may change by their names. */
interface Ours {
  readonly containers: readonly string[];
  readonly initContainers: readonly string[];
}

/**
 * Containers besides ours name their image, once and for good: a rollback has to bring them back too. One without an
 * image is most often ours, misspelt.
 */
export function problemsOfContainers(props: ColourProps, application: string): Problem[] {
  const { podTemplate, migrate, smoke = [], allowLatest = false, initContainers = [], sidecars = [] } = props;
  const own = { containers: [application], initContainers: initContainers.map(({ name }) => name) };
  const ours = { ...own, containers: [application, ...sidecars.map(({ name }) => name)] };
  // A migration has the init containers of the application's pods, and no other container of theirs.
  const laidOver = items(podTemplate?.['spec']?.initContainers).map(({ name }) => name);
  const inherited = { ...own, initContainers: [...own.initContainers, ...laidOver] };
  return [
    ...ownContainers({ initContainers, sidecars }, application, allowLatest),
    ...overlaidContainers(podTemplate, ours, ['podTemplate'], allowLatest),
    ...overlaidContainers(migrate?.podTemplate, inherited, ['migrate', 'podTemplate'], allowLatest),
    ...('image' in smoke ? pinned(smoke.image, ['smoke', 'image'], allowLatest) : []),
  ];
}

/** So do those of the gate. */
export const gateContainersAreWhole: ApplicationRule = ({ gate = {}, allowLatest = false }, application) => {
  const { smoke } = application[application.gate.target];
  // With tests of the user's own, what waits for the pods runs before them. Where figures are measured, the release says in
  // which list each stands, and what is laid over it follows.
  const ours =
    application.gate.analysisSeconds !== undefined
      ? { containers: GATE_CONTAINERS, initContainers: GATE_CONTAINERS }
      : 'image' in smoke
        ? { containers: ['smoke'], initContainers: ['verify'] }
        : { containers: ['verify'], initContainers: [] };
  return [
    ...(gate.image === undefined ? [] : pinned(gate.image, ['gate', 'image'], allowLatest)),
    ...overlaidContainers(gate.podTemplate, ours, ['gate', 'podTemplate'], allowLatest),
  ];
};

// Kubernetes knows a container by its name, in whichever list of the pod it stands.
function ownContainers(
  lists: { readonly [key: string]: readonly Fields[] },
  application: string,
  allowLatest: boolean,
): Problem[] {
  const seen = new Set<unknown>([application]);
  return Object.entries(lists).flatMap(([key, listed]) =>
    listed.flatMap(({ name, image }, index): Problem[] => {
      const here = [key, index];
      // Of another type, or missing, is said by what knows Kubernetes' fields.
      if (typeof name !== 'string') return [];
      if (seen.has(name)) {
        const fix = `${shown(application)} is the application's own; give this one another name`;
        return [{ path: [...here, 'name'], message: `expected every container once, got ${shown(name)} twice`, fix }];
      }
      seen.add(name);
      if (typeof image === 'string') return pinned(image, [...here, 'image'], allowLatest);
      return image === undefined ? [{ path: here, message: `"image" is missing: expected the image of ${name}` }] : [];
    }),
  );
}

function overlaidContainers(podTemplate: Fields | undefined, ours: Ours, at: Path, allowLatest: boolean): Problem[] {
  return (['containers', 'initContainers'] as const).flatMap(list => {
    const listed = items(podTemplate?.['spec']?.[list]);
    const seen = new Set<unknown>();
    return listed.flatMap((container, index): Problem[] => {
      const { name, image } = container;
      const here = [...at, 'spec', list, index];
      if (typeof name !== 'string') {
        // Of another type it is no name to Kubernetes either, and said to be that.
        return name === undefined
          ? [{ path: here, message: '"name" is missing: expected the name of a container' }]
          : [];
      }
      if (seen.has(name)) {
        return [{ path: [...here, 'name'], message: `expected every container once, got ${shown(name)} twice` }];
      }
      seen.add(name);
      if (typeof image === 'string') return pinned(image, [...here, 'image'], allowLatest);
      if (ours[list].includes(name)) return [];
      return image === undefined || image === null ? [withoutImage(name, list, listed, ours, here)] : [];
    });
  });
}

function withoutImage(name: string, list: keyof Ours, listed: readonly Fields[], ours: Ours, here: Path): Problem {
  const other = list === 'containers' ? 'initContainers' : 'containers';
  const message = `there is no container ${shown(name)} to change, and for a new one the image is missing`;
  if (ours[other].includes(name)) return { path: here, message, fix: `it is one of the ${other}: write it there` };
  const known = [
    ...ours[list],
    ...listed.filter(({ image }) => image !== undefined).map(container => container['name']),
  ];
  const meant = nearest(name, known) ?? (known.length === 1 ? known[0] : undefined) ?? ours.containers[0];
  return {
    path: here,
    message,
    fix: `the nearest is ${shown(meant)}${known.includes(meant) ? '' : ', one of the containers'}; else give it an image`,
  };
}

function pinned(image: string, path: Path, allowLatest: boolean): Problem[] {
  return problemsOfImage(image, allowLatest).map(problem => ({ ...problem, path }));
}

function items(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'object' && item !== null) : [];
}
