const {
  accessSync,
  constants,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeFileSync,
} = require('node:fs');
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const MEMORY = '/dev/shm';
const NAME = /^blue-green-tests-(\d+)-/;
const ENOUGH_BYTES = 4 * 1024 ** 3;

/**
 * Lets the tests keep their temporary files in memory, where there is room: they make and remove some hundred thousand,
 * and on a disk wait for it most of their time. TMPDIR, where it is set, is left as it is.
 */
module.exports = () => {
  if (process.env.TMPDIR || !hasRoom()) return;
  for (const name of readdirSync(MEMORY)) {
    const [, process] = NAME.exec(name) ?? [];
    if (process && !isAlive(Number(process))) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
  const folder = realpathSync(mkdtempSync(join(MEMORY, `blue-green-tests-${process.pid}-`)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // In containers nothing may be run from there.
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  if (spawnSync(program).status === 0) process.env.TMPDIR = folder;
};

function hasRoom() {
  try {
    accessSync(MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
