import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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
  ['check --format sar', 'sarif'],
  ['check --format htm', 'htm'],
  ['plan --format htm', 'html'],
  ['plan --format sar', 'sar'],
  ['check blueg', 'bluegreen.yaml'],
  ['plan sho', 'sho'],
  ['check --head-dir dis', 'dist'],
  ['check --base-dir blueg', 'blueg'],
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
  COMP_WORDS=(bluegreen $line) COMPREPLY=()
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
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
  tested(`${shell} completes verbs, options, what they take, applications, groups and environments`, async () => {
    const { project, env } = installed();
    const words = await completed(
      LINES.map(([typed]) => typed),
      { cwd: project.root, env },
    );
    // fish says of a folder that it is one.
    expect(words.map(word => word.trim().replace(/\/\tDirectory$/, ''))).toEqual(LINES.map(([, word]) => word));
  });

  tested(`${shell} completes names in a folder of the project too`, async () => {
    const { project, env } = installed();
    const lines = ['promote pi', 'promote ping --env prod', 'synth --only sh'];
    const inFolder = async () =>
      (await completed(lines, { cwd: join(project.root, 'dist', 'apps'), env })).map(word => word.trim());
    expect(await inFolder()).toEqual(['ping', 'production', 'shop']);
    for (const folders of [
      'folders: { apps: "specs", releases: state }\n',
      'folders:\n  releases: state # ours\n  apps: specs\n',
    ]) {
      project.git('restore', '.');
      project.write('bluegreen.yaml', `${folders}${project.read('bluegreen.yaml')}`);
      project.type('mv apps specs; mv releases state; rm -rf apps releases');
      expect(await inFolder()).toEqual(['ping', 'production', 'shop']);
    }
  });

  tested(
    `${shell} completes the names of groups, however they are written, and nothing else of bluegreen.yaml`,
    async () => {
      const { project, env } = installed();
      const lines = ['promote che', 'rollback bac', 'status zz', 'promote gro', 'promote arg', 'synth --only che'];
      const settings = project.read('bluegreen.yaml');
      for (const groups of [
        'groups:\n  # all: of it\n  checkout: [ping, shop] # zz: no\n  backend:\n    - web\n',
        'groups: { checkout: [ping, shop], "backend": [] }\n',
      ]) {
        project.write('bluegreen.yaml', `${groups}${settings}`);
        const words = (await completed(lines, { cwd: project.root, env })).map(word => word.trim());
        expect(words).toEqual(['checkout', 'backend', 'zz', 'gro', 'arg', 'che']);
      }
    },
  );

  tested(`${shell} runs nothing that somebody has hidden in a name, and does not offer it`, async () => {
    const { project, env } = installed();
    const evil = ['$(echo>pwned)', '`echo>pwned`', 'x;echo>pwned', "y'$(echo>pwned)", 'z\npwned', '-rf'];
    for (const name of evil) {
      project.write(`apps/${name}.yaml`, '');
      mkdirSync(join(project.root, 'releases', name));
      project.write(`${name}`, '');
      mkdirSync(join(project.root, `${name}.d`));
    }
    const groups = evil.map(name => `  ${JSON.stringify(`x${name}`)}: []\n`).join('');
    project.write('bluegreen.yaml', `${project.read('bluegreen.yaml')}groups:\n${groups}`);
    const before = readdirSync(project.root);
    const lines = ['deploy ', 'deploy ping --env ', 'history --svg ', 'check ', 'check --head-dir ', 'synth --only '];
    await completed([...lines, ...lines.map(line => `${line}$`)], { cwd: project.root, env });
    expect(readdirSync(project.root)).toEqual(before);
    const offered = (
      await completed(['deploy x', 'deploy ping --env y', 'synth --only x'], { cwd: project.root, env })
    ).join(' ');
    expect(offered).not.toMatch(/pwned/);
  });
}

// What the tool says is the same each time that a shell starts.
const said = new Map<string, string>();

function installed(): { project: ToolProject; env: NodeJS.ProcessEnv } {
  const project = new ToolProject();
  const bin = temporaryFolder();
  const own = `#!/bin/sh\n[ "$1" = completion ] && exec cat "\${0%/*}/$2"\n`;
  writeFileSync(join(bin, 'bluegreen'), `${own}exec ${project.command()} "$@"\n`, { mode: 0o755 });
  for (const shell of Object.keys(SHELLS)) {
    if (!said.has(shell)) said.set(shell, project.run('completion', shell).stdout);
    writeFileSync(join(bin, shell), said.get(shell)!);
  }
  return { project, env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` } };
}
