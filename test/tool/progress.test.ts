import { Progress } from '../../lib/tool/progress';

// A clock that a step moves on by so many milliseconds, and what is written meanwhile.
function shown(isTTY: boolean, steps: number, milliseconds: number): string[] {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress('applications', steps, { isTTY, write: text => written.push(text) }, () => now);
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
