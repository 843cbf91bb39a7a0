import type { FleetRow } from '../fleet';
import { type Html, html } from './html';
import { colourClass } from './serving-figure';

/** All applications, as they are after the change. */
export function fleetTable(rows: readonly FleetRow[], changed: ReadonlySet<string>): Html {
  return html`<div class="scroll fleet" role="region" aria-labelledby="fleet-caption" tabindex="0"><table>
<caption id="fleet-caption"><span>Applications as they are after the change; a filled dot is the colour that users are on</span></caption>
<thead><tr><th scope="col">Application</th><th scope="col">Environment</th><th scope="col">Users are on</th><th scope="col">Beside it</th><th scope="col">Live for</th><th scope="col">This change</th></tr></thead>
<tbody>
${rows.map(row => line(row, changed.has(row.place)))}</tbody></table></div>
`;
}

function line({ place, colours, since }: FleetRow, isChanged: boolean): Html {
  const [environment, application] = place.split('/');
  const [live, others] = [
    colours.filter(({ state }) => state === 'live'),
    colours.filter(({ state }) => state !== 'live'),
  ];
  const names = (some: typeof colours) =>
    some.length
      ? some.map(
          ({ colour, release, state }, index) =>
            html`${index ? html`<br>` : undefined}<span class="dot ${colourClass(colour)} ${state}" aria-hidden="true"></span>${colour} ${release}${state === 'retired' ? ', retired' : ''}`,
        )
      : html`<span class="quiet">nothing</span>`;
  return html`<tr${isChanged ? html` class="changed"` : undefined}><th scope="row">${application}</th><td>${environment}</td><td>${names(live)}</td><td>${names(others)}</td><td>${since ?? ''}</td><td>${isChanged ? 'changes' : ''}</td></tr>
`;
}
