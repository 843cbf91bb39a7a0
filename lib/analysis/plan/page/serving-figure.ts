import { type Html, html } from '../../../text/html';
import { podsOf, type Server, type Serving } from '../serving';
import type { Story } from '../story';

/** Who serves users before and after, beside each other. */
export function servingFigure({ before, after }: Story): Html | undefined {
  if (!before && !after) return undefined;
  return html`<div class="serving">
${side('Before', before)}
<span class="arrow" aria-hidden="true">→</span>
${side('After', after)}
</div>
`;
}

function side(title: string, serving: Serving | undefined): Html {
  if (!serving) return html`<div><h4>${title}</h4><p class="quiet">nothing is there</p></div>`;
  const { servers, entrances } = serving;
  const through = entrances.length
    ? html`<p class="quiet">Users come through ${entrances.join(' and ')}.</p>`
    : undefined;
  return html`<div><h4>${title}</h4><ul>${servers.map(one)}</ul>${through}</div>`;
}

function one(server: Server): Html {
  const { colour, version, image, live, share } = server;
  const bar =
    live && share !== undefined
      ? html`<span class="bar" aria-hidden="true"><i style="width:${share}%"></i></span>`
      : undefined;
  return html`
<li class="server ${colourClass(colour)}${live ? ' live' : ''}"><b>${colour}</b> ${version ?? image}<br>
<span class="users">${usersOf(server)}</span><span class="quiet">, ${podsOf(server)}</span>${bar}</li>`;
}

function usersOf({ live, share }: Server): string {
  if (!live) return 'no users';
  return share === undefined ? 'some of the users' : share === 100 ? 'all users' : `${share} % of the requests`;
}

/** The class of a colour that has a look of its own. */
export function colourClass(colour: string): string {
  return colour === 'blue' || colour === 'green' ? colour : 'other';
}
