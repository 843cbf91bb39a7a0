import type { Finding } from '../../review/finding';
import { placeText } from '../../review/report/text';
import { differenceText } from '../key-difference';
import type { Effect, Plan, Story } from '../story';
import { summary } from '../summary';
import { mermaid } from './mermaid';

/** By this line a pipeline finds its comment again, and updates it. */
const MARKER = '<!-- bluegreen plan -->';

// GitHub takes 65,536 characters for a comment.
const MOST = 60_000;

/** For a comment on a pull request: a line for each effect, the rest folded. */
export function planMarkdown(plan: Plan): string {
  const { compared, stories, findings, notes } = plan;
  const parts = [
    MARKER,
    `### ${text(summary(plan))}`,
    ...stories.flatMap(storyParts),
    ...findings.map(findingLine),
    ...(notes.length ? [folded('Notes', notes.map(note => `- ${text(note)}`).join('\n'))] : []),
  ];
  return `${fitting(parts).join('\n\n')}\n\n<sub>${text(compared)}</sub>\n`;
}

function storyParts({ title, effects, findings, ...serving }: Story): string[] {
  const lines = [
    ...effects.map(({ kind, text: words }) => `- **${text(title)}**: ${kind}: ${text(words)}`),
    ...findings.map(findingLine),
  ];
  const picture = mermaid({ title, effects, findings, ...serving });
  const details = [...effects.flatMap(differences), ...(picture ? [fenced('mermaid', picture)] : [])];
  return [lines.join('\n'), ...(details.length ? [folded(`${title}: the details`, details.join('\n\n'))] : [])];
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

function folded(title: string, content: string): string {
  return `<details><summary>${text(title)}</summary>\n\n${content}\n\n</details>`;
}

function fenced(language: string, content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${content}\n${fence}`;
}

// As much as a comment may hold.
function fitting(parts: readonly string[]): string[] {
  let size = 0;
  const taken = parts.filter(part => {
    size += part.length + 2;
    return size <= MOST;
  });
  const left = parts.length - taken.length;
  return left
    ? [...taken, `${left} more parts do not fit into a comment: run \`bluegreen plan\` to read them.`]
    : taken;
}

// A name out of somebody's YAML must not format the comment, and mention nobody.
function text(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@<!-- -->');
}
