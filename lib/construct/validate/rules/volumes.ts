import { LIVE_VOLUME } from '../../render/pod-template';
import type { Problem } from '../problem';
import { shown } from '../problem';
import type { ReleaseRule } from './rule';

const OURS = new Set(['mountPath', 'subPath', 'readOnly', 'scratch']);

/** Each volume has exactly one source and a path of its own. */
export const volumesHaveOneSource: ReleaseRule = ({ volumes = {}, config }) => {
  const problems: Problem[] = [];
  const mounted = new Map<string, string>();
  for (const [name, volume] of Object.entries(volumes)) {
    const path = ['volumes', name];
    const sources = Object.entries(volume).flatMap(([key, value]) => (OURS.has(key) || value === false ? [] : [key]));
    if (sources.length !== 1) {
      problems.push({
        path,
        message: `expected exactly one source (config, emptyDir, secret, configMap …), got ${sources.length ? sources.join(' and ') : 'none'}`,
      });
    }
    if (volume.config && !Object.keys(config ?? {}).length) {
      problems.push({
        path: [...path, 'config'],
        message: 'the release has no config: expected "config" with at least one key',
      });
    }
    const other = mounted.get(volume.mountPath);
    if (other !== undefined) {
      problems.push({
        path: [...path, 'mountPath'],
        message: `expected a path of its own, got ${shown(volume.mountPath)}, where "${other}" is mounted`,
      });
    }
    mounted.set(volume.mountPath, name);
  }
  return problems;
};

/** What tells pods about the traffic has a variable, a volume and a folder of its own. */
export const liveHasItsOwn: ReleaseRule = ({ live = {}, env = {}, volumes = {} }) => {
  const { variable, file } = live;
  const folder = file?.slice(0, file.lastIndexOf('/'));
  const other = Object.entries(volumes).find(([, { mountPath }]) => mountPath.replace(/\/+$/, '') === folder);
  return [
    ...(variable !== undefined && Object.hasOwn(env, variable)
      ? [
          {
            path: ['live', 'variable'],
            message: `expected a name of its own, got ${shown(variable)}, which "env" has too`,
          },
        ]
      : []),
    ...(folder !== undefined && other
      ? [
          {
            path: ['live', 'file'],
            message: `expected a folder of its own, got ${shown(folder)}, where "${other[0]}" is mounted`,
          },
        ]
      : []),
    ...(folder !== undefined && Object.hasOwn(volumes, LIVE_VOLUME)
      ? [{ path: ['volumes', LIVE_VOLUME], message: 'expected another name: "live.file" makes a volume of that one' }]
      : []),
  ];
};
