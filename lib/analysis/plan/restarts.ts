import { sameColour } from '../check/change';
import { templateDifference } from '../check/template-difference';
import { listed, type Side } from './side';

/** Which pods are replaced. */
export function restartText(before: Side, after: Side): string {
  const restarted = before.application.colours.filter(colour => {
    const now = sameColour(colour, after.application);
    return now && colour.size > 0 && templateDifference(colour, now);
  });
  return restarted.length
    ? `the pods of ${listed(restarted.map(({ colour }) => colour))} restart with it`
    : 'no pod restarts';
}
