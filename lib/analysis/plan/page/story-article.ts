import { type Html, html } from '../../../text/html';
import { bySeverity, type Finding, hasError } from '../../check/finding';
import { placeText } from '../../check/report/text';
import { isDangerous } from '../effect-kind';
import type { Effect, Story } from '../story';
import { kindBadge } from './kind-badge';
import { objectDetails } from './object-details';
import { servingFigure } from './serving-figure';
import { valueCell } from './value-cell';

/** What a change does to one application. */
export function storyArticle(story: Story, index: number): Html {
  const { title, effects, findings, objects } = story;
  const { errors, warnings } = bySeverity(findings);
  const danger = hasError(story) || effects.some(({ kind }) => isDangerous(kind));
  return html`<article class="story${danger ? ' danger' : ''}" aria-labelledby="story-${index}">
<h3 id="story-${index}">${title}</h3>
${findingList(errors)}<ul class="effects">
${effects.map(effectItem)}</ul>
${findingList(warnings)}${servingFigure(story)}${effects.map(differences)}${objects && objectDetails(objects)}</article>
`;
}

function effectItem({ kind, text }: Effect): Html {
  return html`<li>${kindBadge(kind)} <span>${text}</span></li>
`;
}

/** What the rules say, each with where, what it does to users and the way out. */
export function findingList(findings: readonly Finding[]): Html | undefined {
  if (!findings.length) return undefined;
  return html`<ul class="findings">
${findings.map(
  finding => html`<li class="${finding.severity}"><p><strong>${finding.severity} ${finding.rule}</strong> ${finding.message}</p>
<p>Users: ${finding.users}</p>
<p>Way out: ${finding.wayOut}</p>
<p class="quiet"><code>${placeText(finding)}</code></p></li>
`,
)}</ul>
`;
}

function differences({ compared, kind, differences: all }: Effect): Html | undefined {
  if (!all.length) return undefined;
  return html`<div class="differences"><table>
<caption>What differs: ${compared ?? kind}</caption>
<thead><tr><th scope="col">Key</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>
${all.map(
  ({
    key,
    before,
    after,
  }) => html`<tr><th scope="row"><code>${key}</code></th>${valueCell('before', before)}${valueCell('after', after)}</tr>
`,
)}</tbody></table></div>
`;
}
