// Loaded before a program: keeps the folder DISK as it is before each step that the program makes on it, as
// DISKS/1, DISKS/2 and so on.
const { cpSync } = require('node:fs');
const { join } = require('node:path');
const { watchSteps } = require('./steps-on-disk.js');

const { DISK, DISKS } = process.env;

let step = 0;
let keeping = false;
watchSteps(() => {
  if (keeping) return;
  keeping = true;
  cpSync(DISK, join(DISKS, `${++step}`), { recursive: true });
  keeping = false;
});
