import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allowFileIn } from '../../../lib/cli/comparison/allowances';
import { diagnosticText } from '../../../lib/project/files/diagnostic';
import { problemsOfProject, readProject } from '../../../lib/project/files/project';
import { temporaryFolder } from '../../folder';
import { inProject } from './small-project';

const SECRET = 'password: hunter2\n';

function problems(root: string): string[] {
  return problemsOfProject(readProject(root, { args: [] })).map(problem => diagnosticText(problem).text);
}

describe('what a link leads to is not read, and no word of it is told', () => {
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, 'secret'), SECRET);
  mkdirSync(join(elsewhere, 'folder'));
  writeFileSync(join(elsewhere, 'folder', 'ping.yaml'), SECRET);

  test.each([
    ['bluegreen.yaml', 'secret', 'bluegreen.yaml: error: expected a file of the project, got a symbolic link'],
    ['apps/ping.yaml', 'secret', 'apps/ping.yaml: error: expected a file of the project, got a symbolic link'],
    ['apps/other.yaml', 'missing', 'apps/other.yaml: error: expected a file of the project, got a symbolic link'],
    ['releases/production/ping.yaml', 'secret', 'releases/production/ping.yaml: error: expected a file of the project'],
    ['releases/staging', 'folder', 'releases/staging: error: expected a file of the project, got a symbolic link'],
    ['apps', 'folder', 'apps: error: expected a file of the project, got a symbolic link'],
    ['releases', 'folder', 'releases: error: expected a file of the project, got a symbolic link'],
  ])('%s', (path, target, said) => {
    const below = ['bluegreen.yaml', 'apps/ping.yaml', 'releases/production/ping.yaml'];
    const gone = Object.fromEntries(
      below.filter(file => file === path || file.startsWith(`${path}/`)).map(file => [file, null]),
    );
    inProject(gone, root => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      symlinkSync(join(elsewhere, target), join(root, path));
      const all = problems(root);
      expect(all).toContainEqual(expect.stringContaining(said));
      expect(all.join('\n')).not.toMatch(/password|hunter2/);
    });
  });

  test('a file in which a review lets findings pass', () => {
    inProject({}, root => {
      expect(allowFileIn(root, undefined)).toBeUndefined();
      symlinkSync(join(elsewhere, 'secret'), join(root, 'bluegreen-allow.yaml'));
      expect(() => allowFileIn(root, undefined)).toThrow('expected a file of the project, got a symbolic link');
    });
  });
});
