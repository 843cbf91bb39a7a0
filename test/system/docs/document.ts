import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const CHECKOUT = resolve(__dirname, '..', '..', '..');

/** A fenced part of a document. */
export interface Block {
  /** What stands behind the fence, such as `sh`. */
  readonly language: string;
  readonly text: string;
  /** Line of its first line, from 1. */
  readonly line: number;
}

/** A Markdown file, taken apart. */
export interface Document {
  /** Relative to the checkout. */
  readonly file: string;
  readonly blocks: readonly Block[];
  /** Its lines outside of fences, with their numbers. */
  readonly prose: ReadonlyArray<{ readonly text: string; readonly line: number }>;
  readonly links: ReadonlyArray<{ readonly target: string; readonly line: number }>;
  /** What `#…` may name. */
  readonly anchors: ReadonlySet<string>;
}

/** Files of the checkout that git has, or would have with the next commit. */
export function filesOfCheckout(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: CHECKOUT,
    encoding: 'utf8',
  });
  return [...new Set(listed.split('\0'))].filter(file => file && existsSync(join(CHECKOUT, file))).sort();
}

/** Every Markdown file of the checkout. */
export function documents(): Document[] {
  return filesOfCheckout()
    .filter(file => file.endsWith('.md'))
    .map(file => parseDocument(file, readFileSync(join(CHECKOUT, file), 'utf8')));
}

export function parseDocument(file: string, markdown: string): Document {
  const blocks: Block[] = [];
  const prose: Array<{ text: string; line: number }> = [];
  let fence: { language: string; line: number; lines: string[] } | undefined;
  markdown.split('\n').forEach((text, index) => {
    if (/^\s+```|^\s*~~~/.test(text))
      throw new Error(`${file}:${index + 1}: expected fences of \`\`\` in the first column`);
    const [, language] = /^```(.*)$/.exec(text) ?? [];
    if (language === undefined) {
      if (fence) fence.lines.push(text);
      else prose.push({ text, line: index + 1 });
    } else if (fence) {
      blocks.push({ language: fence.language, line: fence.line, text: fence.lines.join('\n') });
      fence = undefined;
    } else fence = { language, line: index + 2, lines: [] };
  });
  if (fence) throw new Error(`${file}:${fence.line - 1}: the fence is never closed`);
  return {
    file,
    blocks,
    prose,
    links: prose.flatMap(({ text, line }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ target: target!, line })),
    ),
    anchors: new Set(prose.flatMap(({ text }) => (/^#+ /.test(text) ? [anchorOf(text.replace(/^#+ /, ''))] : []))),
  };
}

// As the usual git hosts make them.
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
