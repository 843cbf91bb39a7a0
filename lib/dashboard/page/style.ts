import { html } from '../../text/html';
import { PALETTE } from '../../text/palette';

/** How the page looks. What a colour is to users is told by shape and word too: full, framed or dashed. */
export const PAGE_STYLE = html`${PALETTE}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
header, main, footer { max-width: 82rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; }
footer { padding-top: 1.5rem; padding-bottom: 2.5rem; color: var(--quiet); font-size: .8125rem; }
h1 { font-size: 1.625rem; line-height: 1.25; margin: 0 0 .375rem; letter-spacing: -.01em; }
h2 { font-size: .9375rem; margin: 2rem 0 .375rem; }
h2::first-letter { text-transform: uppercase; }
h3 { font-size: .875rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; max-width: 80ch; }
ul, ol { margin: .25rem 0; padding-left: 1.25rem; }
time { white-space: nowrap; }
code, kbd { font: .875em ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.quiet { color: var(--quiet); font-weight: 400; }
.tag { display: inline-block; padding: 0 .375rem; border: 1px solid var(--line); border-radius: 4px; color: var(--quiet); font-size: .75rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--page); }
:is(.problems, .lost) {
  margin: .75rem 0 0; padding: .625rem 1rem .625rem 2rem; white-space: pre-line; max-width: none;
  background: var(--danger-ground); border-left: 4px solid var(--danger); border-radius: 4px; }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 1rem 0 0; font-size: .875rem; }
.filter :is(input[type=search], select) { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .5rem; }
.filter input[type=search] { width: 15rem; max-width: 100%; }
.filter fieldset { display: flex; flex-wrap: wrap; gap: .375rem; border: 0; margin: 0; padding: 0; }
.filter legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.filter fieldset input { position: absolute; opacity: 0; }
.filter fieldset span { display: inline-block; padding: .2rem .625rem; border: 1px solid var(--line); border-radius: 999px; cursor: pointer; }
.filter fieldset b { font-weight: 600; color: var(--quiet); }
.filter :checked + span { background: var(--text); border-color: var(--text); color: var(--page); }
.filter :checked + span :is(b, i) { color: inherit; }
.filter :focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px; }
/* The mark of a stage. */
:is(h2, fieldset) i { font-style: normal; margin-right: .375rem; color: var(--quiet); }
:is(.group.needs-a-person > h2, label.needs-a-person) i::before { content: "\\25B2"; color: var(--danger); }
:is(.group.step-due > h2, label.step-due) i::before { content: "\\25B6"; }
:is(.group.waits > h2, label.waits) i::before { content: "\\25D4"; }
:is(.group.differs-from-git > h2, label.differs-from-git) i::before { content: "\\2260"; color: var(--warning); }
:is(.group.under-way > h2, label.under-way) i::before { content: "\\25D0"; }
:is(.group.held > h2, label.held) i::before { content: "\\25A0"; }
:is(.group.to-promote > h2, label.to-promote) i::before { content: "\\25CB"; }
:is(.group.settled > h2, label.settled) i::before { content: "\\2713"; }
.group > ul { list-style: none; padding: 0; margin: 0; border-top: 1px solid var(--line); }
/* Not list-item: for each one that is hidden, a browser counts all that follow anew. */
.app { display: block; border-bottom: 1px solid var(--line); border-left: 3px solid transparent; content-visibility: auto; contain-intrinsic-size: auto 2.25rem; }
.needs-a-person .app { border-left-color: var(--danger); }
summary {
  display: grid; grid-template-columns: minmax(10rem, 2fr) minmax(21rem, 3fr) 8rem minmax(0, 3.4fr); gap: 0 1rem; align-items: center;
  padding: .375rem .75rem .375rem .5625rem; cursor: pointer; list-style: none;
}
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--raised); }
[open] > summary { background: var(--raised); }
summary .why { color: var(--quiet); font-size: .875rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
[open] > summary .why { visibility: hidden; }
.colours { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .25rem .75rem; font-size: .875rem; }
.chip { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
[open] > summary .chip { white-space: normal; overflow: visible; }
.chip > span { color: var(--quiet); font-size: .8125rem; }
.chip.users > span { color: inherit; }
:is(.chip, .card h3) i {
  display: inline-block; width: .6875rem; height: .6875rem; margin-right: .375rem; border: 2px solid var(--other); border-radius: 2px;
}
.blue i { border-color: var(--blue) !important; }
.green i { border-color: var(--green) !important; }
.blue.users i { background: var(--blue); }
.green.users i { background: var(--green); }
.retired i { border-style: dotted !important; }
.new i { border-radius: 50% !important; }
.lanes { display: block; width: 100%; height: 14px; background: linear-gradient(var(--line), var(--line)) center / 100% 1px no-repeat; }
.lanes .blue { fill: var(--blue); }
.lanes .green { fill: var(--green); }
.lanes .idle { fill: var(--quiet); opacity: .6; }
.lanes .back { stroke: #f59e0b; stroke-width: 2px; vector-effect: non-scaling-stroke; }
.more { padding: .25rem .75rem 1.25rem; font-size: .875rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: .75rem; margin-top: .75rem; }
.card { border: 1px dashed var(--line); border-left: 5px solid var(--line); border-radius: 6px; padding: .5rem .875rem; }
.card.blue { border-left-color: var(--blue); }
.card.green { border-left-color: var(--green); }
.card.users { border-top-style: solid; border-right-style: solid; border-bottom-style: solid; background: var(--raised); }
.card h3 { margin: 0; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 .75rem; margin: .25rem 0 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
.large .lanes { height: 28px; }
.ends { display: flex; justify-content: space-between; max-width: none; margin: .125rem 0 .5rem; font-size: .8125rem; }
.happened { list-style: none; padding: 0; font-variant-numeric: tabular-nums; }
.happened .back b, .failed > b { color: var(--warning); }
.jobs { list-style: none; padding: 0; }
.plots { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: .375rem 0 .75rem; }
figure { margin: 0; }
figcaption { font-size: .8125rem; max-width: 22rem; }
.plot { display: block; max-width: 100%; background: var(--raised); border-radius: 4px; }
.plot path { fill: none; stroke-width: 1.5px; }
.plot .line { stroke: var(--text); stroke-linejoin: round; stroke-linecap: round; }
.plot .limit { stroke: var(--danger); stroke-dasharray: 4 3; stroke-width: 1px; }
.plot .outside { stroke: var(--danger); stroke-width: 5px; }
.plot .gap { stroke: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem 1.5rem .3rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { color: var(--quiet); font-weight: 500; }
@media screen and (max-width: 60rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  summary { grid-template-columns: minmax(0, 1fr) 6rem; gap: .125rem .75rem; padding: .5rem; }
  summary .name { grid-column: 1; }
  summary .strip { grid-column: 2; grid-row: 1; }
  summary .colours, summary .why { grid-column: 1 / -1; }
  [open] > summary .why { display: none; }
  .chip { white-space: normal; overflow: visible; }
  .app { contain-intrinsic-size: auto 4.5rem; }
  .filter input[type=search] { width: 100%; }
  .filter > label:first-child { flex: 1 1 100%; }
}
@media print {
  .skip, .filter { display: none; }
  .app { content-visibility: visible; break-inside: avoid; }
  .lanes, .chip i { print-color-adjust: exact; }
}
`;
