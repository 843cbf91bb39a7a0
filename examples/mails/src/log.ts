export type Log = (message: string, fields?: Record<string, unknown>) => void;

/** Writes one JSON object per line; `always` stands in every line. */
export function jsonLog(stream: { write(line: string): unknown }, always: Record<string, unknown>): Log {
  return (message, fields) => {
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), message, ...always, ...fields })}\n`);
  };
}
