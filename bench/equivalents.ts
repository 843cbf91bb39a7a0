/**
 * The fleet for tools that start from finished manifests: a Helm chart, a program for jsonnet, one for cue and a
 * kustomization that make the same objects.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { APPLICATION, names } from './fleet';

const [FIRST] = names(1) as [string];

/** One object of the first application, as text. */
interface Manifest {
  readonly file: string;
  readonly text: string;
}

/** The manifests of the first application of a fleet that has been synthesized. */
export function manifestsIn(project: string): Manifest[] {
  const folder = join(project, 'dist', 'apps', 'production', FIRST);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.yaml'))
    .sort()
    .map(path => ({ file: basename(path), text: readFileSync(join(folder, path), 'utf8') }));
}

/** A chart that makes these objects for each application in its values; the image tags are values too. */
export function writeChart(folder: string, manifests: readonly Manifest[], size: number): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: fleet\nversion: 1.0.0\n');
  writeFileSync(
    join(folder, 'values.yaml'),
    ['blue: "1.0"', 'green: "2.0"', 'applications:', ...names(size).map(name => `  - ${name}`), ''].join('\n'),
  );
  for (const { file, text } of manifests) {
    const template = text
      .replaceAll(FIRST, '{{ . }}')
      .replaceAll(`${APPLICATION.image}:1.0`, `${APPLICATION.image}:{{ $.Values.blue }}`)
      .replaceAll(`${APPLICATION.image}:2.0`, `${APPLICATION.image}:{{ $.Values.green }}`);
    writeFileSync(join(folder, 'templates', file), `{{- range .Values.applications }}\n---\n${template}{{- end }}\n`);
  }
}

/** A function from a name to these objects, and the list of what it makes of all names, for `jsonnet -y fleet.jsonnet`. */
export function writeJsonnet(folder: string, manifests: readonly Manifest[], size: number): void {
  const objects = objectsOf(manifests).replace(STRING, (_, text: string, colon: string) => {
    const words = text.replaceAll(FIRST, '" + name + "');
    return words === text ? text + colon : colon ? `[${words}]:` : words;
  });
  const list = `local objects(name) = ${objects};\nstd.flattenArrays([objects(name) for name in ${JSON.stringify(names(size))}])\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'fleet.jsonnet'), list);
}

/** The same for `cue export fleet.cue --expression fleet --out text`. */
export function writeCue(folder: string, manifests: readonly Manifest[], size: number): void {
  const objects = objectsOf(manifests).replaceAll(FIRST, '\\(application)');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'fleet.cue'),
    `package fleet
import "encoding/yaml"
#Application: { application: string, objects: ${objects} }
fleet: yaml.MarshalStream([
  for name in ${JSON.stringify(names(size))}
  for object in (#Application & { application: name }).objects { object },
])
`,
  );
}

const STRING = /("(?:[^"\\]|\\.)*")(:?)/g;

function objectsOf(manifests: readonly Manifest[]): string {
  return JSON.stringify(manifests.map(({ text }) => parse(text)));
}

/** A kustomization of one for each application. */
export function writeKustomization(folder: string, manifests: readonly Manifest[], size: number): void {
  for (const name of names(size)) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const { file, text } of manifests) writeFileSync(join(folder, name, file), text.replaceAll(FIRST, name));
    writeResources(
      join(folder, name),
      manifests.map(({ file }) => file),
    );
  }
  writeResources(folder, names(size));
}

function writeResources(folder: string, resources: readonly string[]): void {
  const list = ['resources:', ...resources.map(resource => `  - ${resource}`), ''];
  writeFileSync(join(folder, 'kustomization.yaml'), list.join('\n'));
}
