import { counted } from '../../../construct/props/counted';
import { annotation, type GitHub, log } from '../../../text/github';
import { type Terminal, terminal } from '../../../text/terminal';
import type { Finding } from '../finding';
import { unreadLines } from './text';
import type { Verdict } from './verdict';

/**
 * Workflow commands: GitHub shows them at the lines of the pull request.
 * @param prefix from the root of the repository to the files, such as `deploy/`
 */
export function verdictForGitHub(
  { compared, findings, allowed, expired, notes, undecided, unread }: Verdict,
  prefix: string,
): GitHub {
  const notice = (words: string) => annotation('notice', {}, terminal`${words}`);
  return log([
    compared,
    ...findings.map(finding => {
      const { severity, message, users, wayOut } = finding;
      return atFinding(severity, finding, prefix, terminal`${message}\nUsers: ${users}\nWay out: ${wayOut}`);
    }),
    ...allowed.map(({ finding, allowance }) =>
      atFinding('notice', finding, prefix, terminal`allowed by ${allowance.by}: ${finding.message}`),
    ),
    ...expired.map(({ rule, application, expires, isTooLong }) =>
      annotation(
        'warning',
        {},
        isTooLong
          ? terminal`${rule} is not allowed for ${application} for so long, until ${expires}`
          : terminal`${rule} is allowed for ${application} no longer than ${expires}`,
      ),
    ),
    ...notes.map(notice),
    ...undecided.map(words => notice(`not decided: ${words}`)),
    ...unreadLines(unread).map(notice),
    counted(findings.length, 'finding'),
  ]);
}

function atFinding(
  level: 'error' | 'warning' | 'notice',
  { rule, place, file, line, side }: Finding,
  prefix: string,
  message: Terminal,
): GitHub {
  const title = `${rule} ${place}`;
  // What is gone has no line in the pull request's head.
  return side === 'head'
    ? annotation(level, { file: prefix + file, line, title }, message)
    : annotation(level, { title }, terminal`${file}: ${message}`);
}
