/**
 * An App of somebody else's with a chart for each application, by our construct or by plain cdk8s-plus, written by cdk8s.
 * `node app-program.js <construct|plain> <size> <folder> <script of the gate>`.
 */
import { readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { BlueGreenApplication, Colour } from '../build/construct';
import { APPLICATION, names } from './fleet';
import { plainApplication } from './plain-application';

const [by, size, folder, gate] = process.argv.slice(2) as [string, string, string, string];
const script = readFileSync(gate, 'utf8');
const { image, ...settings } = APPLICATION;
const app = new App({ outdir: folder });
for (const name of names(Number(size))) {
  const chart = new Chart(app, name, { namespace: 'demo' });
  if (by === 'plain') plainApplication(chart, name, script);
  else {
    new BlueGreenApplication(chart, name, {
      ...settings,
      active: Colour.BLUE,
      blue: { image: `${image}:1.0` },
      green: { image: `${image}:2.0` },
    });
  }
}
app.synth();
