import { Argument, Command, type Option } from 'commander';
import { message } from '../../text/terminal';
import { examples } from '../options';
import { print } from '../print';

/** Prints what a shell needs to complete the words of `bluegreen`. */
export function completionCommand(root: Command): Command {
  return new Command('completion')
    .description(
      'Prints the completion script of a shell. Names of applications, groups and environments complete too.',
    )
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', examples('bluegreen completion bash'))
    .action((shell: string) => print(message(`${SCRIPTS[shell]!(root)}\n`)));
}

/** What may stand at a place: some words, names that the shell finds itself, or, undefined, what nobody can guess. */
type Completions = readonly string[] | Found | undefined;
type Found = 'applications' | 'applications and groups' | 'environments' | 'files' | 'folders';

function valuesOf({ long, argChoices }: Option): Completions {
  return argChoices ?? FOUND_OF_OPTIONS[long!];
}

const FOUND_OF_OPTIONS: Readonly<Record<string, Found>> = {
  '--env': 'environments',
  '--only': 'applications',
  '--svg': 'files',
  '--evidence': 'files',
  '--base-dir': 'folders',
  '--head-dir': 'folders',
};

function argumentsOf({ registeredArguments: [first] }: Command): Completions {
  return first?.argChoices ?? FOUND_OF_ARGUMENTS[first?.name() ?? ''];
}

const FOUND_OF_ARGUMENTS: Readonly<Record<string, Found>> = {
  applications: 'applications and groups',
  paths: 'files',
};

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

// Whoever made the folder chose the names in it. compgen -W would run a command in a name, and so would the line that is
// completed: so a name is offered only if a shell reads nothing but a word in it.
function bashFunction(root: Command): string {
  const { commands } = root;
  const applications = `$(ls "$root/$(_bluegreen_folder apps)" 2>/dev/null | sed -n 's/\\.yaml$//p')`;
  const found: Readonly<Record<Found, string>> = {
    applications,
    'applications and groups': `${applications}\n$(_bluegreen_groups)`,
    environments: '$(ls "$root/$(_bluegreen_folder releases)" 2>/dev/null)',
    files: '$(compgen -f -- "$word")',
    folders: '$(compgen -d -- "$word")',
  };
  const words = (completions: Completions) =>
    typeof completions === 'string' ? found[completions] : (completions ?? []).join('\n');
  const values = commands.flatMap(command =>
    command.options
      .filter(({ required }) => required)
      .map(option => `    '${command.name()} ${option.long}') names="${words(valuesOf(option))}" ;;`),
  );
  return `_bluegreen_folder() {
  local name
  name=$(${folderNamed('$1')} "$root/bluegreen.yaml" 2>/dev/null)
  echo "\${name:-$1}"
}
_bluegreen_groups() {
  ${groupsNamed('"$root/bluegreen.yaml"')}
}
_bluegreen() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} verb= names= options= name= root=$PWD
  ((COMP_CWORD > 1)) && verb=\${COMP_WORDS[1]}
  while [[ $root && ! -f $root/bluegreen.yaml ]]; do root=\${root%/*}; done
  case $verb in
    '') names="${words(commands.map(command => command.name()))}" options="${words(flagsOf(root))}" ;;
${commands
  .map(
    command => `    ${command.name()}) names="${words(argumentsOf(command))}" options="${words(flagsOf(command))}" ;;`,
  )
  .join('\n')}
  esac
  [[ $word == -* ]] && names=$options
  case "$verb $before" in
${values.join('\n')}
  esac
  COMPREPLY=()
  while IFS= read -r name; do
    [[ $name && $name == "$word"* && $name != *[!a-zA-Z0-9._/-]* ]] && COMPREPLY+=("$name")
  done <<< "$names"
}
complete -F _bluegreen bluegreen cdk8s-blue-green`;
}

// The names of groups: keys of a block or of a map in braces, and nothing but letters that a shell reads as a word.
const groupsNamed = (file: string): string =>
  `sed -n '/^groups:/,/^[^ #]/{s/^groups://;s/#.*//;/^ /p;}' ${file} 2>/dev/null | grep -o '[a-z0-9][a-z0-9.-]*[^a-z0-9.-]\\{0,1\\}:' | tr -cd 'a-z0-9.\\n-'`;

// What bluegreen.yaml says of a folder, in one line or in two: of letters that a shell reads as nothing but a word.
const folderNamed = (key: string): string =>
  `sed -n "/^folders:/,/^[^ #]/s/.*[ {]${key}: *[^A-Za-z0-9_]\\{0,1\\}\\([A-Za-z0-9_./-]*\\).*/\\1/p"`;

function fish(root: Command): string {
  const { commands } = root;
  const complete = (verb: string, rest: string) => `complete -c bluegreen -n "__bluegreen_verb '${verb}'" ${rest}`;
  const applications = `(ls (__bluegreen_root)/(__bluegreen_folder apps) 2>/dev/null | string replace -rf '^([a-z0-9.-]+)\\.yaml\\$' '\\$1')`;
  const found: Readonly<Record<Found, string>> = {
    applications: `-x -a "${applications}"`,
    'applications and groups': `-x -a "${applications} (__bluegreen_groups)"`,
    environments: `-x -a "(ls (__bluegreen_root)/(__bluegreen_folder releases) 2>/dev/null | string match -r '^[a-z0-9.-]+\\$')"`,
    files: '-r -F',
    folders: '-x -a "(__fish_complete_directories)"',
  };
  const words = (completions: Completions) =>
    typeof completions === 'string' ? found[completions] : completions ? `-x -a "${completions.join(' ')}"` : '-x';
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
function __bluegreen_root
  set -l root (pwd)
  while test -n "$root"; and not test -f "$root/bluegreen.yaml"
    set root (string replace -r '/[^/]*$' '' -- "$root")
  end
  echo -- "$root"
end
function __bluegreen_folder
  set -l name (${folderNamed('$argv[1]')} (__bluegreen_root)/bluegreen.yaml 2>/dev/null)
  test -n "$name"; and echo "$name"; or echo "$argv[1]"
end
function __bluegreen_groups
  ${groupsNamed('(__bluegreen_root)/bluegreen.yaml')}
end
complete -c cdk8s-blue-green -w bluegreen
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
