import type { Stage } from './stage';

/** What is done, and what has to come of it. Each begins with nothing installed. */
export interface Scenario {
  readonly name: string;
  /** What is seen when all is well, for the table. */
  readonly outcome: string;
  /** Whether it is part of the short selection. */
  readonly short?: boolean;
  readonly run: (stage: Stage) => Promise<void>;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'first install',
    outcome: 'the Service appears once the gate has seen the pods',
    short: true,
    async run(stage) {
      await stage.install();
      await stage.usersReach('blue');
      await stage.usersCome();
    },
  },
  {
    name: 'deploy and promote',
    outcome: 'users move to the new release; the old one keeps running',
    short: true,
    async run(stage) {
      await stage.running();
      await stage.deployed('2.0', 'green');
      await stage.usersStay('blue', 2);
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.rolledOut('blue', '1.0');
    },
  },
];
