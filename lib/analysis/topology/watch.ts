import { WATCH_LABEL } from '../../construct/names';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';

/** What a watch does, as the arguments of its Job say. */
export interface Watch {
  /** Whose release it looks at, as they are called: `blue` or `green`. */
  readonly colour?: string;
  /** How long it measures; not a number where its Job does not say. */
  readonly seconds: number;
  readonly metrics: number;
}

/** The application whose release a Job watches; undefined where it is no such Job. */
export function watchedBy({ identity: { kind }, value }: Manifest): unknown {
  return kind === 'Job' ? value['spec']?.template?.metadata?.labels?.[WATCH_LABEL] : undefined;
}

export function watchIn({ value }: Manifest): Watch {
  const words = itemsOf(value['spec']?.template?.spec?.containers).flatMap(({ args }) =>
    Array.isArray(args) ? args.map(String) : [],
  );
  const said = (word: string): string | undefined => words[words.indexOf(word) + 1];
  const colour = said('--colour');
  return {
    ...(colour !== undefined && { colour }),
    seconds: Number(said('--rounds')) * Number(said('--every')),
    metrics: words.filter(word => word === '--metric').length,
  };
}
