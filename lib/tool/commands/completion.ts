import { Argument, Command, type Option } from 'commander';
import { message } from '../../text/terminal';
import { examples } from '../change-command';
import { print } from '../print';

/** Prints what a shell needs to complete the words of `bluegreen`. */
export function completionCommand(root: Command): Command {
  return new Command('completion')
    .summary('print the completion script of a shell')
    .description('Prints the completion script of a shell. Names of applications and environments complete too.')
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', examples('bluegreen completion bash'))
    .action((shell: string) => print(message(`${SCRIPTS[shell]!(root)}\n`)));
}

/** What may stand at a place: some words, names that the shell finds itself, or, undefined, what nobody can guess. */
type Completions = readonly string[] | 'applications' | 'environments' | 'files' | undefined;

function valuesOf({ long, argChoices }: Option): Completions {
  if (argChoices) return argChoices;
  return ({ '--env': 'environments', '--only': 'applications', '--svg': 'files' } as const)[long!];
}

function argumentsOf({ registeredArguments: [first] }: Command): Completions {
  return first?.argChoices ?? (first?.variadic ? 'applications' : undefined);
}

function flagsOf(command: Command): string[] {
  return [...command.options.map(({ long }) => long!), '--help'];
}

// Applications and environments are the names of files and folders, so that the shell finds them without starting us.
const SCRIPTS: Readonly<Record<string, (root: Command) => string>> = { bash, zsh, fish };

function bash(root: Command): string {
  return `# eval "$(bluegreen completion bash)"
${bashFunction(root)}`;
}

// zsh reads what is written for bash.
function zsh(root: Command): string {
  return `# eval "$(bluegreen completion zsh)"
(( $+functions[compdef] )) || { autoload -U compinit && compinit }
autoload -U bashcompinit && bashcompinit
${bashFunction(root)}`;
}

function bashFunction(root: Command): string {
  const { commands } = root;
  const words = (completions: Completions) => {
    if (completions === 'files') return '$(compgen -f -- "$word")';
    return typeof completions === 'string' ? `$${completions}` : (completions ?? []).join(' ');
  };
  const values = new Map(
    commands
      .flatMap(({ options }) => options.filter(({ required }) => required))
      .map(option => [option.long!, words(valuesOf(option))]),
  );
  return `_bluegreen() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb= names= options=
  ((COMP_CWORD > 1)) && verb=\${COMP_WORDS[1]}
  local applications="$(ls apps 2>/dev/null | sed -n 's/\\.yaml$//p')" environments="$(ls releases 2>/dev/null)"
  case $verb in
    '') names="${commands.map(command => command.name()).join(' ')}" options="${flagsOf(root).join(' ')}" ;;
${commands
  .map(
    command =>
      `    ${command.name()}) names="${words(argumentsOf(command))}" options="${flagsOf(command).join(' ')}" ;;`,
  )
  .join('\n')}
  esac
  [[ $word == -* ]] && names=$options
  case $before in
${[...values].map(([flag, names]) => `    ${flag}) names="${names}" ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$names" -- "$word"))
}
complete -F _bluegreen bluegreen`;
}

function fish(root: Command): string {
  const { commands } = root;
  const complete = (verb: string, rest: string) => `complete -c bluegreen -n "__bluegreen_verb '${verb}'" ${rest}`;
  const words = (completions: Completions) => {
    if (completions === 'files') return '-r -F';
    if (completions === 'environments') return '-x -a "(ls releases 2>/dev/null)"';
    if (completions === 'applications') return `-x -a "(ls apps 2>/dev/null | string replace -rf '\\.yaml\\$' '')"`;
    return completions ? `-x -a "${completions.join(' ')}"` : '-x';
  };
  const flags = (command: Command, verb: string) => [
    ...command.options.map(option =>
      complete(verb, `-l ${option.long!.slice(2)}${option.required ? ` ${words(valuesOf(option))}` : ''}`),
    ),
    complete(verb, '-l help'),
  ];
  return `# bluegreen completion fish | source
function __bluegreen_verb
  set -l before (commandline -opc)
  test "$before[2]" = "$argv[1]"
end
complete -c bluegreen -f
${[
  complete('', words(commands.map(command => command.name()))),
  ...flags(root, ''),
  ...commands.flatMap(command => [
    ...(argumentsOf(command) ? [complete(command.name(), words(argumentsOf(command)))] : []),
    ...flags(command, command.name()),
  ]),
].join('\n')}`;
}
