import * as z from 'zod/mini';
import { isTimeZone } from './time-zone';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

// Kubernetes knows no 7 for Sunday.
const FIELDS: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: MONTHS },
  { least: 0, most: 6, names: DAYS },
];
const SHORT = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every ([0-9]+h)?([0-9]+m)?([0-9]+s)?(?<! ))$/;

/**
 * When a CronJob starts a run, as its controller reads it: a line that it can't read is refused by no plan of a change,
 * but when it is applied, after the gate.
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export const cronSchedule = z
  .string()
  .check(
    z.refine(
      isSchedule,
      'a line of cron, such as "30 3 * * 1-5": minute, hour, day of the month, month, day of the week',
    ),
  );

/** A time zone by its name, as Kubernetes takes it: capitals count. */
export const timeZone = z
  .string()
  .check(z.refine(isCapitalized, 'the name of a time zone, such as "Europe/Berlin" or "Etc/UTC"'));

function isSchedule(line: string): boolean {
  if (SHORT.test(line)) return true;
  const fields = line.trim().split(/\s+/);
  return fields.length === FIELDS.length && fields.every((text, index) => isField(text, FIELDS[index]!));
}

function isField(text: string, field: Field): boolean {
  return text.split(',').every(part => {
    const [range, step, ...more] = part.split('/');
    if (more.length || (step !== undefined && !/^0*[1-9][0-9]*$/.test(step))) return false;
    if (range === '*' || range === '?') return true;
    const ends = range!.split('-').map(word => numberOf(word, field));
    return ends.length < 3 && ends.every(end => end >= ends[0]!);
  });
}

function numberOf(word: string, { least, most, names }: Field): number {
  const named = names?.indexOf(word.toLowerCase()) ?? -1;
  const number = named >= 0 ? named + (least === 1 ? 1 : 0) : /^[0-9]+$/.test(word) ? Number(word) : Number.NaN;
  return number >= least && number <= most ? number : Number.NaN;
}

function isCapitalized(name: string): boolean {
  return /^[A-Z][-+\w]*(\/[A-Z][-+\w]*)*$/.test(name) && isTimeZone(name);
}
