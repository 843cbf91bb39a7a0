import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { VERBS as LISTED, program } from '../../lib/cli/program';
import { ToolProject } from './tool-project';

const VERBS = ['', ...LISTED.map(({ name }) => name)];

const printed = new Map<string, string>();

function help(verb: string): string {
  const known = printed.get(verb);
  if (known !== undefined) return known;
  const { status, stdout } = untouched().run(...(verb ? [verb] : []), '--help');
  expect(status).toBe(0);
  printed.set(verb, stdout);
  return stdout;
}

// A project for all that changes nothing.
let shared: ToolProject | undefined;
const untouched = () => {
  shared ??= new ToolProject();
  return shared;
};

function examplesIn(text: string): string[][] {
  return [...text.matchAll(/^ {2}\$ bluegreen (.*)$/gm)].map(([, line]) =>
    [...line!.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!),
  );
}

// Something to take over, in the middle of that where the next step is shown.
function runsAlready(project: ToolProject, isOnTheWay: boolean): void {
  cpSync(resolve(__dirname, '..', '..', 'examples', 'adopt'), join(project.root, 'k8s'), { recursive: true });
  project.commit();
  if (!isOnTheWay) return;
  project.run('adopt', 'k8s', '--readiness', '/health', '--env', 'production', '--commit');
  rmSync(join(project.root, 'k8s', 'service.yaml'));
  project.commit();
}

// It runs until somebody ends it, and says so before. In its own group `timeout` would pass a signal on twice, and the second
// one ends a program at once.
function endedSoon(project: ToolProject, words: readonly string[]) {
  const command = `timeout --foreground --signal=INT 60 ${project.command(...words)}`;
  return project.type(
    `: > said; ${command} >> said & while ! grep -q Ctrl-C said && kill -0 $!; do sleep 0.1; done; kill $!; wait $!; cat said`,
  );
}

test.each(VERBS)('every example in the help of "bluegreen %s" does what it says', verb => {
  const examples = examplesIn(help(verb));
  expect(examples).not.toEqual([]);
  for (const words of examples) {
    const project = new ToolProject();
    // Users have to come from somewhere before they can go back.
    if (verb === 'rollback') project.run('promote', 'ping', '--env', 'production', '--commit');
    if (verb === 'adopt') runsAlready(project, words.includes('--next'));
    if (verb === 'eject' && words.includes('--next')) {
      project.run('eject', '--app', 'ping', '--env', 'production', '--to', 'k8s/production', '--commit');
    }
    const { status, stderr } = verb === 'serve' ? endedSoon(project, words) : project.run(...words);
    expect({ words, status, stderr }).toEqual({ words, status: 0, stderr: '' });
  }
});

test.each(VERBS)('the help of "bluegreen %s" names every option of it', async verb => {
  const text = help(verb);
  const root = await program('0');
  const command = root.commands.find(candidate => candidate.name() === verb) ?? root;
  for (const { long } of command.options) expect(text).toContain(long);
});

test('the help of all says of each verb what the verb says of itself', async () => {
  expect((await program('0', [])).helpInformation()).toBe((await program('0')).helpInformation());
});

test.each([
  [['promot', 'ping'], /unknown command 'promot'\n\(Did you mean promote\?\)/],
  [['promote', 'ping', '--evn', 'production'], /unknown option '--evn'\n\(Did you mean --env\?\)/],
  [['promote', 'pign', '--env', 'production'], /there is no application "pign".*; the nearest is "ping"/],
  [['promote', 'shop-*', '--env', 'production'], /no application matches "shop-\*"/],
  [['promote', 'ping', '--env', 'prodution'], /there is no environment "prodution".*; the nearest is "production"/],
  [['promote', 'ping'], /say which environment: --env staging or --env production/],
  [['promote', '--env', 'production'], /say which applications: their names, or --all/],
  [['promote', 'ping', '--env', 'production', '--colour', 'red'], /Allowed choices are blue, green/],
  [['deploy', 'ping', '--env', 'production'], /say what to deploy: either --image or --tag/],
  [['deploy', 'ping', '--env', 'production', '--tag', '3', '--replicas', '0'], /Expected a whole number of at least 1/],
  [['status', '--output', 'xml'], /Allowed choices are text, json/],
  [
    ['promote', 'ping', '--env', 'production', '--skip-gate', '--commit'],
    /got an option: the reason comes before --commit/,
  ],
  [['hold', 'ping', '--env', 'production', '--reason', '--commit'], /got an option: the reason comes before --commit/],
  [['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
])('%j is wrong usage: exit code 2, in words, nothing changed', (words, says) => {
  const project = untouched();
  const { status, stdout, stderr } = project.run(...words);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect([status, stdout, project.changed()]).toEqual([2, '', []]);
});
