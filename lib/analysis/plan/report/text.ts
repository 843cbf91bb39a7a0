import { lines, type Terminal } from '../../../text/terminal';
import type { Finding } from '../../check/finding';
import { placeText } from '../../check/report/text';
import { differenceText } from '../key-difference';
import type { Effect, Plan, Story } from '../story';
import { worstFinding } from '../summary';

/** For people, at a terminal. */
export function planText(plan: Plan): Terminal {
  const { compared, stories, findings, notes } = plan;
  const worst = worstFinding(plan);
  return lines([
    compared,
    ...(worst === undefined ? [] : [`worst: ${worst}`]),
    ...stories.flatMap(storyLines),
    ...findings.flatMap(finding => findingLines(finding, '')),
    ...notes,
    ...(stories.length || findings.length ? [] : ['Nothing changes for users or pods.']),
  ]);
}

function storyLines({ title, effects, findings }: Story): string[] {
  return [
    ...effects.flatMap(effect => [`${title}: ${effect.kind}: ${effect.text}`, ...differenceLines(effect)]),
    ...findings.flatMap(finding => findingLines(finding, '    ')),
  ];
}

function differenceLines({ compared, differences }: Effect): string[] {
  if (!differences.length) return [];
  const indent = compared ? '      ' : '    ';
  return [...(compared ? [`    ${compared}:`] : []), ...differences.map(one => `${indent}${differenceText(one)}`)];
}

function findingLines(finding: Finding, indent: string): string[] {
  const { severity, rule, message, users, wayOut } = finding;
  return [
    `${indent}${severity}: ${rule}: ${message}`,
    `${indent}    at: ${placeText(finding)}`,
    `${indent}    users: ${users}`,
    `${indent}    way out: ${wayOut}`,
  ];
}
