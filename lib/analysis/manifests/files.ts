/** Files by path, with "/". */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The API server takes objects of 1.5 MB at most; a parser needs some hundred times the bytes of the file. */
export const MOST_BYTES = 10 * 1024 * 1024;

let larger: Uint8Array | undefined;

/** Stands for the content of a file that is larger than `MOST_BYTES`, and was not read. */
export function oversized(): Uint8Array {
  larger ??= new Uint8Array(MOST_BYTES + 1);
  return larger;
}

/** Whether a file is YAML by its name. */
export function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}
