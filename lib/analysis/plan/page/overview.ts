import { type Html, html } from '../../../text/html';
import { hasError } from '../../check/finding';
import type { Story } from '../story';
import { kindBadge } from './kind-badge';

/** Where to find what, of more than one thing that changes; the dangerous first, as they come. */
export function overview(stories: readonly Story[]): Html | undefined {
  if (stories.length < 2) return undefined;
  return html`<nav aria-label="What changes"><ol class="overview">
${stories.map(line)}</ol></nav>
`;
}

function line(story: Story, index: number): Html {
  const { title, effects } = story;
  const kinds = [...new Set(effects.map(({ kind }) => kind))];
  return html`<li><a href="#story-${index}">${title}</a> ${hasError(story) ? html`<span class="kind danger">error</span> ` : undefined}${kinds.map(kind => html`${kindBadge(kind)} `)}</li>
`;
}
