import type { FigureRow } from '../../history/figures/delivery-figures';
import { figuresOf, medianText, shareText, UNKNOWN_TO_GIT } from '../../history/figures/figures-text';
import type { Period } from '../../history/figures/period';
import { minute } from '../../history/time-text';
import { type Html, html } from '../../text/html';

/** DORA's measures of whole environments and groups; those of single applications stand with these. */
export function figuresTable(rows: readonly FigureRow[], { from }: Period): Html | undefined {
  const shown = rows.filter(({ application }) => application === undefined);
  if (!shown.length) return undefined;
  return html`<section aria-labelledby="deliveries">
<h2 id="deliveries">Deliveries since ${minute(from)}</h2>
<div class="scroll" role="region" aria-labelledby="deliveries" tabindex="0"><table>
<thead><tr><th scope="col">of</th><th scope="col">deployments</th><th scope="col">a week</th><th scope="col">lead time</th><th scope="col">rolled back</th><th scope="col">time to restore</th></tr></thead>
<tbody>${shown.map(
    row => html`<tr><th scope="row">${nameOf(row)}</th><td>${row.deployments}</td><td>${row.perWeek.toFixed(1)}</td><td>${medianText(row.leadTime)}</td><td>${shareText(row)}</td><td>${medianText(row.timeToRestore)}</td></tr>
`,
  )}</tbody></table></div>
<p class="quiet">${UNKNOWN_TO_GIT}</p>
</section>
`;
}

function nameOf(row: FigureRow): string {
  return row.group === undefined ? figuresOf(row) : `${figuresOf(row)} in ${row.environment}`;
}
