import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../../../bench/measure';
import { appsOf, bareNode, promotionToOtherSettings, rowsFor } from '../../../bench/rows';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every program that the bench compares does its work, and the naive one makes as many objects of each kind, as large', () => {
  const rows = [bareNode(folder), ...rowsFor(1, folder), ...appsOf(1, join(folder, 'apps'))];
  for (const row of rows) expect(run(row)).toBeGreaterThan(0);

  const folderOf = (title: string) => rows.find(row => row.title === title)!.folder;
  const files = (title: string) => {
    const dist = join(folderOf(title), 'dist');
    return readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.yaml'))
      .map(path => join(dist, path));
  };
  const kinds = (title: string) =>
    files(title)
      .map(path => basename(path).split('.')[0])
      .sort();
  expect(kinds('naive cdk8s program')).toEqual(kinds('this project'));
  expect(kinds('this project')).toHaveLength(16);
  const bytes = (paths: readonly string[]) => paths.reduce((sum, path) => sum + readFileSync(path).length, 0);
  const [ours, naive] = [bytes(files('this project')), bytes(files('naive cdk8s program'))];
  expect(Math.abs(naive / ours - 1)).toBeLessThan(0.1);
  const apps = join(folder, 'apps');
  const [construct, plain] = ['construct', 'plain'].map(by => bytes([join(apps, by, 'app-0001.k8s.yaml')]));
  expect(Math.abs(plain! / construct! - 1)).toBeLessThan(0.1);
});

test('a promotion that is measured again begins where the first one began', () => {
  const row = promotionToOtherSettings(join(folder, 'promotion'));
  const found = () => {
    row.prepare!();
    return readdirSync(join(row.folder, 'dist'), { recursive: true }).sort();
  };
  const first = found();
  run(row);
  expect(found()).toEqual(first);
});
