import { COLOURS } from '../../construct/props/colour';
import type { Output } from '../synth/output';

/**
 * Whether only names, versions and images tell both colours apart, and the gate asks what it asked: then users lose nothing
 * by going from one to the other. Texts are compared, because reading YAML takes longer than a promotion otherwise does.
 */
export function areAlike({ files, contentOf, foundIn }: Pick<Output, 'files' | 'contentOf' | 'foundIn'>): boolean {
  const texts = (start: string, textOf: (file: string) => string | null | undefined) =>
    files
      .filter(file => file.startsWith(start) && !file.includes('/ConfigMap.'))
      .map(file => plain(textOf(file) ?? ''))
      .join('');
  const [blue, green] = COLOURS.map(colour => texts(`${colour}/`, contentOf));
  return blue === green && texts(GATE, foundIn) === texts(GATE, contentOf);
}

const GATE = 'release/verify/Job.';

// A new release has another image, version and hash in any case, and often other variables: nothing is weaker by them.
function plain(text: string): string {
  return text
    .replaceAll(VARIABLES, '')
    .replaceAll(/^.*\b(image|app\.kubernetes\.io\/version|blue-green\/attempt): .*$/gm, '')
    .replaceAll(/\b[0-9a-f]{10}\b/g, '')
    .replaceAll(ANY_COLOUR, '');
}

// With all that stands deeper.
const VARIABLES = /^( *)(?:- | {2})env:\n(?:\1 {3,}.*\n)*/gm;

const ANY_COLOUR = new RegExp(`\\b(${COLOURS.join('|')})\\b`, 'g');
