import { Option } from 'commander';

export interface LiveChoice {
  readonly live?: boolean;
}

/** `--live`, with which a verb first asks the cluster whether users are where git says, and on how many pods. */
export function liveOption(what: string): Option {
  return new Option('--live', `ask the cluster ${what}`);
}
