import { readyPods } from '../../cluster/drift/live-colour';
import { COLOURS, type Colour, otherColour } from '../../construct/props/colour';
import { counted } from '../../construct/props/counted';
import type { Decision, Step } from '../../delivery/decision';
import type { FigureRow } from '../../history/figures/delivery-figures';
import { medianText, shareText } from '../../history/figures/figures-text';
import type { Period } from '../../history/figures/period';
import { day, minute } from '../../history/time-text';
import { type Html, html } from '../../text/html';
import { listed } from '../../text/names';
import { isByItself, type Role, roleOf, type Shown, stageOf, versionOf } from '../application';
import { happened } from './happened';
import { jobsOf } from './jobs';
import { lanes } from './lanes';

/** What stands beside an application. */
interface Beside {
  readonly period: Period;
  readonly figures: FigureRow | undefined;
}

/** One application in one environment: a line, and all that is known of it once that is opened. */
export function entry(shown: Shown, { period, figures }: Beside): Html {
  const { status, decision, history } = shown;
  const { environment, application, active } = status;
  const strip = lanes(history, period);
  return html`<li class="app" id="${environment}/${application}" data-environment="${environment}" data-stage="${stageOf(shown)}"><details>
<summary><span class="name"><b>${application}</b> <span class="quiet">${environment}</span>${status.group && html` <span class="tag">${status.group.name}</span>`}</span>
<span class="colours">${[active, otherColour(active)].map(colour => chip(shown, colour))}</span>
<span class="strip">${strip}</span>
<span class="why">${whyOf(decision)}</span></summary>
<div class="more">
${next(shown)}${drift(shown)}<div class="cards">${COLOURS.map(colour => card(shown, colour))}</div>
${jobsOf(shown)}<h3>History</h3>
<div class="large">${strip}<p class="ends quiet"><span>${day(period.from)}</span><span>${day(period.until)}</span></p></div>
${happened(history)}${figures && figureLine(figures)}</div></details></li>
`;
}

function chip(shown: Shown, colour: Colour): Html {
  const runs = shown.status[colour];
  const role = roleOf(shown, colour);
  if (!runs || !role) return html`<span class="chip quiet">nothing on ${colour}</span>`;
  const { weight, active } = shown.status;
  const share = weight ? `, ${colour === active ? 100 - weight : weight} %` : '';
  const version = versionOf(runs);
  return html`<span class="chip ${colour} ${kebab(role)}" title="${version}"><i></i>${colour} <b>${version}</b> <span>${role}${share}</span></span> `;
}

function next(shown: Shown): Html {
  const { status, decision, situation } = shown;
  const { hold } = situation.current.state ?? {};
  const who = isByItself(shown) ? 'By itself' : 'Left to people';
  const again =
    decision.kind === 'waits' && decision.again !== undefined
      ? html`; looks again at <time datetime="${new Date(decision.again).toISOString()}">${minute(decision.again)}</time>`
      : undefined;
  const lines = [
    html`<p><b>${who}</b>: ${whyOf(decision)}${again}</p>
`,
    ...(decision.kind === 'calls'
      ? [
          html`<p><b>Way out</b>: ${decision.wayOut}</p>
`,
        ]
      : []),
    ...(hold === undefined
      ? []
      : [
          html`<p><b>Held</b>: ${hold}</p>
`,
        ]),
    ...facts(shown).map(
      text => html`<p class="quiet">${text}</p>
`,
    ),
    ...(status.next.length
      ? [
          html`<p class="quiet">People may do: ${status.next.join(', ')}</p>
`,
        ]
      : []),
  ];
  return html`${lines}`;
}

/** What is due or waited for, and why. */
function whyOf(decision: Decision): string {
  if (!('step' in decision)) return decision.why;
  return `${STEPS[decision.step]} ${decision.kind === 'due' ? 'is due' : 'waits'}: ${decision.why}`;
}

const STEPS: Readonly<Record<Step, string>> = {
  promote: 'promotion',
  rollback: 'rollback',
  retire: 'retirement',
  contract: 'contract migration',
  giveUp: 'end of what nobody promoted',
};

function facts({ status }: Shown): string[] {
  const { group, alone, undeployed, uncommitted, workers = [], services = [] } = status;
  const each = workers.map(({ name, pods, schedule }) => `${name} (${schedule ?? pods})`);
  return [
    ...(group
      ? [`Group ${group.name}: moves together with ${listed(group.others)}, once the gates of all have passed.`]
      : []),
    ...(group && alone !== undefined ? [`Moved without the others: ${alone}`] : []),
    ...(uncommitted ? ['The release file differs from the last commit.'] : []),
    ...(undeployed.length ? [`The spec has moved on: ${undeployed.join(', ')}.`] : []),
    ...(each.length ? [`Workers: ${each.join(', ')}.`] : []),
    ...(services.length ? [`Services that move with that of users: ${services.join(', ')}.`] : []),
  ];
}

function drift({ live }: Shown): Html | undefined {
  if (!live?.differences.length) return undefined;
  return html`<h3>The cluster</h3>
<ul>${live.differences.map(({ text }) => html`<li>${text}</li>`)}</ul>
`;
}

function card(shown: Shown, colour: Colour): Html {
  const { status, live, history } = shown;
  const runs = status[colour];
  const role = roleOf(shown, colour);
  if (!runs || !role) return html`<div class="card"><h3>${colour}</h3><p class="quiet">nothing is deployed</p></div>`;
  const stretch = history.tenures.findLast(tenure => tenure.colour === colour)?.stretches.at(-1);
  const seen = live?.[colour];
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    ['release', runs.release],
    ['image', runs.image],
    ['pods', seen ? readyPods(seen.pods) : counted(runs.pods, 'pod')],
    ['since', stretch && minute(stretch.from)],
  ];
  return html`<div class="card ${colour} ${kebab(role)}"><h3><i></i>${colour} ${versionOf(runs)}</h3><p>${CARD_ROLES[role]}${runs.preview ? ', at a smaller size' : ''}</p>
<dl>${rows.map(([key, value]) => (value === undefined ? undefined : html`<dt>${key}</dt><dd>${value}</dd>`))}</dl></div>`;
}

const CARD_ROLES: Readonly<Record<Role, string>> = {
  users: 'users are on it',
  new: 'users were never on it',
  'way back': 'users were on it: the way back',
  retired: 'retired',
};

function figureLine(row: FigureRow): Html {
  return html`<p class="quiet">${counted(row.deployments, 'deployment')}, ${row.perWeek.toFixed(1)} a week; lead time ${medianText(row.leadTime)}; rolled back ${shareText(row)}; time to restore ${medianText(row.timeToRestore)}</p>
`;
}

function kebab(role: Role): string {
  return role.replace(' ', '-');
}
