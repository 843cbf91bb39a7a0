import { MOST_IN_CONFIG_MAP } from '../../props/file';
import type { ReleaseRule } from './rule';
import { texts } from './texts';

// MAX_ARG_STRLEN of Linux, without the byte that ends a text: https://man7.org/linux/man-pages/man2/execve.2.html
const LONGEST_TEXT = 32 * 4096 - 1;

const OF_YOUR_OWN =
  'volumes: { <name>: { mountPath: /etc/<name>, readOnly: true, configMap: { name: <config map> } } }';

/** Kubernetes refuses a ConfigMap of more than 1 MiB. */
export const configFitsIntoAConfigMap: ReleaseRule = ({ config = {} }) => {
  const bytes = Object.entries(config).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return bytes > MOST_IN_CONFIG_MAP
    ? [
        {
          path: ['config'],
          message: `expected at most ${MOST_IN_CONFIG_MAP} bytes, which is what a ConfigMap holds, got ${bytes}`,
          fix: `put files into the image, or into ConfigMaps of your own, and here: ${OF_YOUR_OWN}`,
        },
      ]
    : [];
};

/**
 * Variables and arguments are texts that Linux hands to a new program, none of them longer than 32 pages: the container
 * would not start. All that is in `config` is a variable too, be it read as a file or not.
 */
export const textsFitIntoAProgram: ReleaseRule = props =>
  texts(props).flatMap(({ path, name, text }) => {
    const bytes = Buffer.byteLength(text) + (name === undefined ? 0 : Buffer.byteLength(name) + 1);
    if (bytes <= LONGEST_TEXT || path[0] === 'files' || path.includes('annotations')) return [];
    const what = name === undefined ? 'an argument' : 'a variable with its name';
    return [
      {
        path,
        message: `expected at most ${LONGEST_TEXT} bytes, which is what Linux takes as ${what}, got ${bytes}: the container could not start`,
        fix: 'say it in "files", which are no variables: files: { /etc/<app>/<file>: { text: … } }; or put it into the image',
      },
    ];
  });
