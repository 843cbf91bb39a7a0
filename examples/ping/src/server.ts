import { createServer, type Server } from 'node:http';
import type { Log } from './log';

export interface PingServerProps {
  /** The version that every answer names. */
  readonly version: string;
  readonly log: Log;
}

/** The web app, not yet listening: GET /ping says hi and its version. It keeps no state. */
export function pingServer({ version, log }: PingServerProps): Server {
  const server = createServer((request, response) => {
    const started = performance.now();
    const { method = '', url = '' } = request;
    const path = url.split('?', 1)[0]; // a query may hold what no log should
    response.once('close', () => {
      const ms = Math.round(performance.now() - started);
      log('request', { method, path, status: response.statusCode, ms });
    });

    const answer = answerTo(method, path, version);
    response.writeHead(answer.status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': Buffer.byteLength(answer.text),
      // A cached answer would name the old version after the switch.
      'Cache-Control': 'no-store',
      ...answer.headers,
    });
    response.end(answer.text); // node leaves the body out for HEAD
  });

  // Longer than the 60 s for which common proxies keep a connection: the proxy must be the one to close it, else it
  // sends a request just as we hang up, and its user sees a 502.
  server.keepAliveTimeout = 65_000;
  return server;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Record<string, string>;
}

function answerTo(method: string, path: string | undefined, version: string): Answer {
  if (path !== '/ping') return { status: 404, text: 'Not found: try /ping\n' };
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, text: 'Only GET and HEAD\n', headers: { Allow: 'GET, HEAD' } };
  }
  return { status: 200, text: `Hi from version ${version}\n` };
}
