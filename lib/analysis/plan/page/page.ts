import type { ApplicationHistory } from '../../../history/application-history';
import { minute } from '../../../history/time-text';
import { type Html, html } from '../../../text/html';
import { bySeverity } from '../../check/finding';
import type { FleetRow } from '../fleet';
import type { Plan } from '../story';
import { summary } from '../summary';
import { fleetTable } from './fleet-table';
import { historyPicture } from './history-picture';
import { overview } from './overview';
import { findingList, storyArticle } from './story-article';
import { PAGE_STYLE } from './style';

/** What a page shows beside the change. */
export interface Surroundings {
  readonly fleet: readonly FleetRow[];
  /** What was before the change: of the applications that change, the dangerous first; or else of all. */
  readonly histories: readonly ApplicationHistory[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A page that needs nothing else: no script, no request, for light and dark, for eyes, keyboards and screen readers. */
export function planPage(plan: Plan, { fleet, histories, now }: Surroundings): Html {
  const { compared, stories, findings, notes } = plan;
  const title = summary(plan);
  const { errors, warnings } = bySeverity(findings);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan${stories.length === 1 ? ` of ${stories[0]!.title}` : ''}: ${title}</title>
<style>${PAGE_STYLE}</style>
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
${findingList(errors)}${overview(stories)}${stories.length ? stories.map(storyArticle) : html`<p>No application gets anything else than it has.</p>`}
${findingList(warnings)}${notes.length ? html`<ul>${notes.map(note => html`<li>${note}</li>`)}</ul>` : undefined}
</section>
${fleet.length ? section('fleet', 'The fleet', fleetTable(fleet, new Set(stories.map(({ place }) => place)))) : undefined}
${histories.length ? section('history', 'History before the change', historyPicture(histories, now)) : undefined}
</main>
<footer><p>Told by <kbd>bluegreen plan</kbd> at ${minute(now)}. It informs; <kbd>bluegreen check</kbd> judges.</p></footer>
</body>
</html>
`;
}

// A browser would ask for an icon, if nothing else.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function section(id: string, heading: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}</section>
`;
}
