import { argocd } from './argocd';
import type { Engine } from './engine';
import { flux } from './flux';

/** All that may apply the output. */
const KNOWN = [argocd, flux] as const satisfies readonly Engine[];

export type KnownEngine = (typeof KNOWN)[number];

export const ENGINES: readonly Engine[] = KNOWN;
