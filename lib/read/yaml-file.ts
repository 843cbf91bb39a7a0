import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isPair, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { Path, Problem } from '../spec/problem';
import { pathText } from '../spec/problem';
import type { LocatedProblem } from './located-problem';

// A person writes these files; what is larger was put there by mistake.
const MOST_BYTES = 1024 * 1024;

/** A file that a person wrote, with the places of what stands in it. */
export interface YamlFile {
  /** Relative to the project. */
  readonly file: string;
  readonly value: unknown;
  /** Why it could not be read; then the value is undefined. */
  readonly problems: readonly LocatedProblem[];
  /** Puts a problem at the place of its path, or of the nearest key above it that there is. */
  locate(problem: Problem, at?: Path): LocatedProblem;
  /** Whether something stands at a path. */
  holds(path: Path): boolean;
}

/** Reads a YAML file of one document. `aliases: false` refuses anchors and aliases: a line there means what it says. */
export function readYamlFile(root: string, file: string, options: { readonly aliases: boolean }): YamlFile {
  const read = textOf(root, file);
  if ('problem' in read) return unreadable(file, [{ file, ...read.problem }]);
  const lines = new LineCounter();
  const document = parseDocument(read.text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    strict: true,
  });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems: LocatedProblem[] = document.errors.map(error => ({
    file,
    ...place(error.pos[0]),
    ...explained(error.code, error.message),
  }));
  if (!options.aliases) {
    visit(document, {
      Alias: (_, alias) => {
        problems.push({
          file,
          ...place(alias.range?.[0] ?? 0),
          message: `expected a value, got the alias *${alias.source}: one edit would change what two colours run`,
          fix: 'write the value out',
        });
      },
    });
  }
  if (problems.length) return unreadable(file, problems);
  if (document.contents === null) {
    return unreadable(file, [{ file, line: 1, column: 1, message: 'the file is empty: expected keys with values' }]);
  }

  const find = (path: Path): { readonly node: Node | Pair; readonly depth: number } => {
    let node: unknown = document.contents;
    let found: Node | Pair = document.contents as Node;
    let depth = 0;
    for (const step of path) {
      const next: unknown = isMap(node)
        ? node.items.find(pair => String((pair.key as { value?: unknown }).value) === String(step))
        : isSeq(node)
          ? node.items[Number(step)]
          : undefined;
      if (!next) break;
      found = next as Node | Pair;
      node = isPair(next) ? next.value : next;
      depth++;
    }
    return { node: found, depth };
  };
  return {
    file,
    value: document.toJS({ maxAliasCount: 100 }),
    problems: [],
    locate: ({ path, message, fix, warning }, at = path) => {
      const { node } = find(at);
      const range = isPair(node) ? (node.key as Node).range : (node as Node).range;
      return {
        file,
        ...place(range?.[0] ?? 0),
        message: `${path.length ? `${pathText(path)}: ` : ''}${message}`,
        fix,
        warning,
      };
    },
    holds: path => find(path).depth === path.length,
  };
}

function unreadable(file: string, problems: readonly LocatedProblem[]): YamlFile {
  return {
    file,
    value: undefined,
    problems,
    locate: ({ message, fix }) => ({ file, message, fix }),
    holds: () => false,
  };
}

function textOf(
  root: string,
  file: string,
): { readonly text: string } | { readonly problem: { message: string; fix?: string; line?: number; column?: number } } {
  const path = join(root, file);
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES)
      return { problem: { message: `expected at most ${MOST_BYTES} bytes, got ${size}: no person wrote this` } };
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
    if (text.startsWith('\ufeff')) {
      return {
        problem: {
          line: 1,
          column: 1,
          message: "the file starts with a byte order mark, which can't be seen: expected plain UTF-8",
          fix: 'save it as "UTF-8" and not as "UTF-8 with BOM"',
        },
      };
    }
    return { text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { problem: { message: 'the file is missing' } };
    if (code === 'EISDIR') return { problem: { message: 'expected a file, got a folder' } };
    if (code === 'EACCES') return { problem: { message: 'permission to read it is denied' } };
    return { problem: { message: 'expected text in UTF-8, got other bytes' } };
  }
}

const EXPLAINED: Readonly<Record<string, { message: string; fix?: string }>> = {
  TAB_AS_INDENT: {
    message: 'expected spaces, got a tab: YAML takes no tabs before a key',
    fix: 'replace the tab by spaces',
  },
  DUPLICATE_KEY: { message: 'expected every key once, got this one twice', fix: 'keep one of the two' },
  MULTIPLE_DOCS: {
    message: 'expected one document, got another one after "---"',
    fix: 'put it into a file of its own',
  },
};

function explained(code: string, message: string): { message: string; fix?: string } {
  return EXPLAINED[code] ?? { message: `this is no YAML: ${message.split('\n')[0]}` };
}
