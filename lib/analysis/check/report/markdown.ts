import { counted } from '../../../construct/props/counted';
import { type Markdown, markdown, table } from '../../../text/markdown';
import type { Finding } from '../finding';
import { judgedLines, nothingFound } from '../judged';
import { placeText, unreadLines } from './text';
import type { Verdict } from './verdict';

/** For a comment on a pull request. */
export function verdictMarkdown(verdict: Verdict): Markdown {
  const { compared, findings, allowed, expired, standing, notes, undecided, unread, judged } = verdict;
  const remarks = [
    ...notes,
    ...expired.map(
      ({ rule, application, expires, by, isTooLong }) =>
        `${rule} ${isTooLong ? 'can not be allowed' : 'was allowed'} for ${application} until ${expires} (${by})`,
    ),
    ...undecided.map(words => `Not decided: ${words}`),
    ...unreadLines(unread),
    ...judgedLines(judged),
    ...(standing ? [`${counted(standing, 'more finding')} the base has as well`] : []),
  ];
  const parts = [
    findings.length
      ? markdown`### ${counted(findings.length, 'way')} in which this change can hurt users`
      : markdown`### ${nothingFound(judged)}`,
    ...(findings.length ? [table(['Rule', 'Application', 'What', 'Users', 'Way out'], findings.map(row))] : []),
    ...(allowed.length
      ? [
          markdown`Allowed:`,
          table(
            ['Rule', 'Application', 'What', 'By'],
            allowed.map(({ finding, allowance: { by, reason, expires } }) => [
              finding.rule,
              finding.place,
              finding.message,
              `${by}${expires ? `, until ${expires}` : ''}${reason ? `: ${reason}` : ''}`,
            ]),
          ),
        ]
      : []),
    ...(remarks.length
      ? [
          markdown.joined(
            remarks.map(remark => markdown`- ${remark}`),
            '\n',
          ),
        ]
      : []),
    markdown`<sub>${compared}</sub>\n`,
  ];
  return markdown.joined(parts, '\n\n');
}

function row(finding: Finding): Array<string | Markdown> {
  const { rule, severity, place, object, message, users, wayOut } = finding;
  const what = markdown`${object}: ${message}<br><code>${placeText(finding)}</code>`;
  return [`${rule} (${severity})`, place, what, users, wayOut];
}
