import { Option } from 'commander';

export interface LiveChoice {
  readonly live?: boolean;
}

/** `--live`, with which a verb first asks the cluster whether users are where git says. */
export function liveOption(): Option {
  return new Option('--live', 'refuse where the cluster, by kubectl, still leads users to this colour');
}
