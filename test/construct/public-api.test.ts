import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

// What readers of the API need. What other languages need, jsii says itself: `npm run check`.

const LIB = join(__dirname, '..', '..', 'lib', 'construct');

function source(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.ES2022, true);
}

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;

// Everything that lib/construct/index.ts exports, by name.
const exported = new Map<string, Declaration>();
for (const statement of source('index.ts').statements.filter(ts.isExportDeclaration)) {
  const file = `${(statement.moduleSpecifier as ts.StringLiteral).text}.ts`;
  const names = (statement.exportClause as ts.NamedExports).elements.map(element => element.name.text);
  for (const node of source(file).statements) {
    const declaration = ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node);
    if (declaration && names.includes(node.name!.text)) exported.set(node.name!.text, node);
  }
  test(`${file} declares all that is exported from it`, () => {
    expect(existsSync(join(LIB, file))).toBe(true);
    expect(names.filter(name => !exported.has(name))).toEqual([]);
  });
}

const isPrivate = (node: ts.Declaration) =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0 ||
  ts.getJSDocTags(node).some(tag => tag.tagName.text === 'internal');

const interfaces = [...exported].filter(([, node]) => ts.isInterfaceDeclaration(node));
const properties = [...exported].flatMap(([name, node]) =>
  ts.isEnumDeclaration(node)
    ? []
    : [...node.members]
        .filter(member => ts.isPropertySignature(member) || ts.isPropertyDeclaration(member))
        .filter(member => !isPrivate(member))
        .map(member => [`${name}.${member.name.getText()}`, member] as const),
);

function docs(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(comment?.comment)?.trim() ?? '';
}

function tag(node: ts.Node, name: string): string | undefined {
  const found = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === name);
  return found && String(ts.getTextOfJSDocComment(found.comment) ?? '');
}

test('there is an API to look at', () => {
  expect(interfaces.length).toBeGreaterThan(15);
  expect(properties.length).toBeGreaterThan(90);
});

test('everything that is exported says what it is', () => {
  const silent = [...exported].filter(([, node]) => !docs(node) && !tag(node, 'see'));
  expect(silent.map(([name]) => name)).toEqual([]);
});

test('every optional prop says what holds without it', () => {
  const silent = properties.filter(
    ([, node]) => ts.isPropertySignature(node) && node.questionToken && !tag(node, 'default'),
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});

test('every prop that has to be given says what it is', () => {
  const silent = properties.filter(([, node]) => ts.isPropertySignature(node) && !node.questionToken && !docs(node));
  expect(silent.map(([name]) => name)).toEqual([]);
});
