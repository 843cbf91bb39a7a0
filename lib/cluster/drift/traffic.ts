import {
  applicationSelector,
  COLOUR_LABEL,
  colourSelector,
  MADE_BY_US,
  NAME_LABEL,
  ROLE_ANNOTATION,
} from '../../construct/names';
import { COLOURS, type Colour } from '../../construct/props/colour';
import type { ClusterObject } from './cluster-object';
import type { DesiredState } from './desired-state';
import { type Drift, notYet } from './drift';
import type { LiveColour } from './live-colour';

/** Where the active Service leads: to one of the two colours, or to both. */
export type Served = Colour | 'both';

/** The Services that users come through: the one that is called like the application, and all that say so. */
export function activeServicesOf(application: string, objects: readonly ClusterObject[]): readonly ClusterObject[] {
  const services = objects.filter(({ kind }) => kind === 'Service');
  const roleOf = ({ metadata: { annotations = {} } }: ClusterObject) => annotations[ROLE_ANNOTATION];
  const saysSo = (service: ClusterObject) =>
    service.metadata.labels?.[NAME_LABEL] === application && roleOf(service) === 'active';
  const isNamed = (service: ClusterObject) => service.metadata.name === application && roleOf(service) !== 'preview';
  return [...services.filter(isNamed), ...services.filter(service => saysSo(service) && !isNamed(service))];
}

/**
 * How what else users come through differs from what git says.
 * @param services all but the one that is called like the application, or says that users come through it
 */
export function furtherDifferences(
  git: DesiredState,
  services: readonly ClusterObject[],
  find: (name: string) => ClusterObject | undefined,
): Drift[] {
  const said = git.overlap ? 'both' : git.active;
  const named = (git.services ?? []).map(name => ({ name, service: find(name) }));
  const missing = named.flatMap(({ name, service }): Drift[] => (service ? [] : [missingService(name)]));
  const all = new Set([...named.flatMap(({ service }) => service ?? []), ...services]);
  const differences = [...all].flatMap(service => {
    const served = servedBy(git.application, service);
    const differences = changedByHand(git.application, service, served ?? said);
    if (!served || served === said) return differences;
    const text = `git says ${said}, the Service ${service.metadata.name} still leads to ${served} ${notYet(git)}`;
    return [{ about: 'traffic', kind: 'behind', text } as Drift, ...differences];
  });
  return [...missing, ...differences];
}

function missingService(name: string): Drift {
  const text = `no Service ${name} that is labelled ${MADE_BY_US}: not applied yet, or made by hand`;
  return { about: 'traffic', kind: 'missing', text };
}

/** Undefined where it leads to neither, or is not there. */
export function servedBy(application: string, service: ClusterObject | undefined): Served | undefined {
  const selector = selectorOf(service);
  if (selector[NAME_LABEL] !== application) return undefined;
  const colour = selector[COLOUR_LABEL];
  return colour === undefined ? 'both' : COLOURS.find(one => one === colour);
}

/** How what the active Service leads to differs from what git says. */
export function trafficDifferences(
  git: DesiredState,
  service: ClusterObject | undefined,
  live: { readonly [colour in Colour]?: LiveColour },
): Drift[] {
  const { application, active, overlap } = git;
  if (!service) {
    return [missingService(application)];
  }
  const served = servedBy(application, service);
  const said = overlap ? 'both' : active;
  const differences = changedByHand(application, service, served ?? said);
  if (served && served !== said) {
    const text = `git says ${said}, the cluster still serves ${served} ${notYet(git)}`;
    differences.unshift({ about: 'traffic', kind: 'behind', text });
  }
  if (served && !coloursOf(served).some(colour => live[colour]?.pods.ready)) {
    const none = served === 'both' ? 'both colours, and neither has a ready pod' : `${served}, which has no ready pod`;
    const text = `users get no answer: the Service ${service.metadata.name} leads to ${none}`;
    differences.unshift({ about: 'traffic', kind: 'no answer', text });
  }
  return differences;
}

function coloursOf(served: Served): readonly Colour[] {
  return served === 'both' ? COLOURS : [served];
}

// Whatever is served, a selector of ours says just the application and the colour, or the application where it is both.
function changedByHand(application: string, service: ClusterObject, served: Served): Drift[] {
  const selector = selectorOf(service);
  const ours: Labels = served === 'both' ? applicationSelector(application) : colourSelector(application, served);
  const labels = Object.keys({ ...ours, ...selector }).filter(label => selector[label] !== ours[label]);
  return labels.map(label => {
    const selects = selector[label] === undefined ? `any ${label}` : `${label}=${selector[label]}`;
    const said = ours[label] === undefined ? 'git does not' : `git says ${ours[label]}`;
    const text = `the Service ${service.metadata.name} selects ${selects}, ${said}: changed by hand?`;
    return { about: 'traffic', kind: 'by hand', text };
  });
}

type Labels = { readonly [label: string]: string };

function selectorOf(service: ClusterObject | undefined): Labels {
  return service?.spec?.['selector'] ?? {};
}
