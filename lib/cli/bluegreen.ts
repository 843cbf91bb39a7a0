import { version } from '../../package.json';
import { exitCodeOf } from './errors';
import { complain } from './print';
import { program } from './program';

/** Does what a command line says; sets the exit code and lets node end by itself, so that a pipe gets all that was printed. */
export async function run(words: readonly string[]): Promise<void> {
  const root = await program(version, words);
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({ writeErr: text => complain(text.replace(/\n$/, '')) });
  }
  try {
    await root.parseAsync(words, { from: 'user' });
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

for (const stream of [process.stdout, process.stderr]) stream.on('error', unprinted);
run(process.argv.slice(2));
