/**
 * A path as a relative reference, whatever the names in it hold.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-4.2
 */
export function fileUri(path: string): string {
  return path
    .split('/')
    .map(step => encodeURIComponent(step.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}
