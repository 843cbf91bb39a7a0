import { sharedProps } from '../decide/application';
import { type Candidate, frozen } from '../decide/freeze';
import type { Release } from '../decide/release';
import { problemsOfImage } from '../decide/rules/image';
import { problemsWhenNew } from '../decide/rules/refused-when-new';
import { isShared } from '../decide/traffic';
import { Colour } from '../spec/colour';
import { counted } from '../spec/counted';
import type { ReleaseFile } from '../spec/files';
import { parseImage } from '../spec/image';
import { pathText } from '../spec/problem';
import type { ColourProps } from '../spec/release';
import { nothing, type Outcome, refused } from './outcome';
import { refusedWhileShared } from './shared';
import { idleOf, named, runs, type Standing, same, size, trafficIsUncommitted } from './standing';

/** What to deploy: an image, or a tag of the spec's repository. */
export type Wanted = Omit<Candidate, 'image'> & { readonly image?: string; readonly tag?: string };

/** Freezes spec and image as a release on the idle colour, at full size. */
export function deploy(standing: Standing, wanted: Wanted, colour?: Colour): Outcome {
  const { application, spec, state } = standing;
  const image = imageOf(standing, wanted);
  if (typeof image !== 'string') return image;
  const allowLatest = wanted.allowLatest ?? spec.allowLatest;
  const [problem] = problemsOfImage(image, allowLatest);
  if (problem)
    return refused(problem.message, `${problem.fix ?? 'name the image with its tag'}, or say --allow-latest`);

  const entry = frozen(application, sharedProps(spec), spec.service?.port, { ...wanted, image, allowLatest });
  // What is deployed is frozen, and later only warned of.
  const [bad] = problemsWhenNew(entry, application);
  const refusal =
    bad && refused(`${pathText(bad.path)}: ${bad.message}`, bad.fix ?? `mend it in apps/${application}.yaml`);
  if (!state) {
    if (refusal) return refusal;
    const first = { active: colour ?? Colour.BLUE, [colour ?? Colour.BLUE]: entry };
    return {
      kind: 'change',
      edits: { created: first },
      effect: `the first release: ${named(first.active, runs({ ...standing, state: first }, first.active))}, and users are on it`,
      notes: migrating(runs({ ...standing, state: first }, first.active)!),
      next: ['status'],
    };
  }
  const idle = idleOf(state);
  if (colour === state.active) {
    return refused(
      `${named(colour, runs(standing, colour))} is active: users are on it`,
      `deploy to ${idle}, and promote it once it is tested`,
    );
  }
  if (trafficIsUncommitted(standing)) {
    return refused(
      `the promotion to ${state.active} is not committed yet, so ${idle} may still serve users`,
      'commit the promotion first, and deploy in a later commit',
    );
  }
  if (isShared(state)) return refusedWhileShared(application, idle);
  const present = runs(standing, idle);
  const after = { ...standing, state: { ...state, [idle]: entry } };
  const release = runs(after, idle)!;
  if (state[idle] && same(content(state[idle]), content(entry))) {
    if (!present?.retired) return nothing(`${named(idle, present)} runs just this already`);
    const raised = runs({ ...standing, state: { ...state, [idle]: { ...state[idle], retired: false } } }, idle)!;
    return {
      kind: 'change',
      edits: [{ kind: 'remove', path: [idle, 'retired'] }],
      effect: `${named(idle, raised)} grows from ${counted(size(present), 'pod')} to ${size(raised)}; ${staying(standing)}`,
      notes: missing(state, image),
      next: ['promote'],
    };
  }
  if (refusal) return refusal;
  return {
    kind: 'change',
    edits: [{ kind: 'set', path: [idle], value: entry }],
    effect: `${idle} gets ${release.version ?? release.image}${present ? ` in place of ${present.version ?? present.image}` : ''}, with ${counted(size(release), 'pod')}; ${staying(standing)}`,
    notes: [...migrating(release), ...missing(state, image)],
    next: ['promote'],
  };
}

function migrating({ migrations }: Release): string[] {
  return migrations.expand ? ['its migration runs before its pods start'] : [];
}

// What people go back to was made for a database that is gone.
function missing(state: ReleaseFile, image: string): string[] {
  const { active } = state;
  if (!state[active]?.contracted || state[idleOf(state)]?.image !== image) return [];
  return [`${active} has run its contract migration: this release may miss what that took away`];
}

function imageOf({ application, spec }: Standing, { image, tag }: Wanted): string | Outcome {
  if (image !== undefined) return image;
  const repository = spec.image && parseImage(spec.image)?.repository;
  if (repository) return `${repository}:${tag}`;
  return refused(`apps/${application}.yaml names no image, so a tag is not enough`, 'say --image <repository>:<tag>');
}

function staying(standing: Standing): string {
  const { active } = standing.state!;
  return `users stay on ${named(active, runs(standing, active))}`;
}

// What is compared: the format is of the tool, not of the release.
function content({ format: _, release: __, retired: ___, contracted: ____, ...entry }: ColourProps): ColourProps {
  return entry;
}
