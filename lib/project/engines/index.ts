import { argocd } from './argocd';
import type { Engine } from './engine';
import { flux } from './flux';
import { kubectl } from './kubectl';

/** All that may apply the output. */
const KNOWN = [argocd, flux, kubectl] as const satisfies readonly Engine[];

export type KnownEngine = (typeof KNOWN)[number];

export const ENGINES: readonly Engine[] = KNOWN;

/** What the word meant that stood in bluegreen.yaml before there was a list. */
export const OLDER_WORDS = {
  argocd: [argocd.id],
  flux: [flux.id],
  both: [argocd.id, flux.id],
  none: [],
} as const satisfies Readonly<Record<string, ReadonlyArray<KnownEngine['id']>>>;
