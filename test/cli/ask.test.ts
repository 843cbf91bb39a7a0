import { temporaryFolder, treeIn } from '../folder';
import { atTerminal, type Exchange } from './terminal';
import { ToolProject } from './tool-project';

function asked(project: ToolProject, words: readonly string[], exchanges: readonly Exchange[]) {
  return atTerminal(project.words('new', ...words), exchanges, { cwd: project.root });
}

const ENTER = '\r';

test('new asks at a terminal for what the options leave out, and does as when they say it', async () => {
  const [typed, said] = [new ToolProject(), new ToolProject()];
  const { status, shown } = await asked(
    typed,
    ['--port', '80'],
    [
      ['Name: ', `web${ENTER}`],
      ['Image with tag: ', `nginx:1.27${ENTER}`],
      ['Path that answers once a pod can serve (/): ', ENTER],
      ['Environment, staging or production: ', `staging${ENTER}`],
    ],
  );
  expect(shown).toContain('wrote apps/web.yaml');
  expect(shown).not.toContain('Port');
  expect(status).toBe(0);
  said.run('new', 'web', '--image', 'nginx:1.27', '--port', '80', '--env', 'staging');
  expect(treeIn(typed.root)).toMatchObject({ 'apps/web.yaml': said.read('apps/web.yaml') });
  expect(typed.changed()).toEqual(said.changed());
});

test('new asks again when the answer is empty and there is no default', async () => {
  const project = new ToolProject();
  const { status, shown } = await asked(
    project,
    ['web', '--port', '80', '--readiness', '/', '--env', 'staging'],
    [
      ['Image with tag: ', `  ${ENTER}`],
      ['Image with tag: ', `nginx:1.27${ENTER}`],
    ],
  );
  expect(shown).toContain('wrote apps/web.yaml');
  expect(status).toBe(0);
});

test('new asks again, with the reason, when an answer or an option is wrong; no other answer is lost', async () => {
  const project = new ToolProject();
  const { status, shown } = await asked(
    project,
    ['--port', 'abc', '--readiness', '/'],
    [
      ['Name: ', `web${ENTER}`],
      ['Image with tag: ', `nginx${ENTER}`],
      ['--image: expected an image with a tag or a digest, such as nginx:1.0, got "nginx"', ''],
      ['Image with tag: ', `nginx:1.27${ENTER}`],
      ['--port: expected a port from 1 to 65535, got "abc"', ''],
      ['Port that the container listens on: ', `80${ENTER}`],
      ['Environment, staging or production: ', `stage${ENTER}`],
      ['there is no environment "stage"', ''],
      ['Environment, staging or production: ', `staging${ENTER}`],
    ],
  );
  expect(shown).toContain('wrote releases/staging/web.yaml');
  expect(status).toBe(0);
});

test('where there is no project, new asks for the environment and the namespace as well', async () => {
  const project = new ToolProject(temporaryFolder());
  const { status } = await asked(
    project,
    ['web', '--image', 'nginx:1.27', '--port', '80', '--readiness', '/'],
    [
      ['Environment (production): ', `prod${ENTER}`],
      ['Namespace of prod and all its applications (web): ', `shop${ENTER}`],
    ],
  );
  expect(status).toBe(0);
  expect(project.read('bluegreen.yaml')).toContain('environments:\n  prod:\n    namespace: shop\n');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s at a prompt ends new in words; nothing is written', async (_, key) => {
  const project = new ToolProject();
  const { status, shown } = await asked(
    project,
    [],
    [
      ['Name: ', `web${ENTER}`],
      ['Image with tag: ', key],
    ],
  );
  expect(shown).toMatch(/\nerror: nothing was written: not all questions were answered\n$/);
  expect([status, project.changed()]).toEqual([2, []]);
});
