import { posix } from 'node:path';
import type { Finding } from '../check/finding';
import { hasError } from '../check/finding';
import { byHarm } from '../check/worst-first';
import type { Trees } from '../manifests/tree';
import type { Models } from '../topology/model';
import { applicationStories } from './application-stories';
import { byDanger } from './effect-kind';
import { engineStories } from './engine-stories';
import { type InputChange, inputEffect } from './input-effects';
import { together } from './object-diff';
import type { ReleaseChange } from './release-change';
import { releaseEffects } from './release-effects';
import type { Effect, Plan, Story } from './story';
import { type Draft, titleOf } from './story';

/** All that a plan is told from. */
export interface PlanInput {
  /** What was compared with what, in words. */
  readonly compared: string;
  readonly models: Models;
  /** What engines are told of, where it stands apart. */
  readonly engines?: Trees;
  /** By place: what release files say. */
  readonly releases: ReadonlyMap<string, ReleaseChange>;
  /** Specs, release files and settings that differ. */
  readonly inputs: readonly InputChange[];
  /** What the rules of `check` say of the change. */
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Tells a change as stories, a story for each application in each environment. */
export function planOf(input: PlanInput): Plan {
  const { models, engines, releases, inputs, findings, notes, compared } = input;
  const drafts = merged([...applicationStories(models, releases), ...(engines ? engineStories(engines) : [])]);
  const silent = [...releases].filter(([place]) => !drafts.some(draft => draft.place === place));
  const told = merged([
    ...drafts,
    ...silent.map(([place, release]) => ({ place, title: titleOf(place), effects: releaseEffects(release) })),
  ]).filter(({ effects }) => effects.length);
  const all = [...told, ...inputStories(inputs, told)];
  const places = new Set(all.map(({ place }) => place));
  return {
    compared,
    stories: all
      .map(draft => ({
        ...draft,
        effects: [...draft.effects].sort((a, b) => byDanger(a.kind, b.kind)),
        findings: findings.filter(({ place }) => place === draft.place),
      }))
      .sort(byWeight),
    findings: findings.filter(({ place }) => !places.has(place)),
    notes,
  };
}

function merged(drafts: readonly Draft[]): Draft[] {
  const known = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = `${draft.place} ${draft.title}`;
    const first = known.get(key);
    const objects = together(first?.objects, draft.objects);
    known.set(key, {
      ...draft,
      ...first,
      effects: [...(first?.effects ?? []), ...draft.effects],
      ...(objects && { objects }),
    });
  }
  return [...known.values()];
}

function inputStories(inputs: readonly InputChange[], told: readonly Draft[]): Draft[] {
  return inputs.flatMap(input => {
    const application = posix.basename(input.file, '.yaml');
    const isTold = told.some(({ place }) =>
      input.place === undefined ? place.endsWith(`/${application}`) : place === input.place,
    );
    // What a release file says is told already.
    if (input.place !== undefined && isTold) return [];
    return [{ place: input.file, title: input.file, effects: [inputEffect(input, isTold)] }];
  });
}

function byWeight(a: Story, b: Story): number {
  return (
    Number(hasError(b)) - Number(hasError(a)) ||
    (hasError(a) && byHarm(a.findings[0]!, b.findings[0]!)) ||
    byDanger(first(a).kind, first(b).kind) ||
    (a.place < b.place ? -1 : a.place > b.place ? 1 : 0)
  );
}

function first({ effects }: Story): Effect {
  return effects[0]!;
}
