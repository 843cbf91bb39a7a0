import { ALLOW_FILE, type Allowance } from '../allowance';
import type { Rule } from '../rule';

export const bg027: Rule = {
  id: 'BG027',
  title: 'No change allows itself what it brings',
  severity: 'error',
  hurts: 'later',
  what: `What ${ALLOW_FILE} says counts from the commit that a change starts from. An entry that the change adds, or makes longer or wider, is a finding, and lets nothing pass yet; no entry lets this rule pass.`,
  why: 'Who reviews a change has to see both: what hurts users, and that it is to be let through. In one commit the second hides the first.',
  example: [
    {
      file: 'bluegreen-allow.yaml',
      from: 'allow: []\n',
      to: 'allow:\n  - rule: BG001\n    application: production/*\n    reason: it is only a small one\n    expires: "2026-12-31"\n',
    },
  ],
  wayOut:
    'merge the entry in a change of its own, by the word of whoever answers for the application: "--allow BG027=<application>" in that run, or the way by which your code host lets a red check pass',
  check: ({ permissions }) => {
    if (!permissions) return [];
    const known = new Set(permissions.before.map(keyOf));
    return permissions.after
      .filter(entry => !known.has(keyOf(entry)))
      .map(({ rule, application, reason, expires, line }) => ({
        place: application,
        side: 'head',
        file: ALLOW_FILE,
        ...(line !== undefined && { line }),
        object: ALLOW_FILE,
        message: `this change says that ${rule} may stand for ${application}${expires === undefined ? '' : ` until ${expires}`}${reason === undefined ? '' : `: ${reason}`}`,
        users: 'what hurts them passes from the next change on, without anybody seeing it as a fault',
      }));
  },
};

function keyOf({ rule, application, expires }: Allowance): string {
  return JSON.stringify([rule, application, expires]);
}
