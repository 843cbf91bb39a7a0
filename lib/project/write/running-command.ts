import { basename } from 'node:path';

const LONGEST = 200;

/** What this process was started as, such as `bluegreen promote ping`, for those who wait for it or clear up after it. */
export function runningCommand(): string {
  const [, script = 'node', ...args] = process.argv;
  const words = [basename(script), ...args].join(' ').replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
