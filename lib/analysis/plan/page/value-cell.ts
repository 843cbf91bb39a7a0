import { type Html, html } from '../../../text/html';

/** A value on one side. */
export function valueCell(side: 'before' | 'after', value: string | undefined): Html {
  if (value === undefined) return html`<td class="quiet">(none)</td>`;
  return html`<td class="${side}"><code>${value}</code></td>`;
}
