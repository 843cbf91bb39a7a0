import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from './scenarios';
import type { Seen } from './stage';

const PAGE = join(__dirname, '..', '..', 'docs', 'live-engines.md');
const HEADING = '## What was seen';

/** One scenario on one engine. */
export interface Row extends Seen {
  readonly scenario: Scenario;
}

/** Puts a run's results at the end of docs/live-engines.md, in place of those of an earlier run. */
export function writeTable(rows: readonly Row[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const before = page.slice(0, page.indexOf(HEADING));
  writeFileSync(PAGE, `${before}${HEADING}\n\n${aligned([HEAD, ...rows.map(cells)])}\n`);
}

const HEAD = ['scenario', 'outcome', 'engine', 'seconds', 'requests', 'lost'];

function cells({ scenario, engine, seconds, sent, lost }: Row): string[] {
  return [
    scenario.name,
    scenario.outcome,
    engine,
    seconds.map(Math.round).join(', ') || '–',
    String(sent),
    String(lost.length),
  ];
}

function aligned(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
