import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../text/user-error';
import { answer } from './answer';
import type { CurrentPage } from './current-page';

// No other machine reaches it, whatever it asks for.
const LOOPBACK = '127.0.0.1';

/**
 * Answers on this machine alone.
 * @param port 0: any that is free
 * @returns the server, once it does
 * @throws UserError where it can't have the port
 */
export async function served(page: CurrentPage, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 5_000 });
  server.maxConnections = 64;
  server.on('request', (request, response) => {
    // What is no fault of the user's ends the run, as in every verb.
    answer(request, response, page).catch(error => server.emit('fault', error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new UserError(whyNot(error, port))));
    server.listen(port, LOOPBACK, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** Until somebody ends it: by Ctrl-C, or as a service is ended. */
export async function ended(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('fault', reject);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}

function whyNot({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE') return `port ${port} is taken: name another one with --port, or 0 for any that is free`;
  if (code === 'EACCES') return `port ${port} is only for administrators: name one above 1023 with --port`;
  return `port ${port} can't be had: ${message}`;
}
