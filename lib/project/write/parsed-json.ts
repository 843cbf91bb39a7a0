/**
 * What a text of JSON says; undefined where it is none. What stands in the project's own folder may be of another version,
 * torn by a power cut, or have come with a clone: whoever reads it looks at every value before believing it.
 */
export function parsedJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that can be shown in a line of a terminal. */
export function isOneLine(value: unknown): value is string {
  return typeof value === 'string' && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);
}
