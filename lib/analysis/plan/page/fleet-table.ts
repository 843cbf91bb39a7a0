import { type Html, html } from '../../../text/html';
import type { FleetRow } from '../fleet';
import { colourClass } from './serving-figure';

/** All applications, by environment, as they are after the change. */
export function fleetTable(rows: readonly FleetRow[], changed: ReadonlySet<string>): Html {
  const sorted = [...rows].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const isDated = rows.some(({ since }) => since !== undefined);
  const times = isDated
    ? html`. Times are those of commits; where a cluster is, <kbd>bluegreen status --live</kbd> tells`
    : undefined;
  return html`<div class="scroll fleet" role="region" aria-labelledby="fleet-heading" tabindex="0"><table>
<caption><span>As the files say after the change; a filled dot is the colour that users are on${times}</span></caption>
<thead><tr><th scope="col">Application</th><th scope="col">Environment</th><th scope="col">Users are on</th><th scope="col">Beside it</th>${isDated ? html`<th scope="col">Active since</th>` : undefined}<th scope="col">This change</th></tr></thead>
<tbody>
${sorted.map(row => line(row, changed.has(row.place), isDated))}</tbody></table></div>
`;
}

// So that "production" comes before "production-eu".
function sortKey({ place }: FleetRow): string {
  return place.replace('/', '\0');
}

function line({ place, colours, since }: FleetRow, isChanged: boolean, isDated: boolean): Html {
  const [environment, application] = place.split('/');
  const [live, others] = [
    colours.filter(({ state }) => state === 'live'),
    colours.filter(({ state }) => state !== 'live'),
  ];
  const names = (some: typeof colours) =>
    some.length
      ? some.map(
          ({ colour, release, state, share, isEmpty }, index) =>
            html`${index ? html`<br>` : undefined}<span class="dot ${colourClass(colour)} ${state}" aria-hidden="true"></span>${colour} ${release}${share === undefined ? '' : `, ${share} %`}${isEmpty ? ', no pods' : ''}${state === 'retired' ? ', retired' : ''}`,
        )
      : html`<span class="quiet">nothing</span>`;
  return html`<tr${isChanged ? html` class="changed"` : undefined}><th scope="row">${application}</th><td>${environment}</td><td>${names(live)}</td><td>${names(others)}</td>${isDated ? html`<td class="since">${since ?? ''}</td>` : undefined}<td>${isChanged ? 'changes' : ''}</td></tr>
`;
}
