import type { AddressInfo } from 'node:net';
import { drainOf } from './drain';
import { jsonLog } from './log';
import { pingServer } from './server';
import { readSettings } from './settings';

// Together with the pause of the preStop hook it must fit in terminationGracePeriodSeconds (30 by default).
const DRAIN_MILLISECONDS = 10_000;

const { port, version } = readSettings(process.env);
const log = jsonLog(process.stdout, { version });
const server = pingServer({ version, log });
const drain = drainOf(server);

let stopping = false;

async function stop(signal: NodeJS.Signals): Promise<void> {
  // Said in so many words: for pid 1 the kernel drops a signal that has no handler.
  if (stopping) {
    log('stopped at once', { signal });
    process.exit(1);
  }
  stopping = true;
  const draining = drain(DRAIN_MILLISECONDS);
  log('stopping', { signal }); // by now no new connection is taken
  const drained = await draining;
  log(drained ? 'stopped' : 'stopped, connections were cut');
  process.exit(drained ? 0 : 1);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

// Without a host, node listens on :: for IPv6 and IPv4 both, and on 0.0.0.0 where the kernel has no IPv6.
server.listen(port, () => {
  const { address, port } = server.address() as AddressInfo;
  log('listening', { address, port });
});
