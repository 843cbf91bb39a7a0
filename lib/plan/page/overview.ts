import type { Story } from '../story';
import { type Html, html } from './html';
import { kindBadge } from './kind-badge';

/** Where to find what, of more than one thing that changes; the dangerous first, as they come. */
export function overview(stories: readonly Story[]): Html | undefined {
  if (stories.length < 2) return undefined;
  return html`<nav aria-label="What changes"><ol class="overview">
${stories.map(line)}</ol></nav>
`;
}

function line({ title, effects, findings }: Story, index: number): Html {
  const kinds = [...new Set(effects.map(({ kind }) => kind))];
  const errors = findings.some(({ severity }) => severity === 'error');
  return html`<li><a href="#story-${index}">${title}</a> ${errors ? html`<span class="kind danger">error</span> ` : undefined}${kinds.map(kind => html`${kindBadge(kind)} `)}</li>
`;
}
