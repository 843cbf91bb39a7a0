/**
 * `npm run bench`: how long this project takes and how much memory it needs, beside other programs that do the same.
 * Ends with exit code 1 when a target is missed. See README.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measure, type Row } from './measure';
import {
  appsOf,
  bareNode,
  checked,
  checkedInPipeline,
  promotion,
  promotionOfAll,
  promotionToOtherSettings,
  rowsFor,
  thisProject,
  toolRows,
} from './rows';
import { table } from './table';
import { TARGETS } from './targets';

// Rows of one group run in turn. A short run needs more rounds until its median stands still.
const GROUPS: ReadonlyArray<readonly [title: string, rounds: number, rows: (folder: string) => Row[]]> = [
  ['1 application', 15, folder => [bareNode(folder), ...rowsFor(1, folder), ...toolRows(join(folder, 'tool'))]],
  ['100 applications', 5, folder => rowsFor(100, folder)],
  ['Apps of 100', 9, folder => appsOf(100, join(folder, 'apps-100'))],
  ['300 applications', 1, folder => rowsFor(300, folder)],
  ['1,000 applications', 7, folder => rowsFor(1000, folder)],
  [
    'promotions',
    7,
    folder => [
      ...[1, 10_000].map(size => promotion(size, join(folder, `promotion-${size}`))),
      promotionToOtherSettings(join(folder, 'promotion-to-other-settings')),
    ],
  ],
  [
    'checks',
    5,
    folder => [
      ...[1, 1000, 10_000].map(size => checked(size, join(folder, `check-${size}`))),
      ...[1, 10_000].map(size => checkedInPipeline(size, join(folder, `check-of-commits-${size}`))),
    ],
  ],
  ['all of 1,000 promoted', 3, folder => promotionOfAll(1000, join(folder, 'promotion-of-all'))],
  ['10,000 applications', 1, folder => [thisProject(10_000, join(folder, 'large'))]],
];

// What this machine has no command for.
const NOT_MEASURED: Measured = { seconds: Number.NaN, megabytes: Number.NaN };

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const measured = new Map<Row, Measured>();
  for (const [title, rounds, rowsIn] of GROUPS) {
    const rows = rowsIn(folder);
    console.error(`${title}: ${rounds} rounds of ${rows.length} programs`);
    for (const [row, result] of measure(rows, rounds)) measured.set(row, result);
  }
  console.log(`${results(measured)}\n\n${targets(measured)}`);
} finally {
  rmSync(folder, { recursive: true });
}

function results(measured: ReadonlyMap<Row, Measured>): string {
  const [bare] = [...measured.values()] as [Measured];
  return table([
    ['', 'applications', 'seconds', 'x bare node', 'peak MB'],
    ...[...measured].map(([{ title, size }, { seconds, megabytes }]) => [
      title,
      size ? size.toLocaleString('en') : '-',
      seconds.toFixed(3),
      (seconds / bare.seconds).toFixed(1),
      megabytes?.toFixed(0) ?? '-',
    ]),
  ]);
}

function targets(measured: ReadonlyMap<Row, Measured>): string {
  const find = (title: string, size: number) =>
    [...measured].find(([row]) => row.title === title && row.size === size)?.[1] ?? NOT_MEASURED;
  return table([
    ['', 'at most', 'reached', ''],
    ...TARGETS.map(({ title, most, unit, reached }) => {
      const value = reached(find);
      if (Number.isNaN(value)) return [title, `${most}${unit}`, '-', 'not measured'];
      const kept = value <= most;
      if (!kept) process.exitCode = 1;
      return [title, `${most}${unit}`, `${value.toFixed(unit === 'x' ? 2 : 0)}${unit}`, kept ? 'kept' : 'MISSED'];
    }),
  ]);
}
