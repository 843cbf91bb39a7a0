/** By what names a query may know what runs today, and what becomes of them. */
export interface Names {
  /** The name of the workload, and the labels by which its pods are selected. */
  readonly old: readonly string[];
  /** The Service that users come through, which keeps its name. */
  readonly active: string;
  /** The Service for a look at the next release. @default - there is none */
  readonly preview?: string;
  /** What that is called from now on. */
  readonly ours: string;
  /** What stands in a query for the name of the Deployment of the next release. @default - nothing */
  readonly next?: string;
}

/** What is left of a query once ours run, or why it would measure something else, or nothing. */
export type Judged = { readonly text: string } | { readonly why: string };

// Comments, and the three kinds of quotes of PromQL.
const LITERAL = /#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`/g;
const MATCHER = /([A-Za-z_][\w:]*)\s*(=~|!~|!=|=)\s*$/;
const OF_SERVICES = /service|host|authority|backend|upstream/i;
const OF_PODS = /(^|_)pod(_name)?$|workload(_name)?$|deployment|replica_?set|^instance$/i;
const ANY = new Set(['', '.*', '.+']);

const OURS = 'ours are selected by pod=~"$(APPLICATION)-$(COLOUR)-.*"';

/** Judges a query: whatever selects by names that go with the old pods is never kept silently. */
export function judgedQuery(query: string, names: Names, phase: 'before' | 'after'): Judged {
  if (query.includes('$(')) return { why: 'it holds "$(", by which ours puts names in' };
  if (/pod_template_hash/.test(query)) return { why: `it selects the pods by the hash of the Rollout: ${OURS}` };
  let why: string | undefined;
  const { next = '' } = names;
  if (next && query.replaceAll(LITERAL, '').includes(next))
    return { why: `it has a name of the old pods outside a label` };
  const text = query.replaceAll(LITERAL, (literal, offset: number) => {
    if (literal.startsWith('#')) return literal;
    const [, label = '', operator = ''] = MATCHER.exec(query.slice(0, offset)) ?? [];
    const judged = judgedValue(literal, label, names, phase);
    if ('why' in judged) why ??= judged.why;
    else if (next && literal.includes(next)) {
      if (!OF_PODS.test(label) || label === 'instance')
        why ??= `by ${label || 'a text'} it names the Deployment of the next release, which no pod of ours says there: ${OURS}`;
    } else if (OF_PODS.test(label) && operator.startsWith('=') && !ANY.has(literal.slice(1, -1)))
      why ??= `it selects pods by ${label}${operator}${literal}: ${OURS}`;
    return 'why' in judged ? literal : judged.text;
  });
  return why === undefined ? { text } : { why };
}

/** Judges the address of somebody who is asked for a figure. */
export function judgedAddress(url: string, names: Names): Judged {
  const known = [...names.old, names.active, ...(names.preview === undefined ? [] : [names.preview])];
  const found = known.find(name => loosely(name).test(url));
  return found === undefined ? { text: url } : { why: `its address names ${found}` };
}

function judgedValue(literal: string, label: string, names: Names, phase: 'before' | 'after'): Judged {
  const { old, active, preview, ours } = names;
  if (label.endsWith('namespace')) return { text: literal };
  const isOfServices = OF_SERVICES.test(label);
  let [text, rest] = [literal, literal];
  if (preview !== undefined && loosely(preview).test(literal)) {
    if (phase === 'after')
      return { why: `it names the Service ${preview}: after a promotion ours for a look leads to the old release` };
    text = literal.replaceAll(exactly(preview), ours);
    rest = literal.replaceAll(exactly(preview), '');
    if (!isOfServices || loosely(preview).test(rest))
      return { why: `it names ${preview}, which goes with what runs today` };
  }
  if (isOfServices && exactly(active).test(rest)) {
    if (phase === 'before')
      return { why: `it names the Service ${active}: before a promotion that leads to the release that users are on` };
    rest = rest.replaceAll(exactly(active), '');
  }
  const found = old.find(name => loosely(name).test(rest));
  return found === undefined
    ? { text }
    : { why: `by ${label || 'a text'} it names ${found}, which tells none of our colours: ${OURS}` };
}

// As a name among others, such as the pods of a Deployment have.
const loosely = (name: string) => new RegExp(`(?<![A-Za-z0-9])${escaped(name)}(?![A-Za-z0-9])`);
const exactly = (name: string) => new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, 'g');
const escaped = (name: string) => name.replaceAll(/[^\w-]/g, '\\$&');
