import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Empties a server; true if every request was answered, false if the time was up and connections were cut. */
export type Drain = (milliseconds: number) => Promise<boolean>;

/** Call it before the server listens: it has to see every connection. */
export function drainOf(server: Server): Drain {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  return milliseconds =>
    new Promise(resolve => {
      // First of the listeners, because the app answers at once: the client must not come back on this connection.
      server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));

      const limit = setTimeout(() => {
        resolve(false);
        server.closeAllConnections();
      }, milliseconds);

      // Stops accepting and closes idle keep-alive connections (node 19 and later).
      server.close(() => {
        clearTimeout(limit);
        resolve(true);
      });

      // To node a connection that has not sent a byte is busy, not idle. Browsers open such connections ahead of need;
      // waiting for them would use up the whole limit.
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    });
}
