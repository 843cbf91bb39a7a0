import fc from 'fast-check';
import { applicationFiles, environmentFiles, loaded } from '../../../lib/project/engines/engine-files';
import { diagnosticText } from '../../../lib/project/files/diagnostic';
import { FOLDERS, foldersIn, type NamedFolders, problemsOfFolders } from '../../../lib/project/files/folders';
import { problemsOfProject, readProject } from '../../../lib/project/files/project';
import { settingsFrom } from '../../../lib/project/files/settings';
import { layoutOf } from '../../../lib/project/output/layout';
import { renderApplication } from '../../../lib/project/output/render-application';
import { type Files, inProject, SMALL_PROJECT } from './small-project';

const SETTINGS = 'environments:\n  production: { namespace: demo }\n';
const NAMED = `${SETTINGS}folders: { apps: blue-green/apps, releases: blue-green/state }\n`;

function wrong(folders: string): string[] {
  const problems: Parameters<typeof diagnosticText>[0][] = [];
  settingsFrom({ text: `${SETTINGS}folders:\n${folders}` }, problems);
  return problems.map(problem => diagnosticText(problem).text);
}

test.each([
  ['  apps: ../apps\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: /apps\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: a/../../b\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: .git\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: a/.git/b\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: .\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: ""\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: specs/\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: a\\b\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: "a:b"\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: "a b"\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: specs.\n', 'bluegreen.yaml:4:3', 'apps', 'of letters, digits'],
  ['  apps: deploy/NUL\n', 'bluegreen.yaml:4:3', 'apps', 'which Windows has for a device'],
  ['  apps: com1.d\n', 'bluegreen.yaml:4:3', 'apps', 'which Windows has for a device'],
  ['  apps: dist/specs\n', 'bluegreen.yaml:4:3', 'apps', 'apart from "dist", got "dist/specs", and that is "dist"'],
  ['  dist: apps\n', 'bluegreen.yaml:4:3', 'dist', 'apart from "apps", got "apps", and that is "apps"'],
  ['  dist: node_modules\n', 'bluegreen.yaml:4:3', 'dist', 'node_modules/ is for other files'],
  ['  dist: .git/dist\n', 'bluegreen.yaml:4:3', 'dist', 'of letters, digits'],
  ['  releases: Takeover\n', 'bluegreen.yaml:4:3', 'releases', 'takeover/ is for other files'],
  ['  apps: web/node_modules/specs\n', 'bluegreen.yaml:4:3', 'apps', 'node_modules/ is for other files'],
  ['  apps: releases\n', 'bluegreen.yaml:4:3', 'apps', 'apart from "releases", got "releases", and that is "releases"'],
  [
    '  releases: Apps/state\n',
    'bluegreen.yaml:4:3',
    'releases',
    'apart from "apps", got "Apps/state", and that is "apps"',
  ],
  ['  apps: a\n  releases: A\n', 'bluegreen.yaml:5:3', 'releases', 'apart from "apps", got "A", and that is "a"'],
  ['  apps: a/b\n  releases: a\n', 'bluegreen.yaml:5:3', 'releases', 'apart from "apps", got "a", and that is "a/b"'],
])('no folder is elsewhere, in another one or nameless on a system: %j', (folders, place, key, says) => {
  const found = wrong(folders);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${place}: error: folders.${key}: expected`);
  expect(found[0]).toContain(says);
});

test('all that is wrong with folders is said at once, and nothing follows from it', () => {
  expect(wrong('  apps: ../a\n  releases: .git\n  app: specs\n')).toHaveLength(3);
  const files = { 'bluegreen.yaml': `${SETTINGS}folders: { apps: nul, releases: dist }\n` };
  const problems = inProject(files, root => problemsOfProject(readProject(root, { args: [] })));
  expect(problems.map(({ file, line }) => [file, line])).toEqual([
    ['bluegreen.yaml', 3],
    ['bluegreen.yaml', 3],
  ]);
});

test.each([
  [undefined, FOLDERS],
  ['', FOLDERS],
  ['folders: [', FOLDERS],
  ['folders: { apps: ../a }', FOLDERS],
  [NAMED, { ...FOLDERS, apps: 'blue-green/apps', releases: 'blue-green/state' }],
  ['gone: 1\nfolders:\n  apps: specs\n', { ...FOLDERS, apps: 'specs' }],
  ['folders: { dist: k8s/out }', { ...FOLDERS, dist: 'k8s/out' }],
])('of the bluegreen.yaml of any commit, %j, the folders are known', (text, folders) => {
  expect(foldersIn(text)).toEqual(folders);
});

test('in folders with other names, every message names the file that is meant', () => {
  const said = (changes: Files) => {
    const moved = Object.fromEntries(
      Object.entries({ ...SMALL_PROJECT, ...changes }).map(([path, text]) => [
        path.replace(/^apps\//, 'blue-green/apps/').replace(/^releases\//, 'blue-green/state/'),
        text,
      ]),
    );
    const files = { ...moved, 'apps/ping.yaml': null, 'releases/production/ping.yaml': null };
    const all = {
      ...files,
      'bluegreen.yaml': NAMED,
      'apps/README.md': 'of others\n',
      'releases/v1.txt': 'of others\n',
    };
    const problems = inProject(all, root => problemsOfProject(readProject(root, { args: [] })));
    return problems.flatMap(problem => diagnosticText(problem).text.split('\n'));
  };
  expect(said({})).toEqual([]);
  const spec = SMALL_PROJECT['apps/ping.yaml'] as string;
  const messages = said({
    'apps/pong.yaml': spec.replace('ping', 'pang'),
    'releases/production/pung.yaml': SMALL_PROJECT['releases/production/ping.yaml'] as string,
  }).join('\n');
  expect(messages).toContain('rename the file to blue-green/apps/pang.yaml');
  expect(messages).toContain('expected blue-green/apps/pung.yaml');
  expect(messages).toContain('write blue-green/state/production/pong.yaml');
});

// As many as come near each other: the same in capitals, one in another one, and what systems or others have.
const anyStep = fc.constantFrom(
  'a',
  'A',
  'b',
  'apps',
  'Dist',
  'releases',
  'x.y',
  'a-b',
  '_',
  '0',
  'takeover',
  'Aux',
  'node_modules',
);
const anyFolder = fc.array(anyStep, { minLength: 1, maxLength: 3 }).map(steps => steps.join('/'));
const anyNames = fc.record({ apps: anyFolder, releases: anyFolder, dist: anyFolder }, { requiredKeys: [] });

// What has to hold, said once more: no step of a file system's way is of two, in capitals or not.
function areApart(named: NamedFolders): boolean {
  const all = Object.values({ ...FOLDERS, ...named }).map(name => name.toLowerCase().split('/'));
  const others = [['takeover'], ['objects'], ['node_modules']];
  const starts = (one: string[], other: string[]) => one.every((step, at) => other[at] === step);
  const meets = all.some((one, at) =>
    [...all.slice(at + 1), ...others].some(other => starts(one, other) || starts(other, one)),
  );
  return !meets && !all.flat().some(step => step === 'aux' || step === 'node_modules');
}

test('of any three names those are taken that lie apart on every system, and of any others one is told', () => {
  fc.assert(
    fc.property(anyNames, named => {
      expect(problemsOfFolders(named).length > 0).toBe(!areApart(named));
      for (const { path } of problemsOfFolders(named)) expect(Object.keys(named)).toContain(path[1]);
    }),
    { numRuns: 500 },
  );
});

test('whatever the folders are called, the same comes out of the same project, but for the paths by which engines find it', async () => {
  const all = await loaded();
  const made = (named: NamedFolders) => {
    const { apps, releases, dist } = { ...FOLDERS, ...named };
    const gitops =
      'gitops: { engines: [argocd, flux, kubectl], repository: https://git.example.com/a.git, path: deploy }\n';
    const files = {
      'apps/ping.yaml': null,
      'releases/production/ping.yaml': null,
      [`${apps}/ping.yaml`]: SMALL_PROJECT['apps/ping.yaml'],
      [`${releases}/production/ping.yaml`]: SMALL_PROJECT['releases/production/ping.yaml'],
      'bluegreen.yaml': `${SETTINGS}${gitops}folders: ${JSON.stringify(named)}\n`,
    };
    const project = inProject(files, root => readProject(root, { args: [] }));
    expect(problemsOfProject(project)).toEqual([]);
    const { inDist, outputPath, isForEngines, ownerOf, dist: name } = layoutOf(dist);
    const objects = project.applications.flatMap(({ application }) => renderApplication(application));
    const units = objects.map(({ path }) => outputPath(inDist(`apps/production/ping/${path}`)));
    const told = [
      ...environmentFiles(project.settings!, all),
      ...project.applications.flatMap(one => [...applicationFiles(one, all)]),
    ];
    const owners = told.map(([path]) => [isForEngines(`up/${inDist(path)}`), ownerOf(inDist(path))?.application]);
    return {
      objects,
      units: units.map(unit => unit && { ...unit, folder: unit.folder.slice(name.length) }),
      told: told.map(([path, text]) => [path, text.replaceAll(`deploy/${dist}/`, 'deploy/dist/')]),
      owners,
    };
  };
  const usual = made({});
  expect(usual.owners.map(([isTold]) => isTold)).not.toContain(false);
  expect(usual.units).not.toContain(undefined);
  fc.assert(
    fc.property(anyNames.filter(areApart), named => expect(made(named)).toEqual(usual)),
    { numRuns: 40 },
  );
});
