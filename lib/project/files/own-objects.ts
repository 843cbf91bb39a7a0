import { LineCounter } from 'yaml';
import type { OwnObject } from '../../construct/resolve/own-objects';
import { type Problem, pathText } from '../../construct/validate/problem';
import { OF_A_PERSON } from '../../text/yaml/density';
import { documentsIn } from '../../text/yaml/documents';
import { TooMuch } from '../../text/yaml/too-much';
import type { Diagnostic } from './diagnostic';
import { type FileText, readFileText } from './file-text';
import { yamlFilesIn } from './folder';
import { positionOf } from './position';
import { syntaxFaults } from './yaml-syntax';

/** An object that an application brings along, as it is written. */
export interface WrittenObject {
  readonly value: OwnObject;
  /** Puts a problem with it at its place in the file. */
  locate(problem: Problem): Diagnostic;
}

/** Reads the objects in a folder, a file after the other. */
export function readObjects(root: string, folder: string, problems: Diagnostic[]): WrittenObject[] {
  return yamlFilesIn(root, folder, problems).flatMap(name => {
    const file = `${folder}/${name}`;
    return objectsIn(file, readFileText(root, file), problems);
  });
}

/** The objects of a file, out of its text. */
export function objectsIn(file: string, read: FileText, problems: Diagnostic[]): WrittenObject[] {
  if ('problem' in read) {
    problems.push(read.problem);
    return [];
  }
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const objects: WrittenObject[] = [];
  try {
    for (const document of documentsIn(read.text, { lineCounter: lines, most: OF_A_PERSON })) {
      const faults = syntaxFaults(document, read.text);
      problems.push(...faults.map(({ offset, ...fault }) => ({ ...at(offset), ...fault })));
      if (faults.length || document.contents === null) continue;
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      // As after a "---" at the end.
      if (value === null) continue;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        problems.push({ ...at(document.contents.range[0]), message: 'expected a Kubernetes object, with keys' });
        continue;
      }
      objects.push({
        value: value as OwnObject,
        locate: ({ path, message, ...more }) => ({
          ...at(positionOf(document, path)),
          message: path.length ? `${pathText(path)}: ${message}` : message,
          ...more,
        }),
      });
    }
  } catch (error) {
    if (!(error instanceof TooMuch) && !(error instanceof ReferenceError)) throw error;
    problems.push({ file, message: error.message });
  }
  return objects;
}
