import type { LiveState } from '../cluster/drift/live-state';
import { liveText } from '../cluster/drift/live-state';
import { COLOURS, type Colour } from '../construct/props/colour';
import { parseImage, shortDigest } from '../construct/props/image';
import type { ColourSituation, Situation } from '../release/situation';
import { seen } from '../text/seen';
import { lines, type Terminal } from '../text/terminal';

const HEAD = ['APPLICATION', 'ENVIRONMENT', 'BLUE', 'GREEN', 'NEXT'];

/** A table of where applications stand, a line each; a star marks each colour that users are on. */
export function statusText(situations: readonly Situation[], live: readonly LiveState[] = []): Terminal {
  if (!situations.length) return lines(['nothing to show']);
  const rows = situations.map(situation =>
    [
      situation.application,
      situation.environment,
      ...COLOURS.map(colour => cell(situation, colour)),
      [...situation.next, ...undeployed(situation)].join(', '),
    ].map(seen),
  );
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  const below = situations.map(({ environment, application }) => {
    const drift = live.find(
      candidate => candidate.environment === environment && candidate.application === application,
    );
    return drift ? liveText(drift).map(text => `  ${text}`) : [];
  });
  return lines([line(HEAD), ...rows.flatMap((row, index) => [line(row), ...below[index]!])]);
}

function cell(situation: Situation, colour: Colour): string {
  const runs = situation[colour];
  if (!runs) return '-';
  const { active, overlap, weight } = situation;
  const size = runs.retired ? `retired, ${runs.pods}` : String(runs.pods);
  const share = weight === undefined ? '' : `, ${active === colour ? 100 - weight : weight} %`;
  return `${active === colour || overlap || weight ? '* ' : '  '}${imageWords(runs)} (${size}${share})`;
}

/** `2.0`, or with a digest `2.0@sha256:0123456789ab`. */
function imageWords({ version, image }: ColourSituation): string {
  const digest = parseImage(image)?.digest;
  return `${version ?? ''}${digest ? `@${shortDigest(digest)}` : version === undefined ? image : ''}`;
}

function undeployed({ undeployed }: Situation): string[] {
  return undeployed.length ? [`spec has moved on: ${undeployed.join(', ')}`] : [];
}
