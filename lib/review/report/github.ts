import { counted } from '../../spec/counted';
import type { Finding } from '../finding';
import { unreadLines } from './text';
import type { Verdict } from './verdict';

/**
 * Workflow commands: GitHub shows them at the lines of the pull request.
 * @param prefix from the root of the repository to the files, such as `deploy/`
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function verdictForGitHub(
  { compared, findings, allowed, expired, notes, undecided, unread }: Verdict,
  prefix: string,
): string {
  const notices = [
    ...allowed.map(({ finding, allowance }) =>
      annotation('notice', finding, prefix, `allowed by ${allowance.by}: ${finding.message}`),
    ),
    ...expired.map(
      ({ rule, application, expires }) =>
        `::warning::${escaped(`${rule} is allowed for ${application} no longer than ${expires}`)}`,
    ),
    ...notes.map(note => `::notice::${escaped(note)}`),
    ...undecided.map(words => `::notice::${escaped(`not decided: ${words}`)}`),
    ...unreadLines(unread).map(line => `::notice::${escaped(line)}`),
  ];
  const lines = [
    compared,
    ...findings.map(finding => {
      const { severity, message, users, wayOut } = finding;
      return annotation(severity, finding, prefix, `${message}\nUsers: ${users}\nWay out: ${wayOut}`);
    }),
    ...notices,
    counted(findings.length, 'finding'),
  ];
  return lines.map(line => `${line}\n`).join('');
}

function annotation(
  level: string,
  { rule, place, file, line, side }: Finding,
  prefix: string,
  message: string,
): string {
  // What is gone has no line in the pull request's head.
  const where = side === 'head' ? `file=${property(prefix + file)}${line ? `,line=${line}` : ''},` : '';
  const told = side === 'head' ? message : `${file}: ${message}`;
  return `::${level} ${where}title=${property(`${rule} ${place}`)}::${escaped(told)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
