import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../folder';
import { atTerminal, type Exchange } from './terminal';
import { ToolProject } from './tool-project';

// A line as it is typed, and its last word once the shell has completed it; what nobody can guess stays as it is.
const LINES: ReadonlyArray<readonly [typed: string, completed: string]> = [
  ['pro', 'promote'],
  ['--ver', '--version'],
  ['promote pi', 'ping'],
  ['promote --dry', '--dry-run'],
  ['promote ping sh', 'shop'],
  ['promote ping --env prod', 'production'],
  ['deploy ping --colour g', 'green'],
  ['deploy ping --tag pi', 'pi'],
  ['status --output j', 'json'],
  ['status --sort env', 'environment'],
  ['synth --only sh', 'shop'],
  ['history --svg blueg', 'bluegreen.yaml'],
  ['completion z', 'zsh'],
  ['new pi', 'pi'],
];

interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

// What each shell makes of the lines.
const SHELLS: Readonly<Record<string, (lines: readonly string[], place: Place) => Promise<string[]> | string[]>> = {
  bash: (lines, place) => {
    const script = `eval "$(bluegreen completion bash)"
for line; do
  COMP_WORDS=(bluegreen $line) COMP_CWORD=$(set -- $line; echo $#) COMPREPLY=()
  _bluegreen
  echo "\${COMPREPLY[*]:-\${COMP_WORDS[-1]}}"
done`;
    return linesOf(execFileSync('bash', ['-c', script, 'bash', ...lines], { ...place, encoding: 'utf8' }));
  },

  fish: (lines, place) => {
    const script = `bluegreen completion fish | source
for line in $argv
  set -l found (complete -C "bluegreen $line")
  test -n "$found"; and echo $found; or string match -r '[^ ]+$' $line
end`;
    return linesOf(execFileSync('fish', ['--no-config', '-c', script, ...lines], { ...place, encoding: 'utf8' }));
  },

  // It completes at a terminal only. There the command itself says what it got.
  zsh: async (lines, { cwd, env }) => {
    const prompt = 'ready> ';
    const begin = 'eval "$(bluegreen completion zsh)"; bluegreen() { print -r -- "got <$argv[-1]>" }';
    const typed = [begin, ...lines.map(line => `bluegreen ${line}\t`), 'exit'];
    const exchanges = typed.map((line): Exchange => [prompt, `${line}\r`]);
    const { shown } = await atTerminal(['env', `PS1=${prompt}`, 'zsh', '-f', '-i'], exchanges, { cwd, env });
    return [...shown.matchAll(/^got <(.*)>$/gm)].map(([, word]) => word!);
  },
};

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

function isOnThisMachine(shell: string): boolean {
  return spawnSync(shell, ['--version']).status === 0;
}

for (const [shell, completed] of Object.entries(SHELLS)) {
  // Bash is on every machine that runs our tests.
  const tested = shell === 'bash' || isOnThisMachine(shell) ? test : test.skip;
  tested(`${shell} completes verbs, options, what they take, applications and environments`, async () => {
    const project = new ToolProject();
    const bin = temporaryFolder();
    writeFileSync(join(bin, 'bluegreen'), `#!/bin/sh\nexec ${project.command()} "$@"\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` };
    const words = await completed(
      LINES.map(([typed]) => typed),
      { cwd: project.root, env },
    );
    expect(words.map(word => word.trim())).toEqual(LINES.map(([, word]) => word));
  });
}
