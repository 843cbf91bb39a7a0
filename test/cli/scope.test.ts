import fc from 'fast-check';
import { affected, foldersOf, mayMeet, textsOfMeeting } from '../../lib/cli/comparison/scope';
import { sidesInGit } from '../../lib/cli/comparison/sides';
import { pathsOf } from '../../lib/git/comparison';
import { LAYOUT } from '../../lib/project/output/layout';
import { ToolProject } from './tool-project';

const app = (name: string, file: string, environment = 'production') =>
  `dist/apps/${environment}/${name}/base/${file}.k8s.yaml`;
const ALL = [
  app('ping', 'Ingress.ping'),
  app('ping', 'ServiceAccount.ping'),
  app('pong', 'HTTPRoute.pong'),
  app('pong', 'ServiceAccount.pong'),
  app('none', 'ServiceAccount.none'),
  app('ping', 'Ingress.ping', 'staging'),
];

test('who gives an address away is judged beside all who have one in that environment', () => {
  expect(affected(LAYOUT, [app('ping', 'Ingress.ping')], ALL)).toEqual(ALL.slice(0, 4));
});

test('any other change of an application is judged by itself', () => {
  expect(affected(LAYOUT, [app('ping', 'ServiceAccount.ping')], ALL)).toEqual(ALL.slice(0, 2));
});

const anyFile = fc
  .tuple(
    fc.constantFrom('dist/apps/production', 'dist/apps/staging', 'dist/flux/production', 'dist/argocd'),
    fc.constantFrom('ping', 'pong', 'none'),
    fc.constantFrom('', 'base/', 'blue/', 'release/traffic/'),
    fc.constantFrom(
      'Ingress.ping',
      'HTTPRoute.pong',
      'Service.ping',
      'Service.pong',
      'Deployment.ping-blue',
      'Größe.漢字',
    ),
  )
  .map(([folder, application, unit, name]) => `${folder}/${application}/${unit}${name}.k8s.yaml`);

test('the folders of what is affected hold all that a second look needs: whoever looks at them alone sees the same', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyFile, { maxLength: 4 }),
      fc.uniqueArray(anyFile, { maxLength: 40 }),
      (changed, rest) => {
        const all = [...new Set([...changed, ...rest])];
        const read = affected(LAYOUT, changed, all);
        const folders = foldersOf(LAYOUT, read);
        const listed = all.filter(file => folders.some(folder => file.startsWith(`${folder}/`)));
        expect(affected(LAYOUT, changed, listed)).toEqual(read);
      },
    ),
  );
});

test('of what git prints, no path is left out that a change may meet', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyFile, { maxLength: 40 }),
      fc.uniqueArray(anyFile, { maxLength: 40 }),
      (changed, all) => {
        const printed = Buffer.from(all.map(file => `${file}\0`).join(''));
        const read = pathsOf(printed, textsOfMeeting(changed));
        expect(read.filter(mayMeet(changed)).sort()).toEqual(all.filter(mayMeet(changed)).sort());
        expect(all).toEqual(expect.arrayContaining(read));
      },
    ),
  );
});

test('a change is read with whoever has an object of that name, be it staged, committed or neither, and with nobody else', () => {
  const project = new ToolProject();
  const file = 'base/ServiceAccount.ping.k8s.yaml';
  const ping = `dist/apps/production/ping/${file}`;
  const shop = `dist/apps/production/shop/${file}`;
  const read = (base?: string, tip?: string) => {
    const { base: before, head } = sidesInGit({
      root: project.root,
      paths: ['dist'],
      inputs: ['bluegreen.yaml', 'apps', 'releases'],
      ...(base !== undefined && { base }),
      ...(tip !== undefined && { head: tip }),
    });
    const folders = (files: Iterable<string>) =>
      [...new Set([...files].map(path => path.split('/').slice(0, 4).join('/')))].sort();
    return [folders(before!.keys()), folders(head.keys())];
  };
  const alone = ['dist/apps/production/ping'];
  const both = ['dist/apps/production/ping', 'dist/apps/production/shop'];
  project.write(ping, `${project.read(ping)}# changed\n`);
  expect(read()).toEqual([alone, alone]);
  project.git('add', '--all');
  expect(read()).toEqual([alone, alone]);
  project.write(shop, project.read(ping));
  expect(read()).toEqual([both, both]);
  project.commit();
  expect(read('HEAD~1')).toEqual([both, both]);
  expect(read('HEAD~1', 'HEAD')).toEqual([both, both]);
  expect(read('HEAD', 'HEAD')).toEqual([[], []]);
  // What the index has no more, and the work tree has, is a change as well.
  project.git('rm', '--quiet', '--cached', shop);
  project.write(ping, project.read(ping).replace('# changed', '# again'));
  expect(read()).toEqual([both, both]);
});
