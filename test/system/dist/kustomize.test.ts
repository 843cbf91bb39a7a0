import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const APPS = join(__dirname, '..', '..', '..', 'dist', 'apps');

const manifests = readdirSync(APPS, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
const units = [...new Set(manifests.map(({ parentPath }) => relative(APPS, parentPath)))].sort();

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const built = kubectl ? test : test.skip;
const skipped = kubectl ? '' : ' (skipped: there is no kubectl on this machine)';

// As Flux does it: a folder without a kustomization gets one that lists its YAML files.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#generating-a-kustomizationyaml-file
built.each(units)(`kubectl kustomize builds %s, with every object as it was written${skipped}`, unit => {
  const folder = mkdtempSync(join(tmpdir(), 'kustomize-'));
  try {
    cpSync(join(APPS, unit), folder, { recursive: true });
    const resources = readdirSync(folder).filter(file => file.endsWith('.yaml'));
    const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
    writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));

    const output = execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' });
    const objects = parseAllDocuments(output).map(document => document.toJS());
    const written = resources.map(file => parse(readFileSync(join(APPS, unit, file), 'utf8')));
    expect(objects).toHaveLength(written.length);
    expect(objects).toEqual(expect.arrayContaining(written));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('each unit is the path of one Kustomization of Flux, and no Kustomization has a path without objects', () => {
  const flux = join(APPS, '..', 'flux');
  const paths = readdirSync(flux, { recursive: true, encoding: 'utf8' })
    .filter(file => /\/.*\/Kustomization\./.test(file))
    .map(file => parse(readFileSync(join(flux, file), 'utf8')).spec.path);
  expect(paths.sort()).toEqual(units.map(unit => `./dist/apps/${unit}`));
});

test('under dist/apps there are Kubernetes objects as YAML, one a file, and nothing else', () => {
  expect(units.length).toBeGreaterThan(0);
  for (const { parentPath, name } of manifests) {
    const object = parse(readFileSync(join(parentPath, name), 'utf8'));
    expect(name).toBe(`${object.kind}.${object.metadata.name}.k8s.yaml`);
  }
});
