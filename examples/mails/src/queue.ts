export interface Message {
  readonly id: string;
  readonly to: string;
}

/** A queue that gives a message out again, unless whoever took it says that it is done. */
export interface Queue {
  /** The next message; undefined where there is none now. */
  take(): Promise<Message | undefined>;
  done(message: Message): Promise<void>;
  /** Fails where nobody answers. It takes nothing: who is idle asks it too. */
  check(): Promise<void>;
}

const PATIENCE_MILLISECONDS = 5_000;

/** A queue behind HTTP. Yours has a client of its own: put it here. */
export function queueAt(address: URL): Queue {
  const ask = async (method: string, path: string): Promise<Response> => {
    const url = new URL(path, address);
    const response = await fetch(url, { method, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    if (!response.ok) throw new Error(`${method} ${url.href}: ${response.status}`);
    return response;
  };
  return {
    take: async () => {
      const response = await ask('POST', '/take');
      return response.status === 204 ? undefined : ((await response.json()) as Message);
    },
    done: async ({ id }) => void (await ask('POST', `/done/${encodeURIComponent(id)}`)),
    check: async () => void (await ask('GET', '/health')),
  };
}
