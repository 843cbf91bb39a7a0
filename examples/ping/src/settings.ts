export interface Settings {
  /** Port to listen on; 0 lets the system choose, and the log says which. */
  readonly port: number;
  /** What users see as the version. */
  readonly version: string;
}

/**
 * Reads the settings from environment variables.
 *
 * @throws if PORT is set and is no port number
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = env.PORT || '5000';
  // Digits only: Number() would also take '', ' 1', '0x10' and '1e3'.
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, got '${port}'`);
  }
  return { port: Number(port), version: env.APP_VERSION || 'dev' };
}
