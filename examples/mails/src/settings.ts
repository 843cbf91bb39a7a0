const MODES = ['consume', 'stand-by', 'check'] as const;

type Mode = (typeof MODES)[number];

export interface Settings {
  readonly mode: Mode;
  /** Where the queue is. */
  readonly queue: URL;
  /** What the log says of each message, to tell who took it. */
  readonly version: string;
}

/**
 * Reads the settings from the arguments and from environment variables.
 *
 * @throws if one of them can't be
 */
export function readSettings([mode = '', ...more]: readonly string[], env: NodeJS.ProcessEnv): Settings {
  if (!isMode(mode) || more.length > 0) {
    throw new Error(`expected one of ${MODES.join(', ')} as the argument, got '${[mode, ...more].join(' ')}'`);
  }
  const queue = env.QUEUE || '';
  if (!URL.canParse(queue) || !/^https?:$/.test(new URL(queue).protocol)) {
    throw new Error(`QUEUE must be the address of the queue, such as http://queue.example.com, got '${queue}'`);
  }
  return { mode, queue: new URL(queue), version: env.APP_VERSION || 'dev' };
}

function isMode(text: string): text is Mode {
  return (MODES as readonly string[]).includes(text);
}
