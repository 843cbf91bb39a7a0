import { LineCounter } from 'yaml';
import { documentsIn } from '../../text/yaml/documents';
import { isMap } from '../manifests/is-map';

/** What stands in the place of a value that nobody can compare. */
export const EACH_TIME = 'another one each time that it is rendered';

/**
 * What two runs with the same input agree on: a random password and the time are no change, on whichever side they are.
 * @returns one document a line, and how many values there are that differ; undefined where one of the two is no YAML
 */
export function settled(
  once: string,
  again: string,
): { readonly text: string; readonly unsettled: number } | undefined {
  if (once === again) return { text: once, unsettled: 0 };
  let unsettled = 0;
  const agreed = (a: unknown, b: unknown): unknown => {
    if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
      return a.map((item, index) => agreed(item, b[index]));
    }
    if (isMap(a) && isMap(b) && Object.keys(a).every(key => Object.hasOwn(b, key))) {
      return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, agreed(value, b[key])]));
    }
    if (a === b) return a;
    unsettled++;
    return EACH_TIME;
  };
  const [first, second] = [valuesIn(once), valuesIn(again)];
  if (!first || !second) return undefined;
  const values = first.map((value, index) => agreed(value, second[index]));
  return { text: values.map(value => `---\n${JSON.stringify(value)}\n`).join(''), unsettled };
}

function valuesIn(text: string): unknown[] | undefined {
  try {
    const documents = [...documentsIn(text, { merge: true, lineCounter: new LineCounter() })];
    return documents.some(({ errors }) => errors.length) ? undefined : documents.map(document => document.toJS());
  } catch {
    return undefined;
  }
}
