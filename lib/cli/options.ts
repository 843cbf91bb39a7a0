import { Command, InvalidArgumentError, Option } from 'commander';
import { COLOURS, type Colour } from '../construct/props/colour';

/** What every verb that changes release files takes. */
export interface ChangeOptions {
  readonly env?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly commit?: boolean;
  readonly output: 'text' | 'json';
}

/** A verb that changes release files, with the options that all of them have. */
export function changeCommand(name: string): Command {
  return changing(
    new Command(name)
      .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes')
      .addOption(environmentOption())
      .option('--all', 'all applications of the environment'),
  );
}

/** A command with the options by which a person decides what becomes of a change, and how it is told. */
export function changing(command: Command): Command {
  return command
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--commit', 'commit just the changed files, with a message that says what changes for users')
    .addOption(outputOption());
}

/** `--env`; a verb that changes something needs it where there are several environments. */
export function environmentOption(): Option {
  return new Option('--env <name>', 'the environment; needed where bluegreen.yaml has several');
}

/** `--env` of a verb that only tells: it may be repeated. */
export function environmentsOption(): Option {
  return new Option('--env <name>', 'the environment; may be repeated').argParser(collected).default([], 'all');
}

/** All values of an option that may be repeated; its default is a list. */
export function collected(value: string, values: readonly string[]): string[] {
  return [...values, value];
}

/** `--output`, for scripts. */
export function outputOption(...more: readonly string[]): Option {
  return new Option('--output <form>', 'how to say it').choices(['text', 'json', ...more]).default('text');
}

/** Commands that show how a verb is called, below its help. Each of them is run by a test. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map(line => `  $ ${line}\n`).join('')}`;
}

export interface ColourChoice {
  readonly colour?: Colour;
}

/** `--colour`, with which a script says what it believes: a wrong belief is refused. */
export function colourOption(description: string): Option {
  return new Option('--colour <colour>', description).choices(COLOURS);
}

export interface LiveChoice {
  readonly live?: boolean;
}

/** `--live`, with which a verb first asks the cluster whether users are where git says, and on how many pods. */
export function liveOption(what: string): Option {
  return new Option('--live', `ask the cluster ${what}`);
}

export interface GateChoice {
  readonly skipGate?: string;
}

export interface AloneChoice {
  readonly alone?: string;
}

/** `--alone`, the way out of a group. */
export function aloneOption(): Option {
  return new Option('--alone <reason>', 'move users without those of the group; the reason stands in git').argParser(
    reasonFor,
  );
}

function reasonFor(text: string): string {
  if (!text.trim()) throw new InvalidArgumentError('expected a reason, for whoever reviews the change.');
  refuseOption(text);
  return text;
}

/** The word after an option is its value, also where somebody forgot it. */
export function refuseOption(reason: string): void {
  if (!/^--?[a-z]/.test(reason)) return;
  throw new InvalidArgumentError(`expected a reason, got an option: the reason comes before ${reason}.`);
}

/** `--skip-gate`, the way out when the gate itself can't work while users suffer. */
export function skipGateOption(): Option {
  return new Option('--skip-gate <reason>', 'move users without any proof; the reason stands in git').argParser(
    reasonFor,
  );
}
