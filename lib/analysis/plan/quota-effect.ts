import { type Asked, askedByPod, askedText, times, together } from '../../construct/resolve/quota';
import { reachOf } from '../topology/autoscaler';
import type { Colour } from '../topology/model';
import type { ApplicationView } from './application-view';
import type { Effect } from './story';

/** That both colours together ask for more or less than before; nothing where their containers ask for nothing. */
export function quotaEffect(before: ApplicationView, after: ApplicationView): Effect[] {
  const [was, is] = [askedIn(before), askedIn(after)];
  const asks = [was, is].some(({ now: { cpu, memory } }) => cpu > 0 || memory > 0);
  const [said, then] = [text(is), text(was)];
  return asks && said !== then
    ? [{ kind: 'quota', text: `both colours ask for ${said}; before: ${then}`, differences: [] }]
    : [];
}

interface Asking {
  readonly now: Asked;
  /** With autoscalers at their most; undefined where none adds pods. */
  readonly most?: Asked;
}

function askedIn({ application: { colours } }: ApplicationView): Asking {
  const all = (pods: (colour: Colour) => number) =>
    together(colours.map(colour => times(pods(colour), askedByPod(colour.template['spec']))));
  const now = all(({ size }) => Number(size) || 0);
  const most = all(({ autoscaler, size }) => (size && autoscaler ? reachOf(autoscaler).most : Number(size) || 0));
  return most.pods > now.pods ? { now, most } : { now };
}

function text({ now, most }: Asking): string {
  return `${askedText(now)}${most ? ` (at most ${askedText(most)})` : ''}`;
}
