import { counted } from '../../construct/props/counted';
import { objectName } from '../manifests/identity';
import type { Model } from '../topology/model';
import { blueGreen } from './change';
import { listed } from './listed';

/** What a verdict is about, so that silence is not taken for more than it says. */
export interface Judged {
  /** How many applications with colours were looked at, and by what users come to them; undefined for none. */
  readonly colours?: string;
  /** Which applications nothing tells colours of; undefined for none. */
  readonly plain?: string;
  /** Whether manifests were read at all: where a change touches none, there is nothing to say. */
  readonly isRead: boolean;
}

/** Of what is there after a change. */
export function judgedIn(head: Model): Judged {
  const own = blueGreen(head).filter(({ colours }) => colours.length);
  const others = head.applications.filter(({ isBlueGreen, colours }) => !isBlueGreen && colours.length);
  const names = own.map(({ place, entrances }) => {
    const ways = [...new Set(entrances.map(({ manifest }) => objectName(manifest.identity)))];
    return ways.length ? `${place} by ${ways.join(' and ')}` : `${place}, of which nothing says by what users come`;
  });
  return {
    ...(own.length && { colours: `${counted(own.length, 'application')} delivered blue-green: ${listed(names)}` }),
    ...(others.length && {
      plain: `only for whether somebody answers and the doors stay as wide, because nothing tells colours: ${listed(others.map(({ place }) => place))}`,
    }),
    isRead: head.tree.manifests.length > 0 || head.tree.unreadable.length > 0,
  };
}

/** What there is to say where no rule finds anything. */
export function nothingFound({ colours, plain, isRead }: Judged): string {
  if (colours !== undefined || !isRead) return 'Nothing found that can hurt users';
  const rest = plain === undefined ? 'nothing was judged' : 'nothing found, and little was judged';
  return `Nothing here is delivered blue-green: ${rest}`;
}

/** Both in words, a line each. */
export function judgedLines({ colours, plain }: Judged): string[] {
  return [colours, plain].flatMap(words => (words === undefined ? [] : [`judged: ${words}`]));
}
