import { counted } from '../../../construct/props/counted';
import type { Diagnostic } from '../../../project/files/diagnostic';
import { lines, type Terminal } from '../../../text/terminal';
import type { Allowed } from '../allowance';
import type { Finding } from '../finding';
import { judgedLines, nothingFound } from '../judged';
import type { Verdict } from './verdict';

/** For people, at a terminal. */
export function verdictText(verdict: Verdict): Terminal {
  const { compared, findings, allowed, expired, standing, notes, undecided, unread, judged } = verdict;
  return lines([
    compared,
    ...findings.flatMap(findingLines),
    ...allowed.flatMap(allowedLines),
    ...expired.map(
      ({ rule, application, expires, by, isTooLong }) =>
        `not allowed ${isTooLong ? 'for so long' : 'any more'}: ${rule} for ${application}, until ${expires} (${by})`,
    ),
    ...notes.map(note => `note: ${note}`),
    ...undecided.map(words => `not decided: ${words}`),
    ...unreadLines(unread),
    ...judgedLines(judged),
    ...(standing
      ? [`${counted(standing, 'more finding')} the base has as well: "bluegreen check --no-base" shows all`]
      : []),
    findings.length ? `${counted(findings.length, 'finding')}.` : `${nothingFound(judged)}.`,
  ]);
}

function findingLines(finding: Finding): string[] {
  const { rule, severity, place, object, message, users, wayOut } = finding;
  return [
    `${placeText(finding)}: ${severity}: ${rule}: ${message}`,
    `    object: ${object} of ${place}`,
    `    users: ${users}`,
    `    way out: ${wayOut}`,
  ];
}

/** `dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml:34`. */
export function placeText({ file, line, side }: Finding): string {
  return `${file}${line === undefined ? '' : `:${line}`}${side === 'base' ? ' (in the base)' : ''}`;
}

function allowedLines({ finding, allowance }: Allowed): string[] {
  const { by, reason, expires } = allowance;
  return [
    `${placeText(finding)}: allowed: ${finding.rule}: ${finding.message}`,
    `    by: ${by}${expires ? `, until ${expires}` : ''}${reason ? `: ${reason}` : ''}`,
  ];
}

const SHOWN = 10;

/** Files that were left out: the first ones, and how many there are besides. */
export function unreadLines(unread: readonly Diagnostic[]): string[] {
  const told = unread
    .slice(0, SHOWN)
    .map(
      ({ file, line, message, fix }) =>
        `not checked: ${file}${line ? `:${line}` : ''}: ${message}${fix ? `; ${fix}` : ''}`,
    );
  return unread.length > SHOWN ? [...told, `not checked: ${counted(unread.length - SHOWN, 'more file')}`] : told;
}
