import type { Problem } from '../../spec/problem';
import { shown } from '../../spec/problem';
import type { ReleaseRule } from '.';

const KEPT = ['app.kubernetes.io/name', 'blue-green/colour', 'blue-green/release'];

/** A pod template must leave alone what the Services find the pods by, and time for the drain. */
export const podTemplateKeepsTheColour: ReleaseRule = ({ podTemplate = {} }, { drainSeconds }) => {
  const problems: Problem[] = [];
  const labels = podTemplate['metadata']?.labels;
  if (labels && typeof labels === 'object') {
    for (const key of KEPT.filter(label => Object.hasOwn(labels, label))) {
      problems.push({
        path: ['podTemplate', 'metadata', 'labels', key],
        message: `expected this label to be left alone: the Services find the pods of a colour by it`,
      });
    }
  }
  const grace = podTemplate['spec']?.terminationGracePeriodSeconds;
  if (typeof grace === 'number' && grace <= drainSeconds) {
    problems.push({
      path: ['podTemplate', 'spec', 'terminationGracePeriodSeconds'],
      message: `expected more than drainSeconds (${drainSeconds}), got ${shown(grace)}: the pods would be killed while they drain`,
    });
  }
  return problems;
};
