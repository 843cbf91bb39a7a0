import { Command, Option } from 'commander';

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
  return new Command(name)
    .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes')
    .addOption(environmentOption())
    .option('--all', 'all applications of the environment')
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
export function outputOption(): Option {
  return new Option('--output <form>', 'how to say it').choices(['text', 'json']).default('text');
}

/** Commands that show how a verb is called, below its help. Each of them is run by a test. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map(line => `  $ ${line}\n`).join('')}`;
}
