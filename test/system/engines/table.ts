import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIOS, type Scenario } from './scenarios';
import type { Seen } from './stage';
import type { TakenBack } from './taken-back';

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

const TAKEN_BACK = '## A release that fails under users';

/** Writes what became of a release that failed, once in each round, into the table of that chapter. */
export function recordTakenBack(rounds: readonly (readonly TakenBack[])[]): void {
  const [before, chapter, after] = readFileSync(PAGE, 'utf8').split(
    new RegExp(`^${TAKEN_BACK}\\n([^]*?)(?=^## )`, 'm'),
  );
  const each = rounds[0]!.map((_, index) => rounds.map(round => round[index]!));
  const rows = MOMENTS.map(({ what, of }) => [what, ...each.map(some => inRounds(some.map(of)))]);
  const text = chapter!.replace(/^\|.*\n/gm, '').trimEnd();
  const table = aligned([['', ...each.map(([one]) => one!.who)], ...rows]);
  writeFileSync(PAGE, `${before}${TAKEN_BACK}\n${text}\n\n${table}\n\n${after}`);
}

// Words are the same each time, or it would not have passed.
const inRounds = (cells: readonly string[]) => (/^\d/.test(cells[0]!) ? cells.join(', ') : cells[0]!);

const seconds = (from: number | undefined, to: number | undefined) =>
  from === undefined || to === undefined ? '–' : `${Math.round((to - from) / 1000)}`;

const MOMENTS: readonly { readonly what: string; readonly of: (one: TakenBack) => string }[] = [
  { what: 'the deploy is pushed, to the commit that promotes', of: one => seconds(one.deployed, one.promoted) },
  { what: 'that commit, to users on it', of: one => seconds(one.promoted, one.reached) },
  { what: 'the deploy is pushed, to users on it', of: one => seconds(one.deployed, one.reached) },
  { what: 'first bad answer, to the failed analysis', of: one => seconds(one.firstBad, one.failed) },
  { what: 'failed analysis, to the commit that takes it back', of: one => seconds(one.failed, one.rolledBack) },
  { what: 'that commit, to the last bad answer', of: one => seconds(one.rolledBack, one.lastBad) },
  { what: 'failed analysis, to the last bad answer', of: one => seconds(one.failed, one.lastBad) },
  { what: 'first bad answer, to the last', of: one => seconds(one.firstBad, one.lastBad) },
  { what: 'requests in that time', of: one => `${one.requests}` },
  { what: 'of which failed', of: one => `${one.bad}` },
  { what: 'users are on', of: one => `release ${one.live}` },
  { what: 'git says', of: one => `release ${one.inGit}` },
  { what: 'told there', of: one => one.told },
];

function cells({ name, outcome }: Scenario, { engine, seconds, sent, lost, apart, messages }: Seen): string[] {
  const requests = messages === undefined ? `${sent}` : `${sent}, ${messages} messages`;
  const moved = seconds.map(Math.round).join(', ') || '–';
  const took = apart ? `${moved}; ${apart.map(one => one.toFixed(1)).join(', ')} apart` : moved;
  return [name, outcome, engine, took, requests, `${lost.length}`];
}

function rowsIn(table: string): string[][] {
  const lines = table.split('\n').filter(line => line.startsWith('|'));
  const rows = lines.slice(2).map(line => line.split('|').slice(1, -1));
  return rows.map(row => row.map(cell => cell.trim()));
}

function aligned(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
