// Splits what a program does to the file system into the steps in which the disk sees it, so that a test can stop
// before any one of them: each system call that changes something, and each half of a file's content.
const fs = require('node:fs');
const { join } = require('node:path');

const real = { ...fs };

const SINGLE = [
  'copyFileSync',
  'fchmodSync',
  'fsyncSync',
  'linkSync',
  'mkdirSync',
  'openSync',
  'renameSync',
  'rmdirSync',
  'unlinkSync',
];

/** Calls `beforeStep` before each step; returns what puts the real functions back. */
function watchSteps(beforeStep) {
  const watched = {
    writeFileSync(path, content, options) {
      beforeStep();
      const file = real.openSync(path, options?.flag ?? 'w');
      try {
        const half = content.length >> 1;
        for (const part of [content.slice(0, half), content.slice(half)]) {
          beforeStep();
          real.writeSync(file, part);
        }
      } finally {
        real.closeSync(file);
      }
    },

    writeSync(file, content, offset = 0) {
      beforeStep();
      const half = (content.length - offset) >> 1;
      const written = half ? real.writeSync(file, content, offset, half) : 0;
      beforeStep();
      return written + real.writeSync(file, content, offset + written);
    },

    rmSync(path, options) {
      const entry = real.lstatSync(path, { throwIfNoEntry: false });
      if (!entry && options?.force) return;
      if (entry?.isDirectory() && options?.recursive) {
        for (const name of real.readdirSync(path)) fs.rmSync(join(path, name), options);
        fs.rmdirSync(path);
        return;
      }
      try {
        fs.unlinkSync(path);
      } catch (error) {
        if (!options?.force || error.code !== 'ENOENT') throw error;
      }
    },
  };
  for (const name of SINGLE) {
    watched[name] = (...args) => {
      beforeStep();
      return real[name](...args);
    };
  }
  Object.assign(fs, watched);
  return () => {
    for (const name of Object.keys(watched)) fs[name] = real[name];
  };
}

module.exports = { watchSteps };
