/**
 * `npm run bench`: how long this project takes and how much memory it needs, beside other programs that do the same.
 * Ends with exit code 1 when a target is missed. See README.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measure, type Row } from './measure';
import { bareNode, rowsFor } from './rows';
import { table } from './table';
import { TARGETS } from './targets';

// A short run needs more rounds until its median stands still.
const ROUNDS: ReadonlyArray<readonly [size: number, rounds: number]> = [
  [1, 15],
  [100, 5],
  [1000, 3],
];

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const measured = new Map<Row, Measured>();
  for (const [size, rounds] of ROUNDS) {
    const rows = [...(size === 1 ? [bareNode(folder)] : []), ...rowsFor(size, folder)];
    console.error(`${size.toLocaleString('en')} applications: ${rounds} rounds of ${rows.length} programs`);
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
  const find = (title: string, size: number): Measured =>
    [...measured].find(([row]) => row.title === title && row.size === size)![1];
  return table([
    ['', 'at most', 'reached', ''],
    ...TARGETS.map(({ title, most, unit, reached }) => {
      const value = reached(find);
      const kept = value <= most;
      if (!kept) process.exitCode = 1;
      return [title, `${most}${unit}`, `${value.toFixed(unit === 'x' ? 2 : 0)}${unit}`, kept ? 'kept' : 'MISSED'];
    }),
  ]);
}
