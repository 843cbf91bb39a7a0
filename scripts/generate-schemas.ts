/**
 * Writes schemas/*.schema.json for editors: from the same zod schemas that validate the files, with the texts of the
 * docstrings that cdk8s programmers read, and with Kubernetes' own shapes where a file takes raw Kubernetes YAML.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import * as z from 'zod/mini';
import { evidenceFile } from '../lib/cluster/evidence/evidence';
import { definitionsOf, type Fragment } from '../lib/construct/validate/kubernetes/strict-schema';
import { ENGINES } from '../lib/project/engines';
import { applicationFile, releaseFile, settingsFile } from '../lib/project/files/files';

const LIB = join(__dirname, '..', 'lib');
// Where the interfaces of what people write stand.
const SPEC = ['construct/props', 'project/files', 'project/engines', 'cluster/evidence'];
const FILES = { application: applicationFile, release: releaseFile, bluegreen: settingsFile, evidence: evidenceFile };
// Interfaces whose keys stand at the root of a file, or in an override.
const ROOTS = ['BlueGreenApplicationProps', 'ReleaseProps', 'OfTheTool', 'ReleaseFile', 'EvidenceFile'];

type Json = Record<string, any>;

export function schemaTexts(): Record<string, string> {
  const docs = docstrings();
  return Object.fromEntries(
    Object.entries(FILES).map(([name, schema]) => {
      const fragments = new Set<Fragment>();
      const json = z.toJSONSchema(schema, {
        target: 'draft-7',
        override: ({ zodSchema, jsonSchema }) => {
          const fragment = z.globalRegistry.get(zodSchema)?.['kubernetes'] as Fragment | undefined;
          if (fragment) {
            fragments.add(fragment);
            for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Json)[key];
            (jsonSchema as Json)['$ref'] = `#/definitions/${LAID_OVER.includes(fragment) ? OVERLAY : ''}${fragment}`;
          }
          // Draft-7 knows no such format; the pattern beside it says it all.
          if (String(jsonSchema.format).startsWith('cidr')) delete jsonSchema.format;
        },
      }) as Json;
      describe(json, ROOTS, docs);
      for (const [id, definition] of Object.entries((json['definitions'] ?? {}) as Json)) {
        describe(definition, INTERFACES[id] ?? [id], docs);
      }
      const { VolumeProps: volume } = json['definitions'] ?? {};
      if (volume) addSources(volume);
      const strict = [...fragments].filter(fragment => !LAID_OVER.includes(fragment));
      json['definitions'] = {
        ...json['definitions'],
        ...besideOurs(definitionsOf([...strict, ...(volume ? (['Volume'] as const) : [])]), json),
        ...overlay(definitionsOf(LAID_OVER.filter(fragment => fragments.has(fragment)))),
      };
      return [`${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}

// Whose docstrings a definition has, where it is not the interface of its name alone.
const INTERFACES: Readonly<Record<string, readonly string[]>> = {
  EnvironmentOverride: ROOTS,
  SpecOverride: ROOTS,
  ColourProps: ['ColourProps', ...ROOTS],
  SpecFile: ['SpecFile', 'FileProps'],
};

// A volume is one of ours with one of Kubernetes' sources beside its own keys; a folder of the node is always refused.
function addSources(volume: Json): void {
  const { name, hostPath, ...sources } = (definitionsOf(['Volume'])['Volume'] as Json)['properties'];
  volume['properties'] = { ...volume['properties'], ...sources };
  volume['additionalProperties'] = false;
}

const OVERLAY = 'Overlay';
const LAID_OVER: readonly Fragment[] = ['PodTemplateSpec', 'Service', 'Ingress'];

// What is laid over ours may leave out what stands there, take it away with null, and know newer fields.
function overlay(definitions: Json): Json {
  const renamed = JSON.parse(
    JSON.stringify(definitions).replaceAll('#/definitions/', `#/definitions/${OVERLAY}`),
  ) as Json;
  return Object.fromEntries(
    Object.entries(renamed).map(([id, { required, additionalProperties, properties, ...rest }]) => {
      const nullable = Object.entries((properties ?? {}) as Json).map(([key, property]) => [
        key,
        { anyOf: [property, { type: 'null' }] },
      ]);
      return [`${OVERLAY}${id}`, properties ? { ...rest, properties: Object.fromEntries(nullable) } : rest];
    }),
  );
}

// Kubernetes has a Probe of its own too: its shapes go by their own names save where ours has the name already.
function besideOurs(kubernetes: Json, json: Json): Json {
  const ours = new Set(Object.keys(json['definitions'] ?? {}));
  const renamed = (text: string) =>
    text.replace(/"#\/definitions\/(\w+)"/g, (all, id) => (ours.has(id) ? `"#/definitions/Kubernetes${id}"` : all));
  return Object.fromEntries(
    Object.entries(kubernetes).map(([id, definition]) => [
      ours.has(id) ? `Kubernetes${id}` : id,
      JSON.parse(renamed(JSON.stringify(definition))),
    ]),
  );
}

function describe(schema: Json, interfaces: readonly string[], docs: Map<string, string>): void {
  for (const [key, property] of Object.entries((schema['properties'] ?? {}) as Json)) {
    const text = interfaces.map(name => docs.get(`${name}.${key}`)).find(found => found !== undefined);
    if (!text) continue;
    // Draft-7 ignores what stands beside a $ref.
    if (property['$ref']) {
      schema['properties'][key] = { description: text, allOf: [property] };
    } else property['description'] = text;
  }
}

// "Interface.key" -> its docstring, with the default.
function docstrings(): Map<string, string> {
  const docs = new Map<string, string>();
  const files = SPEC.flatMap(folder =>
    readdirSync(join(LIB, folder), { recursive: true, encoding: 'utf8' }).map(name => join(LIB, folder, name)),
  );
  for (const file of files.filter(name => name.endsWith('.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    source.forEachChild(node => {
      if (!ts.isInterfaceDeclaration(node)) return;
      for (const member of node.members) {
        const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
        if (!comment || !member.name) continue;
        const tags = (comment.tags ?? []).filter(tag => tag.tagName.text === 'default');
        const text = [
          ts.getTextOfJSDocComment(comment.comment),
          ...tags.map(tag => `Default: ${String(ts.getTextOfJSDocComment(tag.comment)).replace(/^- /, '')}.`),
        ];
        docs.set(
          `${node.name.text}.${member.name.getText(source)}`,
          text.filter(Boolean).join(' ').replace(/\s+/g, ' '),
        );
      }
    });
  }
  for (const { id, title } of ENGINES) docs.set(`GitOps.${id}`, `Default: ${title} as it is installed by default.`);
  return docs;
}

if (require.main === module) {
  const folder = join(__dirname, '..', 'schemas');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(schemaTexts())) writeFileSync(join(folder, name), text);
}
