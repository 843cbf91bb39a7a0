import { lines, type Terminal } from '../../../text/terminal';
import { bySeverity, type Finding } from '../../check/finding';
import { placeText } from '../../check/report/text';
import { differenceText } from '../key-difference';
import type { Effect, Plan, Story } from '../story';
import { worstFinding } from '../summary';
import { objectLines } from './object-lines';

/**
 * For people, at a terminal.
 * @param withObjects whether each object stands below its story, key by key
 */
export function planText(plan: Plan, withObjects = false): Terminal {
  const { compared, stories, findings, notes } = plan;
  const worst = worstFinding(plan);
  const { errors, warnings } = bySeverity(findings);
  return lines([
    compared,
    ...(worst === undefined ? [] : [`worst: ${worst}`]),
    ...errors.flatMap(finding => findingLines(finding, '')),
    ...stories.flatMap(story => storyLines(story, withObjects)),
    ...warnings.flatMap(finding => findingLines(finding, '')),
    ...notes,
    ...(stories.length || findings.length ? [] : ['Nothing changes for users or pods.']),
  ]);
}

function storyLines({ title, effects, findings, objects }: Story, withObjects: boolean): string[] {
  const { errors, warnings } = bySeverity(findings);
  return [
    ...errors.flatMap(finding => findingLines(finding, `${title}: `)),
    ...effects.flatMap(effect => [`${title}: ${effect.kind}: ${effect.text}`, ...differenceLines(effect)]),
    ...warnings.flatMap(finding => findingLines(finding, `${title}: `)),
    ...(withObjects && objects ? objectLines(objects).map(line => `    | ${line}`) : []),
  ];
}

function differenceLines({ compared, differences }: Effect): string[] {
  if (!differences.length) return [];
  const indent = compared ? '      ' : '    ';
  return [...(compared ? [`    ${compared}:`] : []), ...differences.map(one => `${indent}${differenceText(one)}`)];
}

function findingLines(finding: Finding, whose: string): string[] {
  const { severity, rule, message, users, wayOut } = finding;
  return [
    `${whose}${severity}: ${rule}: ${message}`,
    `    at: ${placeText(finding)}`,
    `    users: ${users}`,
    `    way out: ${wayOut}`,
  ];
}
