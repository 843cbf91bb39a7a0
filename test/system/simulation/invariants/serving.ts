import { COLOUR_LABEL, RELEASE_LABEL } from '../../../../lib/construct/names';
import type { Cluster } from '../cluster/cluster';
import type { Labels } from '../cluster/object';

/** What the Service of the users selects; undefined where there is none. */
export function activeSelector(cluster: Cluster, service: string): Labels | undefined {
  return cluster.get(`Service/${service}`)?.object['spec'].selector;
}

/** A release in its colour: `green 99dd0a2dd7`. */
export function releaseIn(labels: Labels): string {
  return `${labels[COLOUR_LABEL]} ${labels[RELEASE_LABEL]}`;
}
