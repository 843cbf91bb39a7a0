import { type ColourProps, isFrozen } from '../../props/release';
import type { Problem } from '../problem';
import { problemsOfContainers } from './containers';
import { unknownPodFields } from './kubernetes-fields';
import { lostFromPods } from './pod-losses';
import type { ReleaseRule } from './rule';
import { stateProblems } from './stateless';

// Rules that came when releases were frozen already. Those may go on as they were deployed, with a warning; a deploy is
// refused, and so is an entry that a person writes.

/** What is wrong with an entry's own words. */
type EntryRule = (props: ColourProps, application: string) => Problem[];

const refusedWhenNew =
  (rule: EntryRule): ReleaseRule =>
  (props, _, { name }) =>
    rule(props, name).map(problem => ({ ...problem, ...(isFrozen(props) && { warning: true }) }));

/**
 * BG010: pods keep no state. Two colours run side by side and either may go, so what a pod has written is at best seen
 * by half of the users, at worst lost, and no rollback brings it back.
 */
export const podsKeepNoState: ReleaseRule = refusedWhenNew(stateProblems);

/** Containers besides ours name their image for good: a rollback has to bring them back too. */
export const otherContainersAreWhole: ReleaseRule = refusedWhenNew(problemsOfContainers);

/** Kubernetes drops what it does not know without a word. */
export const podTemplateFieldsExist: ReleaseRule = refusedWhenNew(unknownPodFields);

/** What other keys make of the pods stays there. */
export const podTemplateTakesNothingAway: ReleaseRule = refusedWhenNew(lostFromPods);

/** What keeps an entry from being deployed, besides what is refused in any. */
export const problemsWhenNew: EntryRule = (props, application) =>
  [stateProblems, problemsOfContainers, unknownPodFields, lostFromPods]
    .flatMap((rule: EntryRule) => rule(props, application))
    .filter(({ warning }) => !warning);
