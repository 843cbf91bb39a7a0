import type { Audience } from './audience';

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

interface Addresses {
  /** Of the rule. */
  readonly id: string;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

/** Whether addresses are by their words for a look at what users are not on, or for some colours for ever. */
export function isPreviewAddress(
  { id, hosts, paths }: Addresses,
  leadsTo: readonly { readonly colour: string }[],
  { ofUsers, sharedWords }: Audience,
): boolean {
  if (ofUsers.has(id)) return false;
  const isPreview = (host: string) => wordsOf(host).some(word => PREVIEW.has(word) && !sharedWords.has(word));
  if (hosts.length > 0 && hosts.every(isPreview)) return true;
  const words = new Set([...hosts, ...paths].flatMap(wordsOf));
  return leadsTo.length > 0 && leadsTo.every(({ colour }) => words.has(colour));
}
