/** Files by path, with "/". */
export type Files = ReadonlyMap<string, Uint8Array>;
