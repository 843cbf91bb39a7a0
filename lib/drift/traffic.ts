import { COLOUR_LABEL, colourSelector, MADE_BY_US, NAME_LABEL } from '../render/names';
import { COLOURS, type Colour } from '../spec/colour';
import type { ClusterObject } from './cluster-object';
import { type Difference, notYet } from './difference';
import type { GitSituation } from './git-situation';
import type { LiveColour } from './live-colour';

/** The colour that the active Service leads to, where it leads to one of the two. */
export function servedColour(application: string, service: ClusterObject | undefined): Colour | undefined {
  const selector = selectorOf(service);
  return COLOURS.find(colour => selector[NAME_LABEL] === application && selector[COLOUR_LABEL] === colour);
}

/** How what the active Service leads to differs from what git says. */
export function trafficDifferences(
  git: GitSituation,
  service: ClusterObject | undefined,
  live: { readonly [colour in Colour]?: LiveColour },
): Difference[] {
  const { application, active } = git;
  if (!service) {
    const text = `no Service ${application} that is labelled ${MADE_BY_US}: not applied yet, or made by hand`;
    return [{ about: 'traffic', kind: 'missing', text }];
  }
  const served = servedColour(application, service);
  const differences = changedByHand(application, selectorOf(service), served ?? active);
  if (served && served !== active) {
    const text = `git says ${active}, the cluster still serves ${served} ${notYet(git)}`;
    differences.unshift({ about: 'traffic', kind: 'behind', text });
  }
  if (served && !live[served]?.pods.ready) {
    const text = `users get no answer: the Service ${application} leads to ${served}, which has no ready pod`;
    differences.unshift({ about: 'traffic', kind: 'no answer', text });
  }
  return differences;
}

// Whichever colour is served, a selector of ours says just the application and that colour.
function changedByHand(application: string, selector: Labels, colour: Colour): Difference[] {
  const ours = colourSelector(application, colour);
  const labels = Object.keys({ ...ours, ...selector }).filter(label => selector[label] !== ours[label]);
  return labels.map(label => {
    const selects = selector[label] === undefined ? `any ${label}` : `${label}=${selector[label]}`;
    const said = ours[label] === undefined ? 'git does not' : `git says ${ours[label]}`;
    const text = `the Service ${application} selects ${selects}, ${said}: changed by hand?`;
    return { about: 'traffic', kind: 'by hand', text };
  });
}

type Labels = { readonly [label: string]: string };

function selectorOf(service: ClusterObject | undefined): Labels {
  return service?.spec?.['selector'] ?? {};
}
