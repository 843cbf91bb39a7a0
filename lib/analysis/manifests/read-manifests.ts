import { type Document, LineCounter, type ParsedNode, type Range } from 'yaml';
import { type Path, shown } from '../../construct/validate/problem';
import type { Diagnostic } from '../../project/files/diagnostic';
import { positionOf } from '../../project/files/position';
import { LAYOUT, type Layout } from '../../project/output/layout';
import { documentsIn } from '../../text/yaml/documents';
import { TooMuch } from '../../text/yaml/too-much';
import { MOST_BYTES } from './files';
import { groupOf } from './identity';
import type { Manifest } from './manifest';
import { placeholderIn } from './placeholder';

/** What one file says: objects, beside what could not be understood of it. */
export interface ReadFile {
  readonly manifests: readonly Manifest[];
  readonly unreadable: readonly Diagnostic[];
}

// As Kubernetes' own tools do.
const READING = { merge: true };

/**
 * Reads a file of manifests: any number of documents, Lists of objects, anchors and merge keys.
 * @param layout what its path says. @default - as it is where nobody says otherwise
 */
export function readManifests(file: string, content: Uint8Array, layout: Layout = LAYOUT): ReadFile {
  const unreadable = (message: string, more: Partial<Diagnostic> = {}): ReadFile => ({
    manifests: [],
    unreadable: [{ file, message, ...more }],
  });
  if (content.length > MOST_BYTES) {
    const fix = 'split it into files of one object each';
    return unreadable(`expected at most ${MOST_BYTES} bytes, got more`, { fix });
  }
  if (content.includes(0)) return unreadable('expected YAML, got binary data');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return unreadable('expected text in UTF-8, got other bytes', { fix: 'save it as UTF-8' });
  }
  try {
    return readText(file, text, layout);
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return unreadable(error.message, { fix: error.fix });
  }
}

function readText(file: string, text: string, layout: Layout): ReadFile {
  const manifests: Manifest[] = [];
  const unreadable: Diagnostic[] = [];
  const lines = new LineCounter();
  for (const document of documentsIn(text, { ...READING, lineCounter: lines })) {
    const line = lineIn(text, document.range, lines);
    const [fault] = document.errors;
    if (fault) {
      unreadable.push({ file, line: lines.linePos(fault.pos[0]).line, ...explained(fault.message, text) });
      continue;
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 1000 });
    } catch {
      unreadable.push({ file, message: 'expected anchors that stand above their aliases, and few aliases of aliases' });
      continue;
    }
    const understood = readValue(file, value, line, layout);
    manifests.push(...understood.manifests);
    unreadable.push(...understood.unreadable);
  }
  return { manifests, unreadable };
}

/** The same for a file whose text was made of this very value: to read it back takes much longer than to make it. */
export function readWritten(file: string, text: string, value: unknown, layout: Layout = LAYOUT): ReadFile {
  const lines = new LineCounter();
  lines.addNewLine(0);
  return readValue(file, value, lineIn(text, [0, text.length, text.length], lines), layout);
}

function readValue(file: string, value: unknown, line: (path: Path) => number, layout: Layout): ReadFile {
  if (isTemplate(value)) {
    const fix = `check what "oc process -f ${file}" prints`;
    const problem = { file, line: line(['kind']), message: 'this is a Template of OpenShift', fix };
    return { manifests: [], unreadable: [problem] };
  }
  const manifests: Manifest[] = [];
  const unreadable: Diagnostic[] = [];
  const output = layout.outputPath(file);
  for (const { at, object } of objectsIn(value, [])) {
    const placeholder = placeholderIn(object.value);
    if (placeholder) {
      const message = `${shown(placeholder.text)} is a placeholder, and no value`;
      const where = line([...at, ...placeholder.path]);
      unreadable.push({ file, line: where, message, fix: 'check what it is filled in to' });
    } else manifests.push({ file, ...(output && { output }), ...object, line: path => line([...at, ...path]) });
  }
  return { manifests, unreadable };
}

function explained(message: string, text: string): { readonly message: string; readonly fix?: string } {
  if (/\{\{/.test(text)) {
    return {
      message: 'this is a template, and no YAML',
      fix: 'check what it renders to, such as "helm template" prints',
    };
  }
  return { message: `this is no YAML: ${message.replace(/: ".*"$/s, '')}` };
}

// The line of a value in a document of a text. Few objects are ever asked for one: reading their document again keeps the
// nodes of all others out of memory.
function lineIn(text: string, [start, , end]: Range, lines: LineCounter): (path: Path) => number {
  const above = lines.linePos(start).line - 1;
  const own = new LineCounter();
  let again: Document.Parsed<ParsedNode> | undefined;
  return path => {
    again ??= [...documentsIn(text.slice(start, end), { ...READING, lineCounter: own })][0]!;
    return above + own.linePos(positionOf(again, path)).line;
  };
}

interface Found {
  readonly at: Path;
  readonly object: Pick<Manifest, 'identity' | 'value'>;
}

// A List is how kubectl prints several objects. What has no kind or no name is no object: values, settings, patches.
function objectsIn(value: any, at: Path): Found[] {
  if (typeof value?.apiVersion !== 'string' || typeof value.kind !== 'string') return [];
  if (value.kind.endsWith('List') && Array.isArray(value.items)) {
    return (value.items as unknown[]).flatMap((item, index) => objectsIn(item, [...at, 'items', index]));
  }
  const name: unknown = value.metadata?.name ?? value.metadata?.generateName;
  if (typeof name !== 'string') return [];
  const namespace = typeof value.metadata.namespace === 'string' ? value.metadata.namespace : '';
  const group = groupOf(value.apiVersion, value.kind);
  return [{ at, object: { identity: { group, kind: value.kind, namespace, name }, value } }];
}

// It holds objects that are there only once its parameters are.
function isTemplate(value: any): boolean {
  return value?.kind === 'Template' && Array.isArray(value.objects);
}
