import type { LiveState } from '../../cluster/drift/live-state';
import { liveText } from '../../cluster/drift/live-state';
import { COLOURS, type Colour } from '../../construct/props/colour';
import { parseImage, shortDigest } from '../../construct/props/image';
import { askedText } from '../../construct/resolve/quota';
import type { ApplicationStatus, ColourStatus, GroupStatus, WorkerStatus } from '../../release/status';
import { listed } from '../../text/names';
import { seen } from '../../text/seen';
import { lines, type Terminal } from '../../text/terminal';
import { type Told, toldText } from '../advance/told';
import type { LiveWatch } from './watches';

const HEAD = ['APPLICATION', 'ENVIRONMENT', 'BLUE', 'GREEN', 'NEXT'];

/** A table of where applications stand, a line each; a star marks each colour that users are on. */
export function statusText(
  statuses: readonly ApplicationStatus[],
  live: readonly LiveState[] = [],
  delivery: readonly Told[] = [],
  watches: readonly LiveWatch[] = [],
): Terminal {
  if (!statuses.length) return lines(['nothing to show']);
  const rows = statuses.map(status =>
    [
      status.application,
      status.environment,
      ...COLOURS.map(colour => cell(status, colour)),
      [...status.next, ...undeployed(status)].join(', '),
    ].map(seen),
  );
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  const below = statuses.map(({ environment, application, group, alone, quota, watch, workers }) => {
    const isHere = (one: { readonly environment: string; readonly application: string }) =>
      one.environment === environment && one.application === application;
    const drift = live.find(isHere);
    return [
      ...(group ? [`  ${groupText(group)}${alone === undefined ? '' : `; moved alone: ${alone}`}`] : []),
      ...workerLines(workers),
      ...(watch === undefined ? [] : [`  watched by Job ${watch}${watchText(watches.find(isHere))}`]),
      ...quotaLines(quota),
      ...(drift ? liveText(drift).map(text => `  ${text}`) : []),
      ...delivery.filter(isHere).map(told => `  by itself: ${toldText(told)}`),
    ];
  });
  return lines([line(HEAD), ...rows.flatMap((row, index) => [line(row), ...below[index]!])]);
}

function watchText(watch: LiveWatch | undefined): string {
  if (!watch) return '';
  const { state, why } = watch;
  if (state === undefined) return ': it is not there yet';
  return state === 'failed'
    ? why === undefined
      ? ': it failed'
      : `: it failed: ${seen(why).replace(/^failed: /, '')}`
    : `: it ${WORDS[state]}`;
}

const WORDS = { running: 'runs', passed: 'passed' };

function groupText({ name, others }: GroupStatus): string {
  return `in the group ${name}, with ${listed(others)}: all move once the gates of all have passed`;
}

function workerLines(workers: readonly WorkerStatus[] = []): string[] {
  const each = workers.map(({ name, pods, schedule }) => `${name} (${schedule ?? pods})`);
  return each.length ? [`  workers: ${each.join(', ')}`] : [];
}

function quotaLines(quota: ApplicationStatus['quota']): string[] {
  if (!quota) return [];
  const most = quota.most ? `at most for ${askedText(quota.most)}` : 'for more as whoever scales says';
  return [`  asks a quota for ${askedText(quota.now)}; ${most}`];
}

function cell(status: ApplicationStatus, colour: Colour): string {
  const runs = status[colour];
  if (!runs) return '-';
  const { active, overlap, weight } = status;
  const size = runs.retired ? `retired, ${runs.pods}` : runs.preview ? `looked at, ${runs.pods}` : String(runs.pods);
  const share = weight === undefined ? '' : `, ${active === colour ? 100 - weight : weight} %`;
  return `${active === colour || overlap || weight ? '* ' : '  '}${imageWords(runs)} (${size}${share})`;
}

/** `2.0`, or with a digest `2.0@sha256:0123456789ab`. */
function imageWords({ version, image }: ColourStatus): string {
  const digest = parseImage(image)?.digest;
  return `${version ?? ''}${digest ? `@${shortDigest(digest)}` : version === undefined ? image : ''}`;
}

function undeployed({ undeployed }: ApplicationStatus): string[] {
  return undeployed.length ? [`spec has moved on: ${undeployed.join(', ')}`] : [];
}
