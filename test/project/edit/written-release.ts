import fc from 'fast-check';

/** A release file as some person might have written it. */
export interface WrittenRelease {
  /** The file in stretches: an entry of the root with its own comments, or what stands between entries. */
  readonly stretches: readonly { readonly key?: string; readonly text: string }[];
  readonly style: 'block' | 'flow';
  readonly value: Record<string, unknown>;
}

export function textOf({ stretches }: WrittenRelease): string {
  return stretches.map(({ text }) => text).join('');
}

type Pick = <T>(...choices: readonly T[]) => T;

/** Release files in blocks: any indentation, quotes, comments, blank lines, line ends, marks, order of keys. */
export const blockRelease: fc.Arbitrary<WrittenRelease> = fc.gen().map(gen => {
  const pick: Pick = (...choices) => gen(fc.constantFrom, ...choices) as never;
  const step = ' '.repeat(pick(1, 2, 3, 4, 7));
  const dash = pick('', step);
  const beside = () => pick('', '', '', ' # beside', '\t# beside: {', '   ', '   #');
  const below = (indent: string) =>
    pick('', '', '', `${indent}# below: |\n`, '\n', `${indent}#- deeper\n\n${indent} # - \n`);

  const entries = (indent: string, value: object): string =>
    Object.entries(value)
      .map(([key, entry]) => below(indent) + entryText(indent, key, entry))
      .join('');
  const entryText = (indent: string, key: string, value: unknown): string => {
    const head = `${indent}${pick(key, key, `"${key}"`, `'${key}'`)}${pick('', '', ' ')}:`;
    if (value === null) return `${head}${pick('', ' null', ' ~')}${beside()}\n`;
    if (typeof value === 'string' && value.endsWith('\n')) return head + literal(indent, value);
    if (typeof value !== 'object') return `${head}${pick(' ', '   ')}${scalar(value, pick)}${beside()}\n`;
    if (!Object.keys(value).length || pick(false, false, true)) return `${head} ${flow(value, pick)}${beside()}\n`;
    if (!Array.isArray(value)) return `${head}${beside()}\n${entries(indent + step, value)}`;
    return `${head}${beside()}\n${value.map(item => `${indent}${dash}- ${scalar(item, pick)}${beside()}\n`).join('')}`;
  };
  const literal = (indent: string, value: string) => {
    const lines = value.replace(/\n$/, '').split('\n');
    const header = value.endsWith('\n\n') ? ' |+' : pick(' |', ' |', ' | # literal');
    // Blank lines below would count as text.
    const end = header === ' |+' ? `${indent}# kept\n` : '';
    return `${header}\n${lines.map(line => (line ? `${indent}${step} ${line}\n` : '\n')).join('')}${end}`;
  };

  const value = releaseValue(pick);
  const stretches: { key?: string; text: string }[] = [
    { text: pick('', '', '---\n', '%YAML 1.2\n--- # start\n', '# yaml-language-server: $schema=x.json\n') },
  ];
  for (const [key, entry] of Object.entries(value)) {
    stretches.push({ text: pick('', '', '\n', '# above\n', '\n# above: {\n#  - "\n\n', '   \n') });
    stretches.push({ key, text: entryText('', key, entry) });
  }
  stretches.push({ text: pick('', '', '\n', '# the end\n', '\n\n# the end\n', '...\n', '# the end\n...\n') });
  const rewritten = pick<(text: string) => string>(
    text => text,
    text => text.replaceAll('\n', '\r\n'),
  );
  return { stretches: stretches.map(({ key, text }) => ({ key, text: rewritten(text) })), style: 'block', value };
});

/** Release files in braces, on one line or on several. */
export const flowRelease: fc.Arbitrary<WrittenRelease> = fc.gen().map(gen => {
  const pick: Pick = (...choices) => gen(fc.constantFrom, ...choices) as never;
  const value = releaseValue(pick);
  const gap = pick('', ' ', '\n  ', ' # comment }\n    ');
  const stretches: { key?: string; text: string }[] = [{ text: `${pick('', '# top\n', '--- ')}{${gap}` }];
  for (const [index, [key, entry]] of Object.entries(value).entries()) {
    if (index) stretches.push({ text: `,${gap || ' '}` });
    stretches.push({
      key,
      text: `${pick(key, `"${key}"`)}${entry === null ? pick('', ': null') : `: ${flow(entry, pick)}`}`,
    });
  }
  stretches.push({
    text: `${pick('', ',', ', ', '\n', ',\n', ' # last\n ', ', # last\n')}}${pick('', '\n', ' # end\n')}`,
  });
  return { stretches, style: 'flow', value };
});

function releaseValue(pick: Pick): Record<string, unknown> {
  const colour = () =>
    pick<() => unknown>(
      () => null,
      () => ({}),
      () => release(pick),
      () => release(pick),
    )();
  const all: [string, unknown][] = [
    ['active', 'blue'],
    ['blue', release(pick)],
    ['green', colour()],
  ];
  const order = pick([0, 1, 2], [0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0], [0, 1]);
  return Object.fromEntries(order.map(index => all[index]!));
}

function release(pick: Pick): object {
  return {
    ...pick({}, { version: '1.0' }, { version: 'v1' }),
    image: pick('pkw0301/app:1.0', 'a@sha256:0123', 'größe/日本 🙂'),
    ...pick({}, { replicas: 2 }),
    ...pick({}, { env: { DEBUG: 'no', NOTE: "it's # no: comment" } }, { env: {} }),
    ...pick({}, { args: ['x', '- y', '# z'] }),
    ...pick(
      {},
      { config: { motd: 'active: blue\n# no comment\n', more: 'a\n\nb\n' } },
      { config: { motd: 'keep\n\n\n' } },
    ),
  };
}

function scalar(value: unknown, pick: Pick): string {
  if (typeof value !== 'string') return String(value);
  const double = JSON.stringify(value);
  if (/\n/.test(value)) return double;
  const plain = /^[a-z][a-z0-9/:.]*$/.test(value) && value !== 'no' ? value : double;
  return pick(plain, plain, double, `'${value.replaceAll("'", "''")}'`);
}

function flow(value: unknown, pick: Pick): string {
  if (typeof value !== 'object' || value === null) return scalar(value, pick);
  const comma = pick('', '', ',');
  const space = pick('', ' ');
  if (Array.isArray(value)) {
    return value.length ? `[${space}${value.map(item => flow(item, pick)).join(', ')}${comma}]` : '[]';
  }
  const entries = Object.entries(value).map(([key, entry]) => `${key}: ${flow(entry, pick)}`);
  return entries.length ? `{${space}${entries.join(pick(', ', ' , '))}${comma}${space}}` : `{${space}}`;
}
