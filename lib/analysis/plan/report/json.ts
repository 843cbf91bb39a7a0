import { json } from '../../../text/json';
import type { Safe } from '../../../text/safe';
import type { Plan } from '../story';

/** For scripts. */
export function planJson({ compared, stories, findings, notes }: Plan): Safe<'json'> {
  return json({ compared, stories, findings, notes });
}
