import { Agent, request } from 'node:http';

/** What a user asks for. @default - GET / of the application's host */
export interface Question {
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
}

/** What a user got: the colour that answered, or a status that is no 200. */
export type Answer = string;

/** Requests that users have open at once. */
const AT_ONCE = 16;

/** Asks so many times, by connections that stay open, and tells what came back. */
export async function ask(port: number, times: number, question: Question = {}): Promise<Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    return await Promise.all(Array.from({ length: times }, () => one(port, question, agent)));
  } finally {
    agent.destroy();
  }
}

/** How often each answer came. */
export function counted(answers: readonly Answer[]): Record<Answer, number> {
  const counts: Record<Answer, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

function one(
  port: number,
  { host = 'ping.example.com', path = '/', method = 'GET', headers = {} }: Question,
  agent: Agent,
) {
  return new Promise<Answer>((done, fail) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers: { ...headers, host }, agent },
      async answer => {
        let body = '';
        for await (const part of answer) body += part;
        done(answer.statusCode === 200 ? body : String(answer.statusCode));
      },
    );
    asked.on('error', fail);
    asked.end(method === 'POST' ? 'a write' : undefined);
  });
}
