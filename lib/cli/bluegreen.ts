import { version } from '../../package.json';
import { exitCodeOf } from './errors';
import { complain } from './print';
import { program } from './program';

// The process sets the exit code and lets node end by itself, so that a pipe gets all that was printed.
async function main(): Promise<void> {
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

main();
