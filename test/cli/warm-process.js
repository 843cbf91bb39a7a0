// Runs the tool as built many times in one process, one run after another: most of what a run takes is V8 meeting its code for
// the first time. Asked on file descriptor 3, a run a line; answers on 4. A run is over when node would end.
const { readFileSync, readSync, writeSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const ASKED = 3;
const ANSWERS = 4;
const [, , tool] = process.argv;
const file = join(dirname(tool), 'program', 'bluegreen.js');
const built = { exports: {} };
let run;
// Of the run that is under way.
let printed;

for (const stream of ['stdout', 'stderr']) {
  process[stream].write = (chunk, ...more) => {
    printed[stream].push(Buffer.from(chunk));
    more.find(one => typeof one === 'function')?.();
    return true;
  };
}
// As node ends a process for it.
process.on('uncaughtException', error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exitCode = 1;
});
process.on('beforeExit', () => {
  if (printed) answer();
  next();
});
// No run ends the process; one that does leaves its words to whoever waits.
process.on('exit', () => {
  if (printed) writeSync(2, Buffer.concat(printed.stderr));
});

function next() {
  const line = asked();
  if (line === undefined) process.exit();
  const { cwd, env, words } = JSON.parse(line);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = [process.execPath, tool, ...words];
  process.exitCode = undefined;
  printed = { stdout: [], stderr: [] };
  // Node asks whether there is more to do only after it has done something.
  setImmediate(() => {});
  if (run) run(words);
  else run = begun();
}

// Its first run is of itself, as in a process of its own.
function begun() {
  const program = new Script(readFileSync(file, 'latin1'), { filename: file }).runInThisContext();
  program(built.exports, createRequire(tool), built, tool, dirname(tool));
  return built.exports.run;
}

function answer() {
  const [stdout, stderr] = [printed.stdout, printed.stderr].map(chunks => Buffer.concat(chunks).toString());
  const line = Buffer.from(`${JSON.stringify({ status: process.exitCode ?? 0, stdout, stderr })}\n`);
  for (let written = 0; written < line.length; ) written += writeSync(ANSWERS, line, written);
  printed = undefined;
}

function asked() {
  const chunks = [];
  for (const room = Buffer.alloc(65_536); ; ) {
    const length = readSync(ASKED, room);
    if (!length) return undefined;
    chunks.push(Buffer.from(room.subarray(0, length)));
    if (room[length - 1] === 10) return Buffer.concat(chunks).toString();
  }
}
