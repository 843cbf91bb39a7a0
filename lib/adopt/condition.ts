import { NoData } from '../construct/props/analysis';

/** Between which limits a figure is good, and what a measurement without one is. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
  readonly noData: NoData;
  /** Whether NaN and an empty answer were not the same there, so that neither can be said of both. */
  readonly isMixed: boolean;
}

const SUBJECT = String.raw`result(?:\[0\])?`;
const COMPARISON = new RegExp(String.raw`^(${SUBJECT})\s*(>=|<=|==|>|<)\s*(-?\d+(?:\.\d+)?)$`);
const NOT_A_NUMBER = new RegExp(String.raw`^isNaN\(\s*(${SUBJECT})\s*\)$`);
const A_NUMBER = new RegExp(String.raw`^!\s*isNaN\(\s*${SUBJECT}\s*\)$`);
const EMPTY = /^len\(\s*result\s*\)\s*==\s*0$/;
const OPPOSITE: { readonly [operator: string]: string } = { '>=': '<', '<=': '>', '>': '<=', '<': '>=' };

/**
 * The limits that the conditions of a metric of Argo Rollouts amount to; undefined where they ask for more than one number
 * between two limits.
 * https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
 */
export function limitsOf(success: string, failure: string): Limits | undefined {
  const good = success.trim() ? readSuccess(success) : undefined;
  const bad = failure.trim() ? readFailure(failure) : undefined;
  // What is neither good nor bad stops a Rollout until a person decides.
  if ((success.trim() && !good) || (failure.trim() && !bad)) return undefined;
  if (good && bad)
    return JSON.stringify(rangeOf(good.all)) === JSON.stringify(rangeOf(bad.all)) ? limits(good) : undefined;
  const read = good ?? bad;
  return read && limits(read);
}

interface Read {
  /** What holds of a good number. */
  readonly all: readonly Comparison[];
  readonly isNaNGood: boolean;
  readonly isEmptyGood: boolean;
}

interface Comparison {
  readonly subject: string;
  readonly operator: string;
  readonly number: number;
}

// Such as `isNaN(result[0]) || result[0] >= 1 && result[0] <= 2`.
function readSuccess(text: string): Read | undefined {
  const parts = inside(text).split('||').map(inside);
  // Where nothing is there, the rest is not looked at: it would be an error.
  const isEmptyGood = EMPTY.test(parts[0]!);
  const others = isEmptyGood ? parts.slice(1) : parts;
  const [compared, ...more] = others.filter(one => !NOT_A_NUMBER.test(one));
  if (compared === undefined || more.length) return undefined;
  // No comparison with NaN holds, whether that is said or not.
  const all = compared.split('&&').flatMap(one => (A_NUMBER.test(inside(one)) ? [] : [comparisonOf(one)]));
  if (!areComparisons(all)) return undefined;
  return { all, isNaNGood: others.length > 1, isEmptyGood };
}

// Such as `result[0] < 1 || isNaN(result[0])`: a good number is none of these.
function readFailure(text: string): Read | undefined {
  const parts = inside(text).split('||').map(inside);
  const compared = parts.filter(one => !NOT_A_NUMBER.test(one) && !EMPTY.test(one));
  const all = compared.map(comparisonOf).map(one => {
    const operator = OPPOSITE[one?.operator ?? ''];
    return one && operator ? { ...one, operator } : undefined;
  });
  if (!areComparisons(all)) return undefined;
  // What is no failure is a success there, NaN too; what is empty is an error.
  return { all, isNaNGood: compared.length === parts.filter(one => !EMPTY.test(one)).length, isEmptyGood: false };
}

function areComparisons(all: readonly (Comparison | undefined)[]): all is readonly Comparison[] {
  return all.length > 0 && all.every(one => one !== undefined);
}

function limits({ all, isNaNGood, isEmptyGood }: Read): Limits | undefined {
  const range = rangeOf(all);
  if (!range || new Set(all.map(({ subject }) => subject)).size > 1) return undefined;
  // Of a number and no list, there is always one.
  const isOne = all[0]!.subject === 'result';
  if (isOne && isEmptyGood) return undefined;
  const isMixed = !isOne && isNaNGood !== isEmptyGood;
  return { ...range, noData: isMixed ? NoData.WAIT : isNaNGood ? NoData.PASS : NoData.FAIL, isMixed };
}

function rangeOf(all: readonly Comparison[]): { readonly min?: number; readonly max?: number } | undefined {
  let [min, max] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { operator, number } of all) {
    // "min" and "max" are good themselves, and no number is the next one to 0.
    if (number === 0 && (operator === '>' || operator === '<')) return undefined;
    if (operator === '>=' || operator === '==') min = Math.max(min, number);
    if (operator === '<=' || operator === '==') max = Math.min(max, number);
    if (operator === '>') min = Math.max(min, nextTo(number, 1));
    if (operator === '<') max = Math.min(max, nextTo(number, -1));
  }
  if (min > max) return undefined;
  return { ...(Number.isFinite(min) && { min }), ...(Number.isFinite(max) && { max }) };
}

// The next number that a Prometheus can answer, up (1) or down (-1).
function nextTo(number: number, direction: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, number);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(number > 0 ? direction : -direction));
  return view.getFloat64(0);
}

function comparisonOf(text: string): Comparison | undefined {
  const [, subject, operator, number] = COMPARISON.exec(inside(text)) ?? [];
  return subject === undefined ? undefined : { subject, operator: operator!, number: Number(number) };
}

// Without brackets around all of it.
function inside(text: string): string {
  const trimmed = text.trim();
  return /^\([^()]*\)$/.test(trimmed) ? inside(trimmed.slice(1, -1)) : trimmed;
}
