import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIOS, type Scenario } from './scenarios';
import type { Seen } from './stage';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'live-engines.md');
const HEADING = '## What was seen';
const HEAD = ['scenario', 'outcome', 'engine', 'seconds', 'requests', 'lost'];

/** Writes what a scenario showed into the table at the end of docs/live-engines.md; other rows stay. */
export function record(scenario: Scenario, seen: readonly Seen[]): void {
  const [before, table] = readFileSync(PAGE, 'utf8').split(HEADING);
  const isNew = ([name, , engine]: readonly string[]) =>
    name === scenario.name && seen.some(one => one.engine === engine);
  const kept = rowsIn(table!).filter(row => !isNew(row));
  const rows = [...kept, ...seen.map(one => cells(scenario, one))];
  const place = ([name]: readonly string[]) => SCENARIOS.findIndex(one => one.name === name);
  rows.sort((one, other) => place(one) - place(other) || one[2]!.localeCompare(other[2]!));
  writeFileSync(PAGE, `${before}${HEADING}\n\n${aligned([HEAD, ...rows])}\n`);
}

function cells({ name, outcome }: Scenario, { engine, seconds, sent, lost }: Seen): string[] {
  return [name, outcome, engine, seconds.map(Math.round).join(', ') || '–', `${sent}`, `${lost.length}`];
}

function rowsIn(table: string): string[][] {
  const lines = table.split('\n').filter(line => line.startsWith('|'));
  const rows = lines.slice(2).map(line => line.split('|').slice(1, -1));
  return rows.map(row => row.map(cell => cell.trim()));
}

function aligned(rows: readonly string[][]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
