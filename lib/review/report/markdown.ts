import { counted } from '../../spec/counted';
import type { Finding } from '../finding';
import { placeText, unreadLines } from './text';
import type { Verdict } from './verdict';

/** For a comment on a pull request. */
export function verdictMarkdown(verdict: Verdict): string {
  const { compared, findings, allowed, expired, standing, notes, undecided, unread } = verdict;
  const remarks = [
    ...notes,
    ...expired.map(
      ({ rule, application, expires, by }) => `${rule} was allowed for ${application} until ${expires} (${by})`,
    ),
    ...undecided.map(words => `Not decided: ${words}`),
    ...unreadLines(unread),
    ...(standing ? [`${counted(standing, 'more finding')} the base has as well`] : []),
  ];
  const parts = [
    findings.length
      ? `### ${counted(findings.length, 'way')} in which this change can hurt users`
      : '### Nothing found that can hurt users',
    findings.length && table(['Rule', 'Application', 'What', 'Users', 'Way out'], findings.map(row)),
    allowed.length &&
      `Allowed:\n\n${table(
        ['Rule', 'Application', 'What', 'By'],
        allowed.map(({ finding, allowance: { by, reason, expires } }) => [
          finding.rule,
          finding.place,
          finding.message,
          `${by}${expires ? `, until ${expires}` : ''}${reason ? `: ${reason}` : ''}`,
        ]),
      )}`,
    remarks.length && remarks.map(note => `- ${cell(note)}`).join('\n'),
    `<sub>${cell(compared)}</sub>`,
  ];
  return `${parts.filter(part => typeof part === 'string').join('\n\n')}\n`;
}

function row(finding: Finding): string[] {
  const { rule, severity, place, object, message, users, wayOut } = finding;
  return [`${rule} (${severity})`, place, `${object}: ${message}<br>\`${placeText(finding)}\``, users, wayOut];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows.map(cells => cells.map(cell))]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

// A name out of somebody's YAML must not end the cell, or become a link or a mention.
function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll('@', '&#64;')
    .replaceAll(/<(?!br>|sub>)/g, '&lt;');
}
