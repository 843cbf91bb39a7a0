import { jobIn } from '../../cluster/evidence/evidence';
import { measurementsIn } from '../../cluster/measurements/measurements';
import { type Html, html } from '../../text/html';
import type { Shown } from '../application';
import { plot } from './plot';

/** How the gate and the watch stand that git says are to be there. */
export function jobsOf({ situation, companions = [], logs }: Shown): Html | undefined {
  const { jobs } = situation;
  const all = [
    ...jobs.gate.map(name => ({ name, what: 'Gate', of: situation })),
    // Users wait for these too.
    ...companions.flatMap(of => of.jobs.gate.map(name => ({ name, what: `Gate of ${of.current.application}`, of }))),
    ...jobs.watch.map(name => ({ name, what: 'Watch', of: situation })),
  ];
  if (!all.length) return undefined;
  return html`<h3>Gate and watch</h3>
<ul class="jobs">${all.map(({ name, what, of }) => {
    const { state, why, log = logs?.get(name) } = jobIn(of.evidence, name) ?? NOT_KNOWN;
    return html`<li${state === 'failed' ? html` class="failed"` : undefined}>${what} <code>${name}</code>: <b>${state}</b>${why === undefined ? undefined : html`, ${why}`}${log === undefined ? undefined : plots(log)}</li>
`;
  })}</ul>
`;
}

/** What was measured, a plot for each metric. */
function plots(log: string): Html | undefined {
  const all = [...measurementsIn(log)];
  return all.length
    ? html`<div class="plots">
${all.map(([metric, measured]) => plot(metric, measured))}</div>`
    : undefined;
}

const NOT_KNOWN: { readonly state: string; readonly why?: string; readonly log?: string } = { state: 'not known' };
