import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { treesOf } from '../../../lib/analysis/manifests/tree';
import { sidesOfFolders } from '../../../lib/cli/comparison/sides';
import { UserError } from '../../../lib/text/user-error';
import { temporaryFolder, writeTree } from '../../folder';

/** A file with a hole, which takes no room on the disk. */
function holed(folder: string, name: string, bytes: number): void {
  const file = openSync(join(folder, name), 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
}

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n';
const GIGABYTE = 1024 ** 3;

test('of a folder only YAML is read, and no file that is larger than any manifest: it is named', () => {
  const folder = temporaryFolder();
  writeTree(folder, { 'web.yaml': SERVICE });
  holed(folder, 'disk.img', 4 * GIGABYTE);
  holed(folder, 'huge.yaml', 4 * GIGABYTE);
  holed(folder, 'kustomization.yaml', 4 * GIGABYTE);
  const before = process.memoryUsage().rss;
  const { head } = treesOf(sidesOfFolders(folder, folder));
  expect(head.manifests.map(({ identity }) => identity.name)).toEqual(['web']);
  expect(head.unreadable.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    'huge.yaml: expected at most 10485760 bytes, got more',
    'kustomization.yaml: expected at most 10485760 bytes, got more',
  ]);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 ** 2);
});

test('more YAML than can be looked at is told in words, before it is in memory', () => {
  const folder = temporaryFolder();
  for (let index = 0; index < 40; index++) holed(folder, `${index}.yaml`, 9 * 1024 ** 2);
  expect(() => sidesOfFolders(undefined, folder)).toThrow(UserError);
  expect(() => sidesOfFolders(undefined, folder)).toThrow('expected at most 268435456 bytes of YAML, got more');
});

test('kustomizations that all list each other are looked at once', () => {
  const folder = temporaryFolder();
  const names = Array.from({ length: 14 }, (_, index) => `f${index}`);
  const text = `resources: [${names.map(name => `../${name}`).join(', ')}]\nnamePrefix: a\n`;
  writeTree(folder, Object.fromEntries(names.map(name => [`${name}/kustomization.yaml`, text])));
  const started = performance.now();
  treesOf(sidesOfFolders(undefined, folder));
  expect(performance.now() - started).toBeLessThan(5000);
});
