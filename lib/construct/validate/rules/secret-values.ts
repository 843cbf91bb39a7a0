import { secretIn } from '../../props/secret-value';
import type { ReleaseRule } from './rule';
import { texts } from './texts';

/** What stands in git is read by many: secret values belong into a Secret, named here. */
export const secretValuesStayOut: ReleaseRule = props =>
  [...texts(props)].flatMap(({ path, name, text }) => {
    const what = secretIn(name, text);
    if (!what) return [];
    // The value itself is never repeated: messages end up in logs.
    return [
      {
        path,
        message: `${name === undefined ? 'this' : `"${name}"`} looks like ${what}, which must not stand in git: expected the name of a Secret`,
        fix: `put it into a Secret, and here: env: { ${name ?? 'NAME'}: { secretKeyRef: { name: <secret>, key: <key> } } }`,
      },
    ];
  });
