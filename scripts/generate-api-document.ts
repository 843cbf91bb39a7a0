/** Writes API.md, the construct's API in tables, out of the assembly that jsii makes of its docstrings. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

// As much of an assembly as is told: https://github.com/aws/jsii/blob/main/packages/@jsii/spec/src/assembly.ts
interface Assembly {
  readonly name: string;
  readonly types: Readonly<Record<string, Type>>;
}

interface Type {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly interfaces?: readonly string[];
  readonly docs?: Docs;
  readonly initializer?: { readonly parameters?: readonly Value[]; readonly docs?: Docs };
  readonly properties?: readonly Value[];
  readonly members?: readonly Value[];
}

interface Value {
  readonly name: string;
  readonly type?: Reference;
  readonly optional?: boolean;
  readonly docs?: Docs;
}

interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly see?: string;
  readonly custom?: { readonly throws?: string };
}

interface Reference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: Reference };
  readonly union?: { readonly types: readonly Reference[] };
}

const HEAD = `# API

What the construct takes and hands out, for every language. Generated from the docstrings by \`npm run generate\`; do not
edit. Names are those of TypeScript: Python writes \`drain_seconds\`, Go and C# \`DrainSeconds\`, Java \`drainSeconds()\`. With
"any" stands what Kubernetes itself takes there.
`;

export function apiDocument(assembly: string): string {
  const { name: ours, types }: Assembly = JSON.parse(readFileSync(assembly, 'utf8'));
  const all = Object.values(types);
  const parts = [
    ...all.filter(({ kind }) => kind === 'class').map(classText),
    ...all.filter(({ kind }) => kind === 'interface').map(structText),
    ...all.filter(({ kind }) => kind === 'enum').map(enumText),
  ];
  return [HEAD, ...parts].join('\n');

  function classText(type: Type): string {
    const made = type.initializer?.parameters?.map(({ name, type }) => `${name}: ${typeText(type!)}`);
    const refused = type.initializer?.docs?.custom?.throws;
    return [
      heading(type),
      ...(made ? [`\nMade by \`new\` ${type.name}(${made.join(', ')})${refused ? `; throws ${refused}` : ''}.`] : []),
      table(['hands out', 'type', ''], type.properties, ({ name, type, optional, docs }) => [
        `\`${name}\``,
        typeText(type!) + (optional ? ', or nothing' : ''),
        meaning(docs) || meaningOfType(type!),
      ]),
    ].join('\n');
  }

  function structText(type: Type): string {
    const inherited = type.interfaces?.map(fqn => reference(fqn)).join(', ');
    return [
      heading(type),
      ...(inherited ? [`\nWith all keys of ${inherited}.`] : []),
      table(['key', 'type', 'default', ''], type.properties, ({ name, type, optional, docs }) => [
        `\`${name}\``,
        typeText(type!),
        optional ? withoutDash(docs?.default ?? '') : 'has to be given',
        meaning(docs) || meaningOfType(type!),
      ]),
    ].join('\n');
  }

  function typeText({ fqn, primitive, collection, union }: Reference): string {
    if (union) return union.types.map(typeText).join(' or ');
    if (collection?.kind === 'array') return `list of ${typeText(collection.elementtype)}`;
    if (collection) return `map of ${typeText(collection.elementtype)}`;
    return fqn ? reference(fqn) : primitive!;
  }

  // A key that says nothing itself is called like its type.
  function meaningOfType({ fqn }: Reference): string {
    return meaning(types[fqn ?? '']?.docs);
  }

  // What is of another package is named with it.
  function reference(fqn: string): string {
    const [assembly, ...path] = fqn.split('.');
    const name = path.join('.');
    return assembly === ours ? `[${name}](#${name.toLowerCase()})` : `${name} (${assembly})`;
  }
}

function enumText(type: Type): string {
  return [heading(type), table(['member', ''], type.members, ({ name, docs }) => [`\`${name}\``, meaning(docs)])].join(
    '\n',
  );
}

function heading({ name, docs }: Type): string {
  const text = meaning(docs);
  return `## ${name}\n${text && `\n${text}`}`;
}

function meaning({ summary = '', remarks = '', see }: Docs = {}): string {
  return [summary, remarks, ...(see ? [`See <${see}>.`] : [])].filter(Boolean).join(' ').replaceAll(/\s+/g, ' ');
}

// In a docstring, a dash says that what follows is no value.
function withoutDash(text: string): string {
  return text.startsWith('- ') ? text.slice(2) : `\`${text}\``;
}

function table<T>(head: readonly string[], rows: readonly T[] = [], cells: (row: T) => readonly string[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `\n${[line(head), line(head.map(() => '---')), ...rows.map(row => line(cells(row)))].join('\n')}\n`;
}

if (require.main === module) writeFileSync(join(ROOT, 'API.md'), apiDocument(join(ROOT, '.jsii')));
