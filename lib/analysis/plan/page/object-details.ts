import { counted } from '../../../construct/props/counted';
import { type Html, html } from '../../../text/html';
import type { ObjectDiff, ObjectDiffs } from '../object-diff';
import { objectsText } from '../report/object-lines';
import { valueCell } from './value-cell';

/** The objects of a story, key by key, folded. */
export function objectDetails(objects: ObjectDiffs): Html {
  const { shown, more } = objects;
  return html`<details class="objects"><summary>${objectsText(objects)}</summary>
${shown.map(table)}${more ? html`<p class="quiet">and ${counted(more, 'more object')}</p>` : undefined}</details>
`;
}

function table({ object, file, what, differences, moreKeys }: ObjectDiff): Html {
  const name = html`<strong>${object}</strong> ${what} <code class="quiet">${file}</code>`;
  if (!differences.length)
    return html`<p>${name}</p>
`;
  return html`<div class="differences"><table>
<caption>${name}</caption>
<thead><tr><th scope="col">Key</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
${differences.map(
  ({
    key,
    before,
    after,
  }) => html`<tr><th scope="row"><code>${key}</code></th>${valueCell('before', before)}${valueCell('after', after)}</tr>
`,
)}</tbody></table>${moreKeys ? html`<p class="quiet">and ${counted(moreKeys, 'more key')}</p>` : undefined}</div>
`;
}
