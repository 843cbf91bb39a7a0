import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository';

const TOOL = join(ROOT, 'build/bluegreen.js');

// As `bluegreen history | head` does.
test('who closes the pipe gets no stack trace, and the verb ends as it would have', () => {
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', '{ "$1" "$2" --help; echo "ended with $?" >&3; } 3>&2 | true', 'sh', process.execPath, TOOL],
    {
      encoding: 'utf8',
    },
  );
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: 'ended with 0\n' });
});

const onFullDisk = existsSync('/dev/full') ? test : test.skip;
onFullDisk('what can not be printed is said in words, and is no success', () => {
  const { status, stderr } = spawnSync('sh', ['-c', '"$1" "$2" --help > /dev/full', 'sh', process.execPath, TOOL], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "what there is to say can't be printed: ENOSPC: no space left on device, write\n",
  });
});
