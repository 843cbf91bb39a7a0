import { html } from '../../text/html';

/** How the timeline looks, in the light and in the dark. */
export const TIMELINE_STYLE = html`
.timeline { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
.timeline .page { fill: #ffffff; }
.timeline .stripe { fill: #f6f8fb; }
.timeline text { fill: #0f172a; }
.timeline .heading { font-size: 20px; font-weight: 650; }
.timeline .name { font-size: 13px; font-weight: 600; }
.timeline .quiet { fill: #5b6779; }
.timeline .grid { stroke: #e3e8ef; }
.timeline .now { stroke: #5b6779; stroke-dasharray: 2 3; }
.timeline .lane { stroke: #e3e8ef; stroke-width: 2; stroke-linecap: round; }
.timeline .label { font-weight: 600; }
.timeline .blue.live { fill: #2563eb; }
.timeline .green.live { fill: #15803d; }
.timeline .blue.idle, .timeline .blue.retired { fill: #dbe8fe; stroke: #5b8def; }
.timeline .green.idle, .timeline .green.retired { fill: #dcf5e4; stroke: #3c9a5f; }
.timeline .retired { stroke-dasharray: 3 3; }
.timeline text.on-live { fill: #ffffff; }
.timeline .promoted { fill: #0f172a; }
.timeline .rolled-back { fill: #f59e0b; stroke: #92400e; }
.timeline .removed { stroke: #0f172a; stroke-width: 2; stroke-linecap: round; }
@media screen and (prefers-color-scheme: dark) {
  .timeline .page { fill: #0d1420; }
  .timeline .stripe { fill: #131c2b; }
  .timeline text { fill: #e6ebf2; }
  .timeline .quiet { fill: #9aa7b8; }
  .timeline .grid, .timeline .lane { stroke: #243044; }
  .timeline .now { stroke: #9aa7b8; }
  .timeline .blue.idle, .timeline .blue.retired { fill: #16264b; stroke: #4672d0; }
  .timeline .green.idle, .timeline .green.retired { fill: #0f2e1c; stroke: #3d8a5b; }
  .timeline .promoted { fill: #e6ebf2; }
  .timeline .rolled-back { stroke: #fcd34d; }
  .timeline .removed { stroke: #e6ebf2; }
}`;
