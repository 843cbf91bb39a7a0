import type { Plan } from '../story';

/** For scripts. */
export function planJson({ compared, stories, findings, notes }: Plan): string {
  return `${JSON.stringify({ compared, stories, findings, notes }, null, 2)}\n`;
}
