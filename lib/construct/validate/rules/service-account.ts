import { COLOURS } from '../../props/colour';
import { isFrozen } from '../../props/release';
import { accountName } from '../../resolve/service-accounts';
import type { ApplicationRule } from './rule';

/** Accounts of one name are one object, and a change to it reaches the pods that users reach. */
export const accountsAgree: ApplicationRule = (props, { name, serviceAccounts }) =>
  COLOURS.flatMap(colour => {
    const given = props[colour]?.serviceAccount?.annotations;
    const account = serviceAccounts.find(candidate => candidate.name === accountName(name, props[colour] ?? {}));
    // The application's word wins over what was frozen before it.
    if (!given || isFrozen(props[colour]!) || !account || same(given, account.annotations)) return [];
    return [
      {
        path: [colour, 'serviceAccount', 'annotations'],
        message: `expected the same annotations as elsewhere for the account "${account.name}": accounts of one name are one object`,
        fix: 'leave them out here, or give this colour an account of another name',
      },
    ];
  });

function same(one: { readonly [key: string]: string }, other: { readonly [key: string]: string }): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every(key => one[key] === other[key]);
}
