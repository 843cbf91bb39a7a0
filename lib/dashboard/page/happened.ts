import type { ApplicationHistory } from '../../history/application-history';
import type { HistoryEvent } from '../../history/event';
import { minute } from '../../history/time-text';
import { type Html, html } from '../../text/html';
import { listed } from '../../text/names';

// What was before, `bluegreen history` tells.
const MOST = 8;

/** What happened last, the newest first. */
export function happened({ events, cutOff }: ApplicationHistory): Html {
  const last = events.slice(-MOST).reverse();
  const rest = events.length - last.length;
  const more = rest
    ? html`<li class="quiet">and ${rest} before, which <kbd>bluegreen history</kbd> tells</li>
`
    : undefined;
  const begins = cutOff
    ? html`<li class="quiet">this clone begins at ${minute(cutOff.date)}: git fetch --unshallow</li>
`
    : undefined;
  if (!last.length && !begins) return html`<p class="quiet">Nothing is committed yet.</p>`;
  return html`<ol class="happened">
${last.map(line)}${more}${begins}</ol>
`;
}

function line({ kind, colour, version, at, commit, together }: HistoryEvent): Html {
  const look = kind === 'rolled back' ? html` class="back"` : undefined;
  return html`<li${look}>${minute(at)} <b>${kind}</b> ${colour} ${version}${together && ` with ${listed(together)}`} <span class="quiet">${commit.author}, ${commit.hash.slice(0, 7)}</span></li>
`;
}
