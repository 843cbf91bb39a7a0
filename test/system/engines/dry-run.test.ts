import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kubectl } from './cluster';

// This repository's own dist/, whose application `shop` uses every key.

const ROOT = join(__dirname, '..', '..', '..');
const made: string[] = [];

beforeAll(async () => {
  const { environments } = parse(readFileSync(join(ROOT, 'bluegreen.yaml'), 'utf8'));
  for (const { namespace } of Object.values<{ namespace: string }>(environments)) {
    if (await kubectl('get', 'namespace', namespace, '--ignore-not-found')) continue;
    await kubectl('create', 'namespace', namespace);
    made.push(namespace);
  }
});

afterAll(async () => {
  if (made.length) await kubectl('delete', 'namespace', ...made, '--wait=false');
});

test('the API server takes every object of dist/ as it is: no unknown field, no wrong value', async () => {
  const known = await kubectl('api-resources', '--output=name');
  const files = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    // The Gateway API is not part of Kubernetes: where its CRDs are missing, nobody can tell.
    .filter(file => !/\/HTTPRoute\./.test(file) || known.includes('httproutes.gateway.networking.k8s.io'));
  const objects = files.map(file => `--filename=${join(ROOT, 'dist', file)}`);
  const told = await kubectl('apply', '--dry-run=server', '--validate=strict', ...objects);
  expect(told.trim().split('\n')).toHaveLength(files.length);
});
