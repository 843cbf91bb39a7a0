import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../../../bench/measure';
import { appsOf, bareNode, promotionToOtherSettings, rowsFor } from '../../../bench/rows';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every program that the bench compares does its work, and the naive one makes as many objects of each kind', () => {
  const rows = [bareNode(folder), ...rowsFor(1, folder), ...appsOf(1, join(folder, 'apps'))];
  for (const row of rows) expect(run(row)).toBeGreaterThan(0);

  const kinds = (title: string) => {
    const dist = join(rows.find(row => row.title === title)!.folder, 'dist');
    return readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.yaml'))
      .map(path => basename(path).split('.')[0])
      .sort();
  };
  expect(kinds('naive cdk8s program')).toEqual(kinds('this project'));
  expect(kinds('this project')).toHaveLength(16);
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
