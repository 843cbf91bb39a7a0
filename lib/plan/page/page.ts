import type { ApplicationHistory } from '../../history/application-history';
import { timelineSvg } from '../../history/timeline-svg';
import type { FleetRow } from '../fleet';
import type { Plan } from '../story';
import { summary } from '../summary';
import { fleetTable } from './fleet-table';
import { Html, html } from './html';
import { findingList, storyArticle } from './story-article';
import { PAGE_STYLE } from './style';

/** What a page shows beside the change. */
export interface Surroundings {
  readonly fleet: readonly FleetRow[];
  /** Of the applications that change, or else of all. */
  readonly histories: readonly ApplicationHistory[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A page that needs nothing else: no script, no request, for light and dark, for eyes, keyboards and screen readers. */
export function planPage(plan: Plan, { fleet, histories, now }: Surroundings): string {
  const { compared, stories, findings, notes } = plan;
  const title = summary(plan);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan: ${title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#change">Skip to the change</a>
<header>
<h1>${title}</h1>
<p class="quiet">${compared}</p>
<nav aria-label="Parts of this page"><ul>
<li><a href="#change">The change</a></li>
${fleet.length ? html`<li><a href="#fleet">The fleet</a></li>` : undefined}
${histories.length ? html`<li><a href="#history">History</a></li>` : undefined}
</ul></nav>
</header>
<main>
<section id="change" aria-labelledby="change-heading">
<h2 id="change-heading">The change</h2>
${stories.length ? stories.map(storyArticle) : html`<p>No application gets anything else than it has.</p>`}
${findingList(findings)}${notes.length ? html`<ul>${notes.map(note => html`<li>${note}</li>`)}</ul>` : undefined}
</section>
${fleet.length ? section('fleet', 'The fleet', fleetTable(fleet, new Set(stories.map(({ place }) => place)))) : undefined}
${histories.length ? section('history', 'History', timeline(histories, now)) : undefined}
</main>
<footer><p>Told by <code>bluegreen plan</code> at ${new Date(now).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z. It informs; <code>bluegreen check</code> judges.</p></footer>
</body>
</html>
`.text;
}

function section(id: string, heading: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}</section>
`;
}

// In a page a picture needs no namespace.
function timeline(histories: readonly ApplicationHistory[], now: number): Html {
  const svg = timelineSvg(histories, now).replace(/ xmlns="[^"]*"/, '');
  return html`<div class="scroll history" role="region" aria-labelledby="history-heading" tabindex="0">
${new Html(svg)}</div>
`;
}
