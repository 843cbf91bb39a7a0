import { ALL_AT_ONCE } from './all-at-once';
import type { BadInput } from './bad-input';
import { COLOURS_AND_IMAGES } from './colours-and-images';
import { CONTEXT } from './context';
import { DELIVERY } from './delivery';
import { FILES_AND_FOLDERS } from './files-and-folders';
import { FROZEN_RELEASES } from './frozen-releases';
import { KUBERNETES_FIELDS } from './kubernetes-fields';
import { NAMES } from './names';
import { PORTS } from './ports';
import { PROBES_AND_SIZES } from './probes-and-sizes';
import { READ_DIFFERENTLY } from './read-differently';
import { SECRETS } from './secrets';
import { UNKNOWN_KEYS } from './unknown-keys';
import { WRONG_TYPES } from './wrong-types';
import { YAML } from './yaml';

/** By topic, a file each. */
export const BAD_INPUT: Readonly<Record<string, readonly BadInput[]>> = {
  'files and folders': FILES_AND_FOLDERS,
  'what is no YAML, and what is more than plain YAML': YAML,
  'keys that nobody knows': UNKNOWN_KEYS,
  'values of the wrong type': WRONG_TYPES,
  'values that tools read differently': READ_DIFFERENTLY,
  names: NAMES,
  'colours and images': COLOURS_AND_IMAGES,
  'ports, Services and Ingress': PORTS,
  'probes, sizes and drains': PROBES_AND_SIZES,
  'raw Kubernetes fields': KUBERNETES_FIELDS,
  'delivery by itself': DELIVERY,
  secrets: SECRETS,
  context: CONTEXT,
  'frozen releases': FROZEN_RELEASES,
  'all at once': ALL_AT_ONCE,
};
