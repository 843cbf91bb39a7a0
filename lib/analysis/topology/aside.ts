import { saysPreview, wordsOf } from './preview-words';

interface Addresses {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

/** Whether addresses are by their words for a look at what users are not on, or for some colours for ever. */
export function isAside({ hosts, paths }: Addresses, leadsTo: readonly { readonly colour: string }[]): boolean {
  if (hosts.length > 0 && hosts.every(saysPreview)) return true;
  const words = new Set([...hosts, ...paths].flatMap(wordsOf));
  return leadsTo.length > 0 && leadsTo.every(({ colour }) => words.has(colour));
}
