import type { ExampleEdit, Rule } from '../rule';

/** docs/rules.md: all that the rules say of themselves. */
export function rulesDocument(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, title, severity, hurts = 'at once' }) => [
    `[${id}](#${id.toLowerCase()})`,
    title,
    severity,
    hurts,
  ]);
  return [
    '# The rules of `bluegreen check`',
    'Made by `npm run generate` from `lib/analysis/check/rules`. How they are used is told in [check.md](check.md). Each example is a change of the demo application `ping`, whose users are on blue; a test makes it, and sees that the rule finds it.',
    table(['rule', 'what has to hold', 'severity', 'users feel it'], rows),
    ...rules.flatMap(section),
  ]
    .join('\n\n')
    .concat('\n');
}

function section({ id, title, what, why, example, wayOut }: Rule): string[] {
  return [
    `## ${id}`,
    `**${title}.** ${what}`,
    `**Why.** ${why}`,
    '**An example that breaks it.**',
    `\`\`\`text\n${example.map(editText).join('\n\n')}\n\`\`\``,
    `**Way out.** ${sentence(wayOut)}`,
  ];
}

function editText({ file, from, to }: ExampleEdit): string {
  if (to === undefined) return `${file} is deleted`;
  const [before, after] = [linesOf(from), linesOf(to)];
  return [file, ...before.map(line => `- ${line}`), ...after.map(line => `+ ${line}`)].join('\n');
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}

function sentence(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
