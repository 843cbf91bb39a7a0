import type { Release } from '../resolve/release';
import { type ConfigMaps, environment, POD_OVERLAYS, podsOverlaid } from './pod-template';

type Fields = Record<string, any>;

/** The pods of a release without what they have because they serve. */
interface NotServing {
  readonly metadata: Fields;
  /** Their spec, but for containers, the time to end, and how they are spread. */
  readonly pod: Fields;
  /** The application's own, without name of program. */
  readonly container: Fields;
  /** Those that `podTemplate` brings. */
  readonly others: readonly Fields[];
}

/** What the release's own pods are, with its `podTemplate`, and without what they have because they serve. */
export function notServing(application: string, release: Release, configMaps: ConfigMaps): NotServing {
  // Whichever colour users are on is no business of theirs: they do not change with it.
  const ours = POD_OVERLAYS[release.format]!(application, { ...release, live: undefined }, {}, configMaps);
  const { metadata = {}, spec } = podsOverlaid(release, ours, release.podTemplate) as Fields;
  const { topologySpreadConstraints, terminationGracePeriodSeconds, containers, ...pod } = spec;
  const isOurs = ({ name }: Fields) => name === application;
  const { readinessProbe, livenessProbe, startupProbe, lifecycle, ports, args, ...container } = containers.find(isOurs);
  return { metadata, pod, container, others: containers.filter((other: Fields) => !isOurs(other)) };
}

/** Variables of a container, and more beside them; of two with one name the later one counts, in the place of the first. */
export function withVariables(variables: readonly Fields[] | undefined, more: Release['env']): Fields {
  const all = [...(variables ?? []), ...environment(more)];
  const env = new Map(all.map(variable => [variable['name'], variable]));
  return env.size ? { env: [...env.values()] } : {};
}
