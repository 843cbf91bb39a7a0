const PREVIEW = new Set([
  'preview',
  'staging',
  'stage',
  'test',
  'uat',
  'qa',
  'idle',
  'inactive',
  'standby',
  'candidate',
  'next',
  'canary',
]);

/** Whether a name or a host is one for a look at what users are not on. */
export function saysPreview(text: string): boolean {
  return wordsOf(text).some(word => PREVIEW.has(word));
}

/** `web-blue.example.com/v2`: web, blue, example, com and v2. */
export function wordsOf(text: string): string[] {
  return text.split(/[^A-Za-z0-9]+/).filter(word => word);
}
