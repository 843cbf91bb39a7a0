import { version } from '../../package.json';
import { exitCodeOf } from './errors';
import { complain } from './print';
import { program } from './program';

// The process sets the exit code and lets node end by itself, so that a pipe gets all that was printed.
async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unprinted);
  const root = await program(version, process.argv.slice(2));
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({ writeErr: text => complain(text.replace(/\n$/, '')) });
  }
  try {
    await root.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

// Who reads no further, as `head` does, has had enough: what is under way goes on to its end.
function unprinted({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return;
  process.exitCode = 1;
  complain(`what there is to say can't be printed: ${message}`);
}

main();
