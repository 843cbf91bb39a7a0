import { itemsOf } from '../../manifests/items';
import { type Fields, keyOf, type ReadRule, textsIn } from './route';

/** @see https://docs.openshift.com/container-platform/latest/applications/deployments/route-based-deployment-strategies.html */
export function openShiftRoute(spec: Fields): ReadRule[] {
  if (spec['to']?.kind !== 'Service') return [];
  const backends = [
    { ref: spec['to'], path: ['spec', 'to'] },
    ...itemsOf(spec['alternateBackends']).map((ref, i) => ({ ref, path: ['spec', 'alternateBackends', i] })),
  ];
  return [
    {
      key: keyOf(spec['path']),
      hosts: textsIn([spec['host']]),
      paths: textsIn([spec['path']]),
      backends: backends.map(({ ref, path }) => ({ service: ref['name'], weight: ref['weight'] ?? 100, path })),
    },
  ];
}
