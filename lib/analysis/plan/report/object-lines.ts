import { counted } from '../../../construct/props/counted';
import { differenceText } from '../key-difference';
import type { ObjectDiffs } from '../object-diff';

/** Each object, and below it each key that differs. */
export function objectLines({ shown, more }: ObjectDiffs): string[] {
  return [
    ...shown.flatMap(({ object, file, what, differences, moreKeys }) => [
      `${object} (${file}): ${what}`,
      ...differences.map(one => `  ${differenceText(one)}`),
      ...(moreKeys ? [`  and ${counted(moreKeys, 'more key')}`] : []),
    ]),
    ...(more ? [`and ${counted(more, 'more object')}`] : []),
  ];
}

/** `3 objects, key by key`. */
export function objectsText({ shown, more }: ObjectDiffs): string {
  return `${counted(shown.length + more, 'object')}, key by key`;
}
