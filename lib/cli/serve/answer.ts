import type { IncomingMessage, ServerResponse } from 'node:http';
import { LIVE_POLICY } from '../../dashboard/page/page';
import { UserError } from '../../text/user-error';
import type { CurrentPage } from './current-page';

/** What is sent along with everything: nobody else's page may show this one in a frame, or read what is in it. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': `${LIVE_POLICY}; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

// By whatever port: a tunnel may have another one.
const OURS = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Answers a request for the page; all others are refused, and nothing is ever changed. */
export async function answer(request: IncomingMessage, response: ServerResponse, page: CurrentPage): Promise<void> {
  const refused = refusal(request);
  if (refused) return send(request, response, refused);
  try {
    const { version, text } = await page.current();
    const headers = { ETag: version };
    if (request.headers['if-none-match'] === version) return send(request, response, { status: 304, headers });
    return send(request, response, {
      status: 200,
      text,
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return send(request, response, { status: 503, text: `${error.text}\n` });
  }
}

interface Sent {
  readonly status: number;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request is none for the page; undefined where it is one. */
function refusal({ method, url, headers }: IncomingMessage): Sent | undefined {
  // A name that leads to this machine, and is somebody else's, would make this page theirs.
  if (!OURS.test(headers.host ?? '')) return { status: 421, text: 'ask for it as localhost\n' };
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, text: 'this only tells\n', headers: { Allow: 'GET, HEAD', Connection: 'close' } };
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  const isFromElsewhere = site !== 'none' && site !== 'same-origin' && headers['sec-fetch-mode'] !== 'navigate';
  if (isFromElsewhere) return { status: 403, text: 'only this page may ask for it\n' };
  return url === '/' ? undefined : { status: 404, text: 'there is one page here: /\n' };
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, text = '', headers }: Sent): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...HEADERS, ...headers });
  response.end(method === 'HEAD' || status === 304 ? undefined : text);
}
