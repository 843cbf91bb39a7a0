import { join } from 'node:path';
import { temporaryFolder, writeTree } from '../folder';
import { ToolProject } from './tool-project';
import { WarmTool } from './warm-tool';

test('a run in the process that tests share says and leaves what one in a process of its own does', () => {
  const inOwn = (project: ToolProject, ...words: string[]) => {
    const { status, stdout, stderr } = project.type(project.command(...words));
    return { status, stdout, stderr };
  };
  const [one, other] = [new ToolProject(), new ToolProject()];
  for (const words of [
    ['promote', 'ping', '--env', 'prodution'],
    ['promote', 'ping', '--env', 'production'],
    ['status', '--output', 'json'],
    ['check'],
  ]) {
    expect(one.run(...words)).toEqual(inOwn(other, ...words));
  }
  expect(one.git('diff')).toBe(other.git('diff'));
  expect(one.git('diff')).toContain('+active: green');
});

describe('of another program', () => {
  const folder = temporaryFolder();
  const tool = join(folder, 'tool.js');
  let warm: WarmTool;
  beforeAll(() => {
    writeTree(folder, {
      'program/bluegreen.js': `(function (exports) {
        exports.run = words => {
          console.log(process.cwd(), process.env.COLOUR, process.exitCode, words.join());
          if (words[0] === 'fails') process.exitCode = 3;
          if (words[0] === 'throws') setTimeout(() => { throw new Error('later'); });
          if (words[0] === 'ends') { console.error('of itself'); process.exit(4); }
        };
        exports.run(process.argv.slice(2));
      })`,
      'place/file': '',
    });
    warm = new WarmTool(tool);
  });
  afterAll(() => warm.end());

  test('nothing of a run is left for the next: folder, environment, exit code, output', () => {
    expect(warm.run(folder, { COLOUR: 'blue' }, ['fails'])).toEqual({
      status: 3,
      stdout: `${folder} blue undefined fails\n`,
      stderr: '',
    });
    expect(warm.run(join(folder, 'place'), {}, [])).toEqual({
      status: 0,
      stdout: `${folder}/place undefined undefined \n`,
      stderr: '',
    });
  });

  test('a run is over when nothing is left to do, and what nobody catches ends it with its stack', () => {
    const { status, stderr } = warm.run(folder, {}, ['throws']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Error: later\n {4}at /);
    expect(warm.run(folder, {}, []).status).toBe(0);
  });

  test('a run that ends the process is an error with what it said', () => {
    expect(() => warm.run(folder, {}, ['ends'])).toThrow('the tool has ended: of itself');
  });
});
