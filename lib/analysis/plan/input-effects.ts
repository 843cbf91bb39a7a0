import { valueIn } from '../../text/yaml/documents';
import { flatten } from './flatten';
import { keyDifferences } from './key-difference';
import type { Effect } from './story';

/** A file that dist is made from, before a change and after it. */
export interface InputChange {
  /** `apps/ping.yaml`: as it is called after the change. */
  readonly file: string;
  /** `production/ping`, where it is a release file. */
  readonly place?: string;
  readonly before?: string;
  readonly after?: string;
}

/** What the change of an input means, where the output tells no story of it. */
export function inputEffect({ before, after }: InputChange, isTold: boolean): Effect {
  const told = (text: string): Effect => ({ kind: 'spec', text, differences: [] });
  if (before === undefined || after === undefined) return told(before === undefined ? 'is new' : 'is removed');
  const [was, is] = [read(before), read(after)];
  if (!is) return told('is no YAML, so nothing can be made of it');
  if (!was) return told('was no YAML before');
  const differences = keyDifferences(was, is);
  if (!differences.length) return told('says the same in other words');
  const waits = isTold ? '' : ', and nothing that runs does: it waits for the next deploy';
  return { ...told(`changes${waits}`), differences };
}

/** Undefined where it is no YAML. */
function read(text: string): ReturnType<typeof flatten> | undefined {
  try {
    return flatten(valueIn(text));
  } catch {
    return undefined;
  }
}
