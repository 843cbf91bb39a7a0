/**
 * The program that somebody writes who knows cdk8s and has no need of ours: the same objects by plain cdk8s-plus, one
 * App for each application, written by cdk8s. `node naive-program.js <size> <folder> <script of the gate>`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import { names } from './fleet';
import { plainApplication } from './plain-application';

const [size, folder, gate] = process.argv.slice(2) as [string, string, string];
const script = readFileSync(gate, 'utf8');
for (const name of names(Number(size))) {
  const app = new App({ outdir: join(folder, name), yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
  plainApplication(new Chart(app, name, { namespace: 'demo' }), name, script);
  app.synth();
}
