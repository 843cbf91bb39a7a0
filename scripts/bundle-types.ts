/**
 * Writes build/construct.d.ts: the declarations that lib/construct/index.ts exports, as one file, out of those that the
 * compiler writes for each source into build/types. What is not exported is not in it, the schemas of zod above all: a
 * user's compiler would look into zod too, and judge it by the user's settings.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const BUILD = join(__dirname, '..', 'build');
const CONSTRUCT = join(BUILD, 'types', 'lib', 'construct');

function declarations(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(CONSTRUCT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
}

const text = (node: ts.Node) => node.getFullText().trim();
const exports = declarations('index.d.ts').statements.filter(ts.isExportDeclaration);
const imports = new Set<string>();
const parts: string[] = [];

for (const statement of exports) {
  const source = declarations(`${(statement.moduleSpecifier as ts.StringLiteral).text}.d.ts`);
  const names = (statement.exportClause as ts.NamedExports).elements.map(element => element.name.text);
  const picked = source.statements.filter(
    node =>
      (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) &&
      names.includes(node.name!.text),
  );
  parts.push(...picked.map(text));
  // Interfaces and enums refer to each other alone; what a class builds on is of other packages.
  if (!picked.some(ts.isClassDeclaration)) continue;
  for (const line of source.statements.filter(ts.isImportDeclaration).flatMap(importsOfPackages)) imports.add(line);
}

writeFileSync(join(BUILD, 'construct.d.ts'), `${[...imports, ...parts].join('\n')}\n`);

// A line for each name, so that a name which several sources import stands there once.
function importsOfPackages({ moduleSpecifier, importClause }: ts.ImportDeclaration): string[] {
  const { text: specifier } = moduleSpecifier as ts.StringLiteral;
  const bindings = importClause?.namedBindings;
  if (specifier.startsWith('.') || !bindings) return [];
  if (ts.isNamespaceImport(bindings)) return [`import * as ${bindings.name.text} from '${specifier}';`];
  return bindings.elements.map(({ name }) => `import { ${name.text} } from '${specifier}';`);
}
