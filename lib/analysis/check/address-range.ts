/** Whether all addresses of a range such as `10.0.0.0/8` are in one of others. */
export function isWithin(range: string, others: readonly string[]): boolean {
  return others.some(other => other === range || covers(parsed(other), parsed(range)));
}

interface Range {
  /** The bits of the addresses, as a text of 0 and 1. */
  readonly bits: string;
  readonly length: number;
}

function covers(wide: Range | undefined, narrow: Range | undefined): boolean {
  if (!wide || !narrow || wide.bits.length !== narrow.bits.length) return false;
  return wide.length <= narrow.length && narrow.bits.startsWith(wide.bits.slice(0, wide.length));
}

function parsed(range: string): Range | undefined {
  const [address, length] = range.trim().split('/');
  const bits = address!.includes(':') ? bitsOf6(address!) : bitsOf4(address!);
  return bits === undefined ? undefined : { bits, length: length === undefined ? bits.length : Number(length) };
}

function bitsOf4(address: string): string | undefined {
  const bytes = address.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some(byte => !(byte >= 0 && byte <= 255))) return undefined;
  return bytes.map(byte => byte.toString(2).padStart(8, '0')).join('');
}

function bitsOf6(address: string): string | undefined {
  const [head = '', tail] = address.split('::');
  const groups = (part: string) => (part ? part.split(':') : []);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const missing = tail === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array<string>(Math.max(0, missing)).fill('0'), ...last];
  if (all.length !== 8 || all.some(group => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.map(group => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
