import { escaped } from '../../markup/escaped';

/** Text that is markup already. */
export class Html {
  public constructor(public readonly text: string) {}
}

type Part = Html | string | number | undefined | readonly Part[];

/** Markup with values in it; every value that is no markup itself is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((string, index) => `${string}${markup(parts[index])}`).join(''));
}

function markup(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string') return escaped(part);
  return typeof part === 'number' ? String(part) : part.map(markup).join('');
}
