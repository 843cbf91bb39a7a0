import { Argument, Command } from 'commander';
import { examples } from '../change-command';

/** Prints what a shell needs to complete the words of `bluegreen`. */
export function completionCommand(root: Command): Command {
  return new Command('completion')
    .summary('print the completion script of a shell')
    .description('Prints the completion script of a shell. Names of applications and environments complete too.')
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', examples('bluegreen completion bash'))
    .action((shell: string) => console.log(SCRIPTS[shell]!(wordsOf(root))));
}

interface Words {
  readonly verbs: readonly string[];
  /** By verb; "" holds those of the command itself. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

function wordsOf(root: Command): Words {
  const options = (command: Command) => [...command.options.map(option => option.long!), '--help'];
  return {
    verbs: root.commands.map(command => command.name()),
    options: new Map([
      ['', options(root)],
      ...root.commands.map(command => [command.name(), options(command)] as const),
    ]),
  };
}

// Applications and environments are the names of files and folders, so that the shell finds them without starting us.
const SCRIPTS: Readonly<Record<string, (words: Words) => string>> = {
  bash: ({ verbs, options }) => `# eval "$(bluegreen completion bash)"
_bluegreen() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb=
  ((COMP_CWORD > 1)) && verb=\${COMP_WORDS[1]}
  local names
  case $before in
    --env) names=$(ls releases 2>/dev/null) ;;
    --colour) names="blue green" ;;
    --output) names="text json" ;;
    *)
      case $verb in
        '') names="${verbs.join(' ')} ${options.get('')!.join(' ')}" ;;
${verbs.map(verb => `        ${verb}) names="${options.get(verb)!.join(' ')}" ;;`).join('\n')}
      esac
      if [[ $word != -* && -n $verb ]]; then names=$(ls apps 2>/dev/null | sed -n 's/\\.yaml$//p'); fi
      ;;
  esac
  COMPREPLY=($(compgen -W "$names" -- "$word"))
}
complete -F _bluegreen bluegreen`,
  zsh: words => `# eval "$(bluegreen completion zsh)"
autoload -U +X bashcompinit && bashcompinit
${SCRIPTS['bash']!(words).split('\n').slice(1).join('\n')}`,
  fish: ({ verbs, options }) => `# bluegreen completion fish | source
complete -c bluegreen -f
complete -c bluegreen -n __fish_use_subcommand -a "${verbs.join(' ')}"
${verbs
  .flatMap(verb =>
    options
      .get(verb)!
      .map(option => `complete -c bluegreen -n "__fish_seen_subcommand_from ${verb}" -l ${option.slice(2)}`),
  )
  .join('\n')}
complete -c bluegreen -n "not __fish_use_subcommand" -a "(ls apps 2>/dev/null | string replace -f '.yaml' '')"
complete -c bluegreen -l env -x -a "(ls releases 2>/dev/null)"
complete -c bluegreen -l colour -x -a "blue green"
complete -c bluegreen -l output -x -a "text json"`,
};
