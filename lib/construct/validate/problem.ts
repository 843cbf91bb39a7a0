/** Keys and list positions from the root of a file or of a construct's props. */
export type Path = ReadonlyArray<string | number>;

/** One thing that is wrong with what a person wrote, in their words. */
export interface Problem {
  /** Where it is. */
  readonly path: Path;
  /** What is wrong, what was expected and what was got. */
  readonly message: string;
  /** How to put it right, when the message does not say so already. */
  readonly fix?: string;
  /** A warning is printed and nothing is refused. @default - an error */
  readonly warning?: boolean;
}

/** `ports[1].port`: a path as people write it. */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[\w./-]{1,80}$/.test(step)) return `[${shown(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** A value as it is shown in a message: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length ? 'a list' : 'an empty list';
  // Not what is in it: that might be long, or secret.
  if (typeof value === 'object') return 'keys with values';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
