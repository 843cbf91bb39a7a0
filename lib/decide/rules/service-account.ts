import type { ApplicationRule } from '.';

/** Both colours may run as one account. Then it is one object, and a change to it reaches the pods that users reach. */
export const accountsAgree: ApplicationRule = (props, { blue, green }) => {
  const [one, other] = [blue.serviceAccount, green.serviceAccount];
  if (one.name !== other.name || same(one.annotations, other.annotations)) return [];
  return [
    {
      path: [props.green?.serviceAccount ? 'green' : 'blue', 'serviceAccount', 'annotations'],
      message: `blue and green run as the one account "${one.name}": expected the same annotations in both`,
      fix: 'give the account of one colour another name',
    },
  ];
};

function same(one: { readonly [key: string]: string }, other: { readonly [key: string]: string }): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every(key => one[key] === other[key]);
}
