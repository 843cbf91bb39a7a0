// Runs one program of build/, and keeps the code of it and of what it started: node keep-code.js <program> <arguments>
const { renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { codeFile, scripts } = require('../build/start');

const [node, , program, ...args] = process.argv;
const file = join(__dirname, '..', 'build', `${program}.js`);
process.argv = [node, file, ...args];
process.on('exit', () => {
  for (const [name, script] of scripts) {
    const kept = codeFile(name);
    writeFileSync(`${kept}.new`, script.createCachedData());
    renameSync(`${kept}.new`, kept);
  }
});
require(file);
