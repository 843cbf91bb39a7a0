import { fenced, folded, type Markdown, markdown } from '../../../text/markdown';
import { terminal } from '../../../text/terminal';
import type { Finding } from '../../check/finding';
import { bySeverity } from '../../check/finding';
import { placeText } from '../../check/report/text';
import { differenceText } from '../key-difference';
import type { Effect, Plan, Story } from '../story';
import { summary } from '../summary';
import { objectLines, objectsText } from './object-lines';
import { servingPicture } from './serving-picture';

/** By this line a pipeline finds its comment again, and updates it. */
const MARKER = markdown`<!-- bluegreen plan -->`;

// GitHub takes 65,536 characters for a comment.
const MOST = 60_000;

interface Part {
  readonly words: Markdown;
  readonly isFolded: boolean;
}

/** For a comment on a pull request: a line for each effect, the rest folded. */
export function planMarkdown(plan: Plan): Markdown {
  const { compared, stories, findings, notes } = plan;
  const { errors, warnings } = bySeverity(findings);
  const parts = fitting([
    ...errors.map(finding => shown(markdown`- ${findingWords(finding)}`)),
    ...stories.flatMap(storyParts),
    ...warnings.map(finding => shown(markdown`- ${findingWords(finding)}`)),
    ...(notes.length ? [onDemand('Notes', listed(notes.map(note => markdown`- ${note}`)))] : []),
  ]);
  return markdown.joined(
    [MARKER, markdown`### ${summary(plan)}`, ...parts, markdown`<sub>${compared}</sub>\n`],
    '\n\n',
  );
}

function storyParts({ title, effects, findings, objects, ...serving }: Story): Part[] {
  const { errors, warnings } = bySeverity(findings);
  const line = (finding: Finding) => markdown`- **${title}**: ${findingWords(finding)}`;
  const lines = [
    ...errors.map(line),
    ...effects.map(({ kind, text }) => markdown`- **${title}**: ${kind}: ${text}`),
    ...warnings.map(line),
  ];
  const picture = servingPicture({ title, effects, findings, ...serving });
  const details = [...effects.flatMap(differences), ...(picture ? [fenced('mermaid', picture)] : [])];
  return [
    shown(listed(lines)),
    ...(details.length ? [onDemand(`${title}: the details`, markdown.joined(details, '\n\n'))] : []),
    ...(objects
      ? [onDemand(`${title}: ${objectsText(objects)}`, fenced('text', terminal.joined(objectLines(objects), '\n')))]
      : []),
  ];
}

function findingWords(finding: Finding): Markdown {
  const { severity, rule, message, users, wayOut } = finding;
  const word = severity === 'error' ? '🛑 error' : '⚠️ warning';
  return markdown`${word} ${rule}: ${message} (<code>${placeText(finding)}</code>). Users: ${users}. Way out: ${wayOut}.`;
}

function differences({ compared, differences: all, kind }: Effect): Markdown[] {
  if (!all.length) return [];
  return [markdown`${compared ?? kind}:\n\n${fenced('text', terminal.joined(all.map(differenceText), '\n'))}`];
}

function listed(items: readonly Markdown[]): Markdown {
  return markdown.joined(items, '\n');
}

function shown(words: Markdown): Part {
  return { words, isFolded: false };
}

function onDemand(title: string, content: Markdown): Part {
  return { words: folded(title, content), isFolded: true };
}

// As much as a comment may hold: what is folded gives way first, and nothing is left out in silence.
function fitting(parts: readonly Part[]): Markdown[] {
  const [open, details] = [parts.filter(part => !part.isFolded), parts.filter(part => part.isFolded)];
  let room = MOST;
  const taken = new Set<Part>();
  for (const part of [...open, ...details]) {
    if (part.words.text.length + 2 > room) continue;
    room -= part.words.text.length + 2;
    taken.add(part);
  }
  const left = (some: readonly Part[]) => some.filter(part => !taken.has(part)).length;
  const note = markdown`**Not all of it fits into a comment.** Left out: ${left(open)} of ${open.length} changes and findings, and ${left(details)} of ${details.length} folded details. \`bluegreen plan\` tells all.`;
  return [
    ...(taken.size < parts.length ? [note] : []),
    ...parts.filter(part => taken.has(part)).map(part => part.words),
  ];
}
