import type { Finding } from '../../review/finding';
import { placeText } from '../../review/report/text';
import { bySeverity } from '../by-severity';
import { differenceText } from '../key-difference';
import type { Effect, Plan, Story } from '../story';
import { summary } from '../summary';
import { mermaid } from './mermaid';

/** By this line a pipeline finds its comment again, and updates it. */
const MARKER = '<!-- bluegreen plan -->';

// GitHub takes 65,536 characters for a comment.
const MOST = 60_000;

interface Part {
  readonly text: string;
  readonly isFolded: boolean;
}

/** For a comment on a pull request: a line for each effect, the rest folded. */
export function planMarkdown(plan: Plan): string {
  const { compared, stories, findings, notes } = plan;
  const { errors, warnings } = bySeverity(findings);
  const parts = fitting([
    ...errors.map(finding => shown(findingLine(finding))),
    ...stories.flatMap(storyParts),
    ...warnings.map(finding => shown(findingLine(finding))),
    ...(notes.length ? [folded('Notes', notes.map(note => `- ${text(note)}`).join('\n'))] : []),
  ]);
  return `${[MARKER, `### ${text(summary(plan))}`, ...parts, `<sub>${text(compared)}</sub>`].join('\n\n')}\n`;
}

function storyParts({ title, effects, findings, ...serving }: Story): Part[] {
  const lines = [
    ...effects.map(({ kind, text: words }) => `- **${text(title)}**: ${kind}: ${text(words)}`),
    ...findings.map(findingLine),
  ];
  const picture = mermaid({ title, effects, findings, ...serving });
  const details = [...effects.flatMap(differences), ...(picture ? [fenced('mermaid', picture)] : [])];
  return [shown(lines.join('\n')), ...(details.length ? [folded(`${title}: the details`, details.join('\n\n'))] : [])];
}

function findingLine(finding: Finding): string {
  const { severity, rule, message, users, wayOut } = finding;
  const where = `<code>${text(placeText(finding))}</code>`;
  return `- ${severity === 'error' ? '🛑 error' : '⚠️ warning'} ${rule}: ${text(message)} (${where}). Users: ${text(users)}. Way out: ${text(wayOut)}.`;
}

function differences({ compared, differences: all, kind }: Effect): string[] {
  if (!all.length) return [];
  return [`${text(compared ?? kind)}:\n\n${fenced('text', all.map(differenceText).join('\n'))}`];
}

function shown(words: string): Part {
  return { text: words, isFolded: false };
}

function folded(title: string, content: string): Part {
  return { text: `<details><summary>${text(title)}</summary>\n\n${content}\n\n</details>`, isFolded: true };
}

function fenced(language: string, content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

// As much as a comment may hold: what is folded gives way first, and nothing is left out in silence.
function fitting(parts: readonly Part[]): string[] {
  const [open, details] = [parts.filter(part => !part.isFolded), parts.filter(part => part.isFolded)];
  let room = MOST;
  const taken = new Set<Part>();
  for (const part of [...open, ...details]) {
    if (part.text.length + 2 > room) continue;
    room -= part.text.length + 2;
    taken.add(part);
  }
  const left = (some: readonly Part[]) => some.filter(part => !taken.has(part)).length;
  const note = `**Not all of it fits into a comment.** Left out: ${left(open)} of ${open.length} changes and findings, and ${left(details)} of ${details.length} folded details. \`bluegreen plan\` tells all.`;
  return [
    ...(taken.size < parts.length ? [note] : []),
    ...parts.filter(part => taken.has(part)).map(part => part.text),
  ];
}

// A name out of somebody's YAML must not format the comment, be a formula, mention nobody and no issue.
function text(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('$', () => '<span>$</span>')
    .replace(/[@#]/g, '$&<!-- -->');
}
