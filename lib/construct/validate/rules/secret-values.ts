import { secretIn } from '../../props/secret-value';
import type { ReleaseRule } from './rule';
import { texts } from './texts';

/** What stands in git is read by many: secret values belong into a Secret, named here. */
export const secretValuesStayOut: ReleaseRule = props =>
  texts(props).flatMap(({ path, name, text }) => {
    const what = secretIn(name, text);
    if (!what) return [];
    // The value itself is never repeated: messages end up in logs.
    return [
      {
        path: path[0] === 'files' ? path.slice(0, 2) : path,
        message: `${name === undefined ? 'this' : `"${name}"`} looks like ${what}, which must not stand in git: expected the name of a Secret`,
        fix:
          path[0] === 'files'
            ? 'put the file into a Secret, and here: volumes: { <name>: { mountPath: <folder>, secret: { secretName: <secret> } } }'
            : `put it into a Secret, and here: env: { ${name ?? 'NAME'}: { secretKeyRef: { name: <secret>, key: <key> } } }`,
      },
    ];
  });
