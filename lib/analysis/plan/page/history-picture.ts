import type { ApplicationHistory } from '../../../history/application-history';
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
`;
}
