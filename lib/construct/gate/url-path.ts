/**
 * A path, with query if any, as it may stand in a URL: what no URL may hold is percent-encoded as UTF-8, and "#" too,
 * because nothing behind it would be sent. What is encoded already stays.
 */
export function urlPath(path: string): string {
  return path.replaceAll(/\p{Cs}/gu, '\ufffd').replaceAll(/[^!-~]|["#<>\\^`{|}]/gu, encodeURIComponent);
}
