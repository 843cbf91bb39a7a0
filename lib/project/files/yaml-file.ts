import { type Document, isPair, isScalar, LineCounter } from 'yaml';
import { type Path, type Problem, pathText } from '../../construct/validate/problem';
import { OF_A_PERSON } from '../../text/yaml/density';
import { documentIn } from '../../text/yaml/documents';
import { TooMuch } from '../../text/yaml/too-much';
import type { Diagnostic } from './diagnostic';
import type { FileText } from './file-text';
import { beyondPlain, type Oddity, readDifferently } from './plain-yaml';
import { nodeAt, positionOf } from './position';
import { syntaxFaults } from './yaml-syntax';

/** A file that a person wrote, with the places of what stands in it. */
export interface YamlFile {
  /** Relative to the project. */
  readonly file: string;
  readonly value: unknown;
  /** Why it could not be read; then the value is undefined. */
  readonly problems: readonly Diagnostic[];
  /** Values that other YAML readers take for something else. */
  readonly readDifferently: readonly Diagnostic[];
  /** Puts a problem at the place of its path, or of the nearest key above it that there is. */
  locate(problem: Problem): Diagnostic;
  /** Whether something stands at a path. */
  holds(path: Path): boolean;
  /** A number, a truth value or null as it is written, such as `1.0` or `0o17`. */
  written(path: Path): string | undefined;
}

/** A YAML file of one document, out of its text. `aliases: false` refuses aliases: a line there means what it says. */
export function yamlFile(file: string, read: FileText, options: { readonly aliases: boolean }): YamlFile {
  if ('problem' in read) return unreadable(file, [read.problem]);
  const first = readable(file, read.text);
  if ('problem' in first) return unreadable(file, [first.problem]);
  const { document, located } = first;
  const faults = syntaxFaults(document, read.text);
  const oddities = faults.length ? faults : beyondPlain(document, options);
  if (oddities.length) return unreadable(file, oddities.map(located));
  if (document.contents === null) {
    return unreadable(file, [located({ offset: 0, message: 'the file is empty: expected keys with values' })]);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    const message = 'expected a few aliases, got more than 100 values out of aliases of aliases';
    return unreadable(file, [located({ offset: 0, message, fix: 'write the values out' })]);
  }
  // Few files are ever asked for a place: parsing those again keeps the nodes of all others out of memory.
  let again: Parsed | undefined;
  const places = () => {
    again ??= parsed(file, read.text);
    return again;
  };
  return {
    file,
    value,
    problems: [],
    readDifferently: readDifferently(document).map(located),
    locate: ({ path, message, ...rest }) => {
      const { document, located } = places();
      return located({
        offset: positionOf(document, path),
        message: `${path.length ? `${pathText(path)}: ` : ''}${message}`,
        ...rest,
      });
    },
    holds: path => nodeAt(places().document, path).depth === path.length,
    written: path => {
      const { node, depth } = nodeAt(places().document, path);
      const scalar = isPair(node) ? node.value : node;
      return depth === path.length && isScalar(scalar) && typeof scalar.value !== 'string' ? scalar.source : undefined;
    },
  };
}

interface Parsed {
  readonly document: Document.Parsed;
  /** Puts something odd at its line and column. */
  located(oddity: Oddity): Diagnostic;
}

function readable(file: string, text: string): Parsed | { readonly problem: Diagnostic } {
  try {
    return parsed(file, text);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return { problem: { file, message: error.message } };
  }
}

function parsed(file: string, text: string): Parsed {
  const lines = new LineCounter();
  return {
    document: documentIn(text, { lineCounter: lines, most: OF_A_PERSON }),
    located: ({ offset, ...problem }) => {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col, ...problem };
    },
  };
}

function unreadable(file: string, problems: readonly Diagnostic[]): YamlFile {
  return {
    file,
    value: undefined,
    problems,
    readDifferently: [],
    locate: ({ message, fix }) => ({ file, message, fix }),
    holds: () => false,
    written: () => undefined,
  };
}
