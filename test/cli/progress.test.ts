import { Progress } from '../../lib/cli/progress';
import { ToolProject } from './tool-project';

// A clock that a step moves on by so many milliseconds, and what is written meanwhile.
function shown(isTTY: boolean, steps: number, milliseconds: number): string[] {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress(
    'applications',
    steps,
    () => ({ isTTY, write: text => written.push(text) }),
    () => now,
  );
  for (let step = 0; step < steps; step++) {
    now += milliseconds;
    progress.step();
  }
  progress.end();
  return written;
}

test('a run of under a second says nothing', () => {
  expect(shown(true, 9, 100)).toEqual([]);
});

test('a longer one says how far it is, and takes the line away at the end', () => {
  expect(shown(true, 4, 400)).toEqual(['\r\u001b[K3 of 4 applications', '\r\u001b[K4 of 4 applications', '\r\u001b[K']);
});

test('it says it ten times a second at most', () => {
  expect(shown(true, 1400, 1)).toHaveLength(4 + 1 + 1);
});

test('in a pipe it says nothing, however long it takes', () => {
  expect(shown(false, 10, 1000)).toEqual([]);
});

test('things that it hands out count when they are done, and who stops early ends the run', () => {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress(
    'versions',
    undefined,
    () => ({ isTTY: true, write: text => written.push(text) }),
    () => now,
  );
  for (const version of progress.over(['1.0', '2.0', '3.0', '4.0'])) {
    if (version === '4.0') break;
    now += 500;
  }
  expect(written).toEqual(['\r\u001b[K2 versions', '\r\u001b[K3 versions', '\r\u001b[K']);
});

describe.each([
  [['synth'], ['1 of 3 applications', '2 of 3 applications', '3 of 3 applications']],
  [
    ['synth', '--only', 'shop'],
    ['1 of 2 applications', '2 of 2 applications'],
  ],
  [['status'], ['1 of 3 applications', '2 of 3 applications', '3 of 3 applications']],
  [
    ['status', '--output', 'json'],
    ['1 of 3 applications', '2 of 3 applications', '3 of 3 applications'],
  ],
  [['history'], ['1 versions of release files', '2 versions of release files', '3 versions of release files']],
])('bluegreen %j that takes long', (words, lines) => {
  const project = new ToolProject();

  test('tells a terminal how far it is, but not in what it prints', () => {
    const told = [...lines.map(line => `\r\u001b[K${line}`), '\r\u001b[K'].join('');
    const { status, stdout, stderr } = project.runAfter(['slow-clock.js', 'as-on-a-terminal.js'], ...words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: told });
    expect(stdout).not.toContain('\u001b');
  });

  test('tells a pipe nothing', () => {
    expect(project.runAfter(['slow-clock.js'], ...words)).toMatchObject({ status: 0, stderr: '' });
  });
});
