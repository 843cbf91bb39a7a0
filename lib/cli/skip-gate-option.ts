import { InvalidArgumentError, Option } from 'commander';

export interface GateChoice {
  readonly skipGate?: string;
}

/** `--skip-gate`, the way out when the gate itself can't work while users suffer. */
export function skipGateOption(): Option {
  return new Option('--skip-gate <reason>', 'move users without any proof; the reason stands in git').argParser(
    (reason: string) => {
      if (reason.trim()) return reason;
      throw new InvalidArgumentError('expected a reason, for whoever reviews the change.');
    },
  );
}
