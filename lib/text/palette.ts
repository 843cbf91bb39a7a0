import { html } from './html';

/** The colours of every page, in the light and in the dark. Blue and green are those of the applications, and nothing else's. */
export const PALETTE = html`
:root {
  color-scheme: light dark;
  --page: #ffffff; --raised: #f6f8fb; --line: #d5dce6; --text: #0f172a; --quiet: #52606f; --link: #1d4ed8;
  --blue: #2563eb; --green: #15803d; --other: #7c3aed; --danger: #b91c1c; --danger-ground: #fef2f2;
  --warning: #8a4b08; --warning-ground: #fff7e6; --before: #fdecec; --after: #e7f6ec;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0d1420; --raised: #131c2b; --line: #2b3950; --text: #e6ebf2; --quiet: #a3b0c1; --link: #8ab4ff;
    --blue: #5b8def; --green: #3fae6a; --other: #a78bfa; --danger: #fca5a5; --danger-ground: #33161a;
    --warning: #fcd34d; --warning-ground: #33270d; --before: #3a1d24; --after: #12301f;
  }
}`;
