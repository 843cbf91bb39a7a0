import { parse } from 'yaml';
import { flat } from './flat';
import { keyDifferences } from './key-difference';
import type { Effect } from './story';

/** A file that dist is made from, before a change and after it. */
export interface InputChange {
  /** `apps/ping.yaml`. */
  readonly file: string;
  readonly before?: string;
  readonly after?: string;
}

/** What the change of an input means, where the output tells no story of it. */
export function inputEffect({ before, after }: InputChange, isTold: boolean): Effect {
  const differences = before === undefined || after === undefined ? [] : keyDifferences(read(before), read(after));
  const what =
    before === undefined
      ? 'is new'
      : after === undefined
        ? 'is removed'
        : differences.length
          ? 'changes'
          : 'says the same in other words';
  const waits = !isTold && differences.length ? ': nothing that runs changes; it waits for the next deploy' : '';
  return { kind: 'spec', text: `${what}${waits}`, differences };
}

function read(text: string): ReturnType<typeof flat> {
  try {
    return flat(parse(text, { logLevel: 'error' }));
  } catch {
    return new Map([['(text)', 'this is no YAML']]);
  }
}
