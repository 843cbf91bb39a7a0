import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  type Pair,
  Scalar,
  Schema,
  visit,
} from 'yaml';
import { shown } from '../../construct/validate/problem';

/** Something at a position of the text that these files do not take, or that is read differently elsewhere. */
export interface Oddity {
  readonly offset: number;
  readonly message: string;
  readonly fix?: string;
  readonly warning?: boolean;
}

// No file that a person writes goes deeper; a map and its pair count as two.
const DEEPEST = 2 * 50;

// Nor does one have more, and there is no object for which a multitude of variables, labels or environments is any use.
const MOST_KEYS = 1000;

const TAGS = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(name => `tag:yaml.org,2002:${name}`));

/**
 * What YAML has beyond keys, lists and plain values, and no line of ours may need to be understood: tags, merge keys,
 * keys that are no text, and, where they are not allowed, aliases. And what it has beyond any measure.
 */
export function beyondPlain(document: Document, options: { readonly aliases: boolean }): Oddity[] {
  const found: Oddity[] = [];
  const refuse = (node: unknown, message: string, fix?: string) => found.push({ offset: offsetOf(node), message, fix });
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2') {
    found.push({ offset: 0, message: 'expected YAML 1.2, got another version', fix: 'take the "%YAML" line away' });
  }
  visit(document, {
    Node: (_, node, ancestors) => {
      if (ancestors.length > DEEPEST) {
        refuse(node, `expected at most ${DEEPEST / 2} levels, one inside the other`);
        return visit.BREAK;
      }
      if (isMap(node) && node.items.length > MOST_KEYS) {
        refuse(node, `expected at most ${MOST_KEYS} keys in one map, got ${node.items.length}`);
      }
      if (isAlias(node)) refuseAlias(node, document, ancestors, options.aliases, refuse);
      else if (node.tag && !TAGS.has(node.tag)) {
        refuse(node, `expected a value without a tag, got ${shown(tagName(node.tag))}`, withoutTag(node.tag));
      }
      return undefined;
    },
    Pair: (_, { key }: Pair) => {
      const name = isScalar(key) ? key.value : undefined;
      if (name === '<<') {
        refuse(key, 'expected a key, got "<<": YAML 1.2 has no merge keys', 'write the keys out that it stands for');
      } else if (name === '__proto__') {
        refuse(key, '"__proto__" is not a key here', 'take it away');
      } else if (typeof name !== 'string') {
        const source = isScalar(key) ? key.source : undefined;
        const got = isCollection(key) ? 'braces or brackets' : source ? `the ${typeof name} ${source}` : 'nothing';
        refuse(key, `expected a text as the key, got ${got}`, `write it in quotes${source ? `: "${source}"` : ''}`);
      }
    },
  });
  return found;
}

function refuseAlias(
  alias: Alias,
  document: Document,
  ancestors: readonly unknown[],
  allowed: boolean,
  refuse: (node: unknown, message: string, fix?: string) => void,
): void {
  if (!allowed) {
    const message = `expected a value, got the alias *${alias.source}: one edit would change what two colours run`;
    refuse(alias, message, 'write the value out');
    return;
  }
  const target = alias.resolve(document);
  if (!target) refuse(alias, `expected the name of an anchor above, got the alias *${alias.source}`);
  else if (ancestors.includes(target)) refuse(alias, `expected a value, got the alias *${alias.source} of itself`);
}

const TYPES_1_1 = new Schema({ schema: 'yaml-1.1' }).tags.filter(tag => 'test' in tag && tag.default === true);

/**
 * Values that YAML 1.2, which is what reads them here, and YAML 1.1, which many tools still follow, take for different
 * things: the text `no`, a date, the number `010`.
 */
export function readDifferently(document: Document): Oddity[] {
  const found: Oddity[] = [];
  visit(document, {
    Scalar: (_, node) => {
      const { source = '', value } = node;
      if (node.type !== Scalar.PLAIN) return;
      if (typeof value === 'number' && /^[-+]?0[0-9]/.test(source) && Number.isInteger(value)) {
        found.push({
          offset: offsetOf(node),
          message: `expected a number without a leading zero, got ${source}: some read it as ${value}, others as octal`,
          fix: `write ${value}${/[89]/.test(source) ? '' : `, or 0o${source.replace(/^[-+]?0+/, '') || '0'} for octal`}`,
        });
      } else if (typeof value === 'string' && TYPES_1_1.some(tag => 'test' in tag && tag.test?.test(source))) {
        found.push({
          offset: offsetOf(node),
          // Not the text itself: it might be a secret.
          message: 'this is a text here, but tools that follow YAML 1.1 take it for something else',
          fix: 'write it in quotes',
          warning: true,
        });
      }
    },
  });
  return found;
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function withoutTag(tag: string): string {
  return tagName(tag) === '!!binary'
    ? 'put binary files into the image, or into a ConfigMap or Secret of your own that "volumes" names'
    : 'take the tag away';
}

function tagName(tag: string): string {
  return tag.replace(/^tag:yaml\.org,2002:/, '!!');
}
