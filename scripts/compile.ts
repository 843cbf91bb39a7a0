/**
 * Keeps what V8 makes of the programs in build/program, for lib/cli/start. V8 compiles a function when it is first called,
 * so each program runs once as people run it, on a project made for that. Without git the tool does less, and so less of
 * it is kept.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEEP = join(__dirname, 'keep-code.js');
const TOOL = join(__dirname, '..', 'build', 'bluegreen.js');
const APPLICATION = '--image registry.example.com/web:1.0 --port 8080 --readiness /health'.split(' ');

const project = mkdtempSync(join(tmpdir(), 'blue-green-compile-'));
// What a hook of git hands down would lead out of the project.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

function run(program: string, ...args: string[]): void {
  spawnSync(program, args, { cwd: project, env });
}

run(process.execPath, TOOL, 'new', 'web', ...APPLICATION, '--env', 'production', '--namespace', 'web');
run('git', 'init', '--quiet');
run('git', 'add', '--all');
run('git', '-c', 'user.name=build', '-c', 'user.email=build@example.com', 'commit', '--quiet', '--message=web');
// This reads, decides, renders and judges.
run(process.execPath, KEEP, 'bluegreen', 'check', '--no-base');
run(process.execPath, KEEP, 'main');
rmSync(project, { recursive: true });
