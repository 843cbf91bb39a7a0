import { html } from '../../../text/html';
import { PALETTE } from '../../../text/palette';

/** How the page looks, in the light and in the dark; it goes with the timeline. */
export const PAGE_STYLE = html`${PALETTE}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  /* A digest is one word. */
  overflow-wrap: anywhere;
}
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--quiet); font-size: .875rem; }
h1 { font-size: 1.875rem; line-height: 1.25; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.375rem; margin: 3rem 0 1rem; }
h3 { font-size: 1.125rem; margin: 0; }
h4 { font-size: .8125rem; margin: 0 0 .5rem; color: var(--quiet); text-transform: uppercase; letter-spacing: .06em; }
p { margin: .25rem 0; }
a { color: var(--link); }
kbd { white-space: nowrap; }
code, kbd { font: .875em ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; border-radius: 4px; }
.quiet { color: var(--quiet); }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--page); }
header ul { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; margin: 1rem 0 0; list-style: none; }
.story { border: 1px solid var(--line); border-radius: 12px; margin: 0 0 1.25rem; padding: 1.25rem 1.5rem; background: var(--page); }
.story.danger { border-color: var(--danger); }
.effects, .findings { list-style: none; margin: .75rem 0 0; padding: 0; }
.effects > li { margin: .5rem 0; display: grid; grid-template-columns: 8.5rem 1fr; gap: .25rem 1rem; align-items: baseline; }
.overview { margin: 0 0 1.25rem; padding: 0 0 0 2.5rem; columns: 20rem; column-gap: 3.5rem; }
.overview li { padding: .125rem 0; break-inside: avoid; }
.overview a { margin-right: .375rem; }
.kind {
  display: inline-block; justify-self: start; padding: .05rem .6rem; border: 1px solid var(--line); border-radius: 999px;
  background: var(--raised); font-size: .8125rem; font-weight: 650; white-space: nowrap;
}
.kind.danger { border-color: var(--danger); color: var(--danger); background: var(--danger-ground); }
.kind.moves { border-color: var(--text); background: var(--text); color: var(--page); }
.findings > li { margin: .75rem 0 0; padding: .75rem 1rem; border-left: 4px solid; border-radius: 4px; }
.findings .error { border-color: var(--danger); background: var(--danger-ground); }
.findings .warning { border-color: var(--warning); background: var(--warning-ground); }
.findings strong { display: inline-block; margin-right: .25rem; }
.findings .error strong { color: var(--danger); }
.findings .warning strong { color: var(--warning); }
.serving { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: 1rem; align-items: center; margin: 1.25rem 0 0; }
.serving > .arrow { font-size: 1.5rem; color: var(--quiet); }
.serving ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.server { border: 1px dashed var(--line); border-left: 6px solid var(--other); border-radius: 8px; padding: .5rem .875rem; }
.server.blue { border-left-color: var(--blue); }
.server.green { border-left-color: var(--green); }
.server.live { border-style: solid; background: var(--raised); }
.server b { margin-right: .25rem; }
.server .users { font-weight: 650; }
.server .bar { display: block; height: 6px; margin-top: .375rem; border-radius: 3px; background: var(--line); overflow: hidden; }
.server .bar i { display: block; height: 100%; background: var(--other); }
.server.blue .bar i { background: var(--blue); }
.server.green .bar i { background: var(--green); }
.scroll { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .9375rem; }
caption { text-align: left; color: var(--quiet); padding: 0 0 .375rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; font-size: .8125rem; }
tbody th { font-weight: 600; }
.differences { margin-top: 1.25rem; }
.differences th { width: 34%; }
.differences td { width: 33%; }
.differences td.before { background: var(--before); }
.differences td.after { background: var(--after); }
.objects { margin-top: 1.25rem; }
.objects summary { cursor: pointer; }
.dot { display: inline-block; width: .75rem; height: .75rem; margin-right: .375rem; border-radius: 50%; border: 2px solid var(--other); }
.dot.blue { border-color: var(--blue); }
.dot.green { border-color: var(--green); }
.dot.live.blue { background: var(--blue); }
.dot.live.green { background: var(--green); }
.dot.live.other { background: var(--other); }
/* A caption stays in sight where its table is wider than the screen. */
.fleet caption span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 3rem); }
.fleet :is(td, thead th) { white-space: nowrap; }
.fleet th:first-child { position: sticky; left: 0; background: var(--page); max-width: 12rem; overflow-wrap: break-word; }
.history { margin-top: .75rem; }
.changed th:first-child { box-shadow: inset 4px 0 0 var(--text); }
.history svg { min-width: 72rem; border: 1px solid var(--line); border-radius: 12px; }
@media screen and (max-width: 44rem) {
  header, main, footer { padding-left: 1rem; padding-right: 1rem; }
  h1 { font-size: 1.5rem; }
  .story { padding: 1rem; }
  .serving { grid-template-columns: 1fr; }
  .serving > .arrow { transform: rotate(90deg); justify-self: center; }
  .effects > li { grid-template-columns: minmax(0, 1fr); }
  .overview { padding-left: 1.5rem; }
  /* The key above its two values. */
  .differences :is(table, caption, thead, tbody) { display: block; }
  .differences tr { display: grid; grid-template-columns: 1fr 1fr; }
  .differences :is(th, td) { width: auto; }
  .differences :is(th:first-child) { grid-column: 1 / -1; border-bottom: 0; padding-left: 0; }
}
@media print {
  :root { color-scheme: light; }
  .skip, header nav { display: none; }
  :is(h2, h3, caption) { break-after: avoid; }
  :is(tr, .server, .findings > li, .history) { break-inside: avoid; }
  .kind, .dot, .bar, .bar i, .before, .after { print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .fleet { font-size: .75rem; }
  .fleet table { font-size: inherit; }
  .fleet :is(td, thead th) { white-space: normal; overflow-wrap: break-word; }
  .fleet .since { white-space: nowrap; }
  .fleet :is(th, td) { padding: .25rem .5rem; }
  .history svg { min-width: 0; }
}
`;
