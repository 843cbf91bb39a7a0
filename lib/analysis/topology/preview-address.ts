import type { Audience } from './audience';
import { saysPreview, wordsOf } from './preview-words';

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
  const isPreview = (host: string) => wordsOf(host).some(word => saysPreview(word) && !sharedWords.has(word));
  if (hosts.length > 0 && hosts.every(isPreview)) return true;
  const words = new Set([...hosts, ...paths].flatMap(wordsOf));
  return leadsTo.length > 0 && leadsTo.every(({ colour }) => words.has(colour));
}
