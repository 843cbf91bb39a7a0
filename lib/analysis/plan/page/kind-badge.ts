import { type Html, html } from '../../../text/html';
import { type EffectKind, isDangerous, movesUsers } from '../effect-kind';

/** What kind of effect it is, in a word; the dangerous ones and those that move users have a look of their own. */
export function kindBadge(kind: EffectKind): Html {
  const look = isDangerous(kind) ? ' danger' : movesUsers(kind) ? ' moves' : '';
  return html`<span class="kind${look}">${kind}</span>`;
}
