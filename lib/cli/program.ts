import { Command } from 'commander';
import { refuseRepeats } from './given-once';
import { examples } from './options';

/**
 * The command line; it runs nothing before it is parsed.
 * @param words that it is going to parse; without them, every verb is loaded
 */
export async function program(version: string, words?: readonly string[]): Promise<Command> {
  const root = new Command('bluegreen')
    .description(
      'Blue-green delivery as plain YAML in git: each verb edits the release files and dist/, and nothing else.',
    )
    .version(version, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      `${examples('bluegreen status', 'bluegreen deploy ping --env production --tag 3.0 --dry-run')}
Exit codes: 0 done or nothing to do, 1 the input or the change is bad, 2 wrong usage.`,
    );
  const wanted = words?.includes('completion') ? undefined : words;
  for (const verb of VERBS) {
    const command = !wanted || wanted.includes(verb.name) ? await verb.load(root) : named(verb);
    refuseRepeats(command);
    root.addCommand(command.summary(verb.summary));
  }
  return root.enablePositionalOptions().showHelpAfterError('See "bluegreen --help".');
}

/** What the help of all verbs says of one. The verb itself is loaded where it is among the words: that takes its time. */
interface Verb {
  readonly name: string;
  /** As the help has it. */
  readonly takes: string;
  readonly summary: string;
  load(root: Command): Promise<Command>;
}

const APPLICATIONS = '[options] [applications...]';

export const VERBS: readonly Verb[] = [
  {
    name: 'status',
    takes: APPLICATIONS,
    summary: 'say where applications stand',
    load: async () => (await import('./commands/status')).statusCommand(),
  },
  {
    name: 'serve',
    takes: APPLICATIONS,
    summary: 'show where applications stand, as a page that stays up to date',
    load: async () => (await import('./commands/serve')).serveCommand(),
  },
  {
    name: 'deploy',
    takes: APPLICATIONS,
    summary: 'freeze the spec with an image as a release on the idle colour',
    load: async () => (await import('./commands/deploy')).deployCommand(),
  },
  {
    name: 'promote',
    takes: APPLICATIONS,
    summary: 'make the idle colour active',
    load: async () => (await import('./commands/promote')).promoteCommand(),
  },
  {
    name: 'rollback',
    takes: APPLICATIONS,
    summary: 'make the previous colour active again',
    load: async () => (await import('./commands/rollback')).rollbackCommand(),
  },
  {
    name: 'retire',
    takes: APPLICATIONS,
    summary: 'shrink the idle colour',
    load: async () => (await import('./commands/retire')).retireCommand(),
  },
  {
    name: 'contract',
    takes: APPLICATIONS,
    summary: 'run the last migration of the active release',
    load: async () => (await import('./commands/contract')).contractCommand(),
  },
  {
    name: 'advance',
    takes: APPLICATIONS,
    summary: 'do what is due by itself: one pass of the autopilot',
    load: async () => (await import('./commands/advance')).advanceCommand(),
  },
  {
    name: 'hold',
    takes: APPLICATIONS,
    summary: 'stop "advance" at an application, or let it go on',
    load: async () => (await import('./commands/hold')).holdCommand(),
  },
  {
    name: 'synth',
    takes: '[options]',
    summary: 'write dist/, all or nothing',
    load: async () => (await import('./commands/synth')).synthCommand(),
  },
  {
    name: 'check',
    takes: '[options] [paths...]',
    summary: 'say whether a change can hurt users',
    load: async () => (await import('./commands/check')).checkCommand(),
  },
  {
    name: 'plan',
    takes: '[options] [paths...]',
    summary: 'tell what a change does to users and pods',
    load: async () => (await import('./commands/plan')).planCommand(),
  },
  {
    name: 'init',
    takes: '[options] [folder]',
    summary: 'start a project',
    load: async () => (await import('./commands/init')).initCommand(),
  },
  {
    name: 'new',
    takes: '[options] [application]',
    summary: 'start an application',
    load: async () => (await import('./commands/new')).newCommand(),
  },
  {
    name: 'adopt',
    takes: '[options] [files...]',
    summary: 'take over what runs already',
    load: async () => (await import('./commands/adopt')).adoptCommand(),
  },
  {
    name: 'eject',
    takes: '[options]',
    summary: 'leave for plain YAML that runs without this',
    load: async () => (await import('./commands/eject')).ejectCommand(),
  },
  {
    name: 'history',
    takes: APPLICATIONS,
    summary: 'tell who changed what, and how long each release was live',
    load: async () => (await import('./commands/history')).historyCommand(),
  },
  {
    name: 'completion',
    takes: '<shell>',
    summary: 'print the completion script of a shell',
    load: async root => (await import('./commands/completion')).completionCommand(root),
  },
];

function named({ name, takes }: Verb): Command {
  const command = new Command(name);
  for (const word of takes.split(' ')) {
    // That there are any is all that is told of them.
    if (word === '[options]') command.option('--any');
    else command.argument(word);
  }
  return command;
}
