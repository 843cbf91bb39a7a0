import { createHash } from 'node:crypto';
import { counted } from '../../construct/props/counted';
import { figureRows } from '../../history/figures/delivery-figures';
import { periodOf, since, USUALLY_SINCE } from '../../history/figures/period';
import { minute } from '../../history/time-text';
import { type Html, html } from '../../text/html';
import { type Fleet, type Shown, STAGES, type Stage, stageOf } from '../application';
import { entry } from './entry';
import { figuresTable } from './figures-table';
import { PAGE_SCRIPT } from './script';
import { PAGE_STYLE } from './style';

/** How a page learns that there is a newer one, where a server has it. */
export interface Refresh {
  /** What this one is known by. */
  readonly version: string;
  /** How long it waits before it asks again. */
  readonly seconds: number;
}

/**
 * Where all applications stand, on a page that needs nothing else: it asks for nothing, and runs no script but its own.
 * @param refresh by default it stays as it is
 */
export function dashboardPage(fleet: Fleet, refresh?: Refresh): Html {
  const { applications, groups: moving, commit, seen, isSeen, problems, now } = fleet;
  const histories = applications.map(({ history }) => history);
  const period = periodOf(histories, since(USUALLY_SINCE, now)!, now);
  const figures = figureRows(histories, period, moving);
  const ofOne = figures.filter(({ application }) => application !== undefined);
  const byPlace = new Map(ofOne.map(row => [`${row.environment}/${row.application}`, row]));
  const groups = STAGES.flatMap(stage => {
    const there = applications.filter(shown => stageOf(shown) === stage);
    return there.length ? [{ stage, there }] : [];
  });
  const environments = [...new Set(applications.map(({ status }) => status.environment))];
  const title = headline(applications.length, groups[0]?.stage === STAGES[0] ? groups[0].there.length : 0, isSeen);
  const one = (shown: Shown) => {
    const { environment, application } = shown.status;
    return entry(shown, { period, figures: byPlace.get(`${environment}/${application}`) });
  };
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${refresh ? LIVE_POLICY : PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}</style>
</head>
<body${refresh && html` data-version="${refresh.version}" data-seconds="${refresh.seconds}"`}>
<a class="skip" href="#applications">Skip to the applications</a>
<header>
<div class="told"><h1>${title}</h1>
<p class="quiet">${counted(applications.length, 'application')} in ${counted(environments.length, 'environment')}${commit && html`, by commit <code>${commit.slice(0, 7)}</code>`}. ${seen} Told at <time datetime="${new Date(now).toISOString()}">${minute(now)}</time>; all times are UTC.</p>
${
  problems.length
    ? html`<ul class="problems">${problems.map(text => html`<li>${text}</li>`)}</ul>
`
    : undefined
}</div>
<p class="lost" role="status" hidden></p>
${filterForm(groups, environments)}</header>
<main id="applications">
${groups.map(
  ({ stage, there }) => html`<section class="group ${slug(stage)}" aria-labelledby="${slug(stage)}">
<h2 id="${slug(stage)}"><i></i>${stage} <span class="quiet">${there.length}</span></h2>
<ul>
${there.map(one)}</ul></section>
`,
)}<p class="empty" hidden>Nothing fits.</p>
${figuresTable(figures, period)}</main>
<footer><p>Told by <kbd>bluegreen status</kbd>. It only tells: every change is a commit.</p></footer>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function headline(count: number, calling: number, isSeen: boolean): string {
  if (!count) return 'No application is deployed yet';
  if (!calling) return isSeen ? 'No application needs a person' : 'Git knows of no application that needs a person';
  return `${calling} of ${counted(count, 'application')} ${calling === 1 ? 'needs' : 'need'} a person`;
}

function filterForm(
  groups: ReadonlyArray<{ readonly stage: Stage; readonly there: readonly Shown[] }>,
  environments: readonly string[],
): Html {
  return html`<form class="filter" role="search" hidden>
<label>Find <input type="search" name="find" autocomplete="off" spellcheck="false" placeholder="name, version, reason"></label>
<label>Environment <select name="environment"><option value="">all</option>${environments.map(
    name => html`<option>${name}</option>`,
  )}</select></label>
<fieldset><legend>Stands</legend>${groups.map(
    ({
      stage,
      there,
    }) => html`<label class="${slug(stage)}"><input type="checkbox" name="stage" value="${stage}"><span><i></i>${stage} <b>${there.length}</b></span></label>
`,
  )}</fieldset>
<output aria-live="polite"></output>
</form>
`;
}

function slug(stage: Stage): string {
  return stage.replaceAll(' ', '-');
}

const ALLOWED = [
  "default-src 'none'",
  `style-src '${hashOf(PAGE_STYLE)}'`,
  `script-src '${hashOf(PAGE_SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
];

/** What the page may do: look as it does, and run this one script. */
export const PAGE_POLICY = ALLOWED.join('; ');

/** The same where it asks the server that it came from for a newer one. */
export const LIVE_POLICY = [...ALLOWED, "connect-src 'self'"].join('; ');

function hashOf({ text }: Html): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
