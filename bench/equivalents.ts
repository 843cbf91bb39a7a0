/** The fleet for tools that start from finished manifests: a Helm chart and a kustomization that make the same objects. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
