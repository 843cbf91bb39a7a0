import { COLOURS, Colour } from '../construct/props/colour';
import { counted } from '../construct/props/counted';
import { parseImage } from '../construct/props/image';
import { NOTED_BY_VERBS } from '../construct/props/keys';
import type { ColourProps } from '../construct/props/release';
import { sharedProps } from '../construct/resolve/application';
import { type Candidate, frozen } from '../construct/resolve/freeze';
import type { Release } from '../construct/resolve/release';
import { podsOf } from '../construct/resolve/size';
import { isShared } from '../construct/resolve/traffic';
import { pathText } from '../construct/validate/problem';
import { problemsOfImage } from '../construct/validate/rules/image';
import { problemsWhenNew } from '../construct/validate/rules/refused-when-new';
import type { ReleaseFile } from '../project/files/files';
import {
  type ApplicationState,
  followers,
  idleOf,
  named,
  releaseOf,
  same,
  staying,
  trafficIsUncommitted,
} from './application-state';
import { refusedWhileShared } from './guards';
import { openConnections } from './open-connections';
import { nothing, type Outcome, refused } from './outcome';

/** What to deploy: an image, or a tag of the spec's repository. */
export interface Wanted extends Omit<Candidate, 'image' | 'count' | 'raised' | 'preview'> {
  readonly image?: string;
  readonly tag?: string;
  /**
   * Whether pods that run just this already are to restart.
   * @default false
   */
  readonly again?: boolean;
  /**
   * Whether it has full size at once, whatever `idle.preview` says.
   * @default false
   */
  readonly full?: boolean;
}

/** What is so just now, beyond what the files say. */
interface Now {
  /**
   * How many pods the active colour has in the cluster.
   * @default - nobody asked
   */
  readonly livePods?: number;
  /**
   * Whether users left the idle colour a short while ago.
   * @default false
   */
  readonly justLeft?: boolean;
}

/**
 * Freezes spec and image as a release on the idle colour, at full size.
 */
export function deploy(
  current: ApplicationState,
  wanted: Wanted,
  colour?: Colour,
  { livePods, justLeft }: Now = {},
): Outcome {
  const { application, spec, state } = current;
  const image = imageOf(current, wanted);
  if (typeof image !== 'string') return image;
  const allowLatest = wanted.allowLatest ?? spec.allowLatest;
  const [problem] = problemsOfImage(image, allowLatest);
  if (problem)
    return refused(problem.message, `${problem.fix ?? 'name the image with its tag'}, or say --allow-latest`);

  const raised = raisedTo(current, wanted, livePods);
  const preview = isLookedAt(current, wanted, livePods);
  const candidate = { ...wanted, image, allowLatest, preview, ...(raised !== undefined && { raised }) };
  const freeze = (count?: number) =>
    frozen(application, sharedProps(spec), spec.service?.port, { ...candidate, ...(count !== undefined && { count }) });
  const entry = freeze(wanted.again ? countOf(state) : undefined);
  // What is deployed is frozen, and later only warned of.
  const [bad] = problemsWhenNew(entry, application);
  const refusal =
    bad && refused(`${pathText(bad.path)}: ${bad.message}`, bad.fix ?? `mend it in ${current.files.spec}`);
  if (!state) {
    if (refusal) return refusal;
    const first = { active: colour ?? Colour.BLUE, [colour ?? Colour.BLUE]: entry };
    return {
      kind: 'change',
      edits: { created: first },
      effect: `the first release: ${named(first.active, releaseOf({ ...current, state: first }, first.active))}, and ${followers(current)} are on it`,
      notes: migrating(releaseOf({ ...current, state: first }, first.active)!),
      next: ['status'],
    };
  }
  const idle = idleOf(state);
  if (colour === state.active) {
    return refused(
      `${named(colour, releaseOf(current, colour))} is active: users are on it`,
      `deploy to ${idle}, and promote it once it is tested`,
    );
  }
  if (trafficIsUncommitted(current)) {
    return refused(
      `the promotion to ${state.active} is not committed yet, so ${idle} may still serve users`,
      'commit the promotion first, and deploy in a later commit',
    );
  }
  if (isShared(state)) return refusedWhileShared(application, idle);
  const present = releaseOf(current, idle);
  const after = { ...current, state: { ...state, [idle]: entry } };
  const release = releaseOf(after, idle)!;
  const live = livePods === undefined ? [] : liveNotes(current, release, raised, livePods);
  const isSame = present && state[idle] && same(content(state[idle]), content(entry));
  if (isSame && !wanted.again)
    return resized({ ...current, state }, { raised, preview }, [...missing(state, image), ...live]);
  if (refusal) return refusal;
  return {
    kind: 'change',
    edits: [{ kind: 'set', path: [idle], value: entry }],
    effect: `${idle} gets ${release.version ?? release.image}${before(present, isSame)}, with ${counted(podsOf(release), 'pod')}; ${staying(current)}`,
    notes: [
      ...migrating(release),
      ...missing(state, image),
      ...live,
      ...lookedAt(after),
      ...mirrored(after),
      ...(justLeft && present?.ports.length && podsOf(present) ? [openConnections(idle)] : []),
    ],
    next: ['promote'],
  };
}

function before(present: Release | undefined, isSame: boolean | undefined): string {
  if (isSame) return ' again, in pods that restart';
  return present ? ` in place of ${present.version ?? present.image}` : '';
}

// The idle colour has the very content: what may differ is how many pods it starts with.
function resized(
  current: ApplicationState & { readonly state: ReleaseFile },
  { raised, preview }: Pick<Candidate, 'raised' | 'preview'>,
  notes: readonly string[],
): Outcome {
  const { state } = current;
  const idle = idleOf(state);
  const { retired, preview: previewBefore, raised: raisedBefore, ...entry } = state[idle]!;
  const present = releaseOf(current, idle)!;
  // What has full size already keeps it.
  const looked = Boolean(preview && (retired || previewBefore));
  if (!retired && raised === raisedBefore && looked === Boolean(previewBefore)) {
    return nothing(`${named(idle, present)} runs just this already`);
  }
  const next: ColourProps = { ...entry, ...(looked && { preview: true }), ...(raised !== undefined && { raised }) };
  const release = releaseOf({ ...current, state: { ...state, [idle]: next } }, idle)!;
  const grows = podsOf(release) < podsOf(present) ? 'shrinks' : 'grows';
  const path = [idle, 'raised'];
  return {
    kind: 'change',
    edits: [
      ...(retired === undefined ? [] : [{ kind: 'remove', path: [idle, 'retired'] } as const]),
      ...(previewBefore === undefined || looked ? [] : [{ kind: 'remove', path: [idle, 'preview'] } as const]),
      ...(looked && !previewBefore ? [{ kind: 'set', path: [idle, 'preview'], value: true } as const] : []),
      ...(raised === undefined || raised === raisedBefore ? [] : [{ kind: 'set', path, value: raised } as const]),
      ...(raised === undefined && raisedBefore !== undefined ? [{ kind: 'remove', path } as const] : []),
    ],
    effect: `${named(idle, release)} ${grows} from ${counted(podsOf(present), 'pod')} to ${podsOf(release)}; ${staying(current)}`,
    notes: [
      ...notes,
      ...lookedAt({ ...current, state: { ...state, [idle]: next } }),
      ...(retired ? mirrored({ ...current, state }) : []),
    ],
    next: ['promote'],
  };
}

function lookedAt(after: ApplicationState & { readonly state: ReleaseFile }): string[] {
  const idle = idleOf(after.state);
  const { preview, ...whole } = after.state[idle]!;
  if (!preview) return [];
  const full = releaseOf({ ...after, state: { ...after.state, [idle]: whole } }, idle)!;
  return [
    `${idle} is only looked at: the first commit of its promotion raises it to ${counted(podsOf(full), 'pod')}, the second one moves users`,
  ];
}

// What a release gets of users' requests without having users.
function mirrored({ spec, state }: ApplicationState & { readonly state: ReleaseFile }): string[] {
  const mirror = spec.route?.mirror;
  if (!mirror) return [];
  return [
    `until it is retired ${idleOf(state)} gets copies of ${mirror.percent} % of the requests that "route.mirror" names`,
  ];
}

// The first release has users at once; and who says how many pods there are to be, or that all users may come, means full size.
function isLookedAt({ spec, state }: ApplicationState, wanted: Wanted, livePods: number | undefined): boolean {
  const isFull = wanted.full || wanted.replicas !== undefined || livePods !== undefined;
  return state !== undefined && spec.idle?.preview !== undefined && !isFull;
}

// Users who come from many pods must not meet the few that an autoscaler starts with.
function raisedTo(
  { spec: { autoscaling } }: ApplicationState,
  { replicas }: Wanted,
  livePods: number | undefined,
): number | undefined {
  if (!autoscaling || autoscaling.external || replicas !== undefined || livePods === undefined) return undefined;
  return livePods > autoscaling.min ? livePods : undefined;
}

function liveNotes(
  { state }: ApplicationState,
  release: Release,
  raised: number | undefined,
  livePods: number,
): string[] {
  const { active } = state!;
  const idle = idleOf(state!);
  const has = `${active} has ${counted(livePods, 'pod')} now`;
  if (raised !== undefined) return [`${has}, so ${idle} starts with as many; the retire after the promotion ends that`];
  if (podsOf(release) >= livePods) return [];
  if (release.autoscaling?.external) {
    return [
      `${has}, and ${idle} is to have ${podsOf(release)}: whoever scales it has to raise it, and --replicas ${livePods} makes the gate wait for as many`,
    ];
  }
  return [`${has}, and ${idle} gets ${podsOf(release)}: --replicas ${livePods} gives it as many`];
}

// A number that neither colour has yet: no old pod carries the release id that it leads to.
function countOf(state: ReleaseFile | undefined): number | undefined {
  return state && 1 + Math.max(...COLOURS.map(colour => state[colour]?.again ?? 0));
}

function migrating({ migrate }: Release): string[] {
  return migrate.expand ? ['its migration runs before its pods start'] : [];
}

// What people go back to was made for a database that is gone.
function missing(state: ReleaseFile, image: string): string[] {
  const { active } = state;
  if (!state[active]?.contracted || state[idleOf(state)]?.image !== image) return [];
  return [`${active} has run its contract migration: this release may miss what that took away`];
}

function imageOf({ files, spec }: ApplicationState, { image, tag }: Wanted): string | Outcome {
  if (image !== undefined) return image;
  const repository = spec.image && parseImage(spec.image)?.repository;
  if (repository) return `${repository}:${tag}`;
  return refused(`${files.spec} names no image, so a tag is not enough`, 'say --image <repository>:<tag>');
}

// What is compared: the format is of the tool, not of the release; how often and how large it is deployed is none of it.
function content(entry: ColourProps): ColourProps {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !NOTED_BY_VERBS.has(key)));
}
