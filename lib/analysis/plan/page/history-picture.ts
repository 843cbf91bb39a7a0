import type { ApplicationHistory } from '../../../history/application-history';
import { type FigureRow, figureRows } from '../../../history/figures/delivery-figures';
import { figuresOf, medianText, shareText, UNKNOWN_TO_GIT } from '../../../history/figures/figures-text';
import { periodOf, since, USUALLY_SINCE } from '../../../history/figures/period';
import { minute } from '../../../history/time-text';
import { timelineSvg } from '../../../history/timeline/timeline-svg';
import { type Html, html } from '../../../text/html';

// More rows than this, and nobody looks at a timeline.
const MOST_ROWS = 20;

/** The timeline, and what it does not show. */
export function historyPicture(histories: readonly ApplicationHistory[], now: number): Html {
  const shown = histories.slice(0, MOST_ROWS);
  const count =
    shown.length < histories.length ? ` Shown are ${shown.length} of ${histories.length} applications.` : '';
  return html`<p class="quiet">As commits had it, up to where the change starts; the change itself is not in it. When a cluster followed, git does not know: <kbd>bluegreen status --live</kbd> tells where one is.${count}</p>
<div class="scroll history" role="region" aria-labelledby="history-heading" tabindex="0">
${timelineSvg(shown, now, 'in a page')}</div>
${figures(shown, now)}`;
}

function figures(histories: readonly ApplicationHistory[], now: number): Html {
  const period = periodOf(histories, since(USUALLY_SINCE, now)!, now);
  return html`<h3 id="figures-heading">Deliveries since ${minute(period.from)}</h3>
<div class="scroll fleet" role="region" aria-labelledby="figures-heading" tabindex="0"><table>
<caption><span>${UNKNOWN_TO_GIT}</span></caption>
<thead><tr><th scope="col">of</th><th scope="col">deployments</th><th scope="col">a week</th><th scope="col">lead time</th><th scope="col">rolled back</th><th scope="col">time to restore</th></tr></thead>
<tbody>${figureRows(histories, period).map(figureLine)}</tbody></table></div>
`;
}

function figureLine(row: FigureRow): Html {
  const { environment, application } = row;
  const name = application === undefined ? figuresOf(row) : `${environment}/${application}`;
  return html`<tr><th scope="row">${name}</th><td>${row.deployments}</td><td>${row.perWeek.toFixed(1)}</td><td>${medianText(row.leadTime)}</td><td>${shareText(row)}</td><td>${medianText(row.timeToRestore)}</td></tr>
`;
}
