import type { Loose } from '../copy';
import { harmful, type Kind } from '../kind';
import { container, gone, live, of, where } from '../parts';
import { hasColours } from './which';

const pod = (change: (spec: Loose, template: Loose) => void) =>
  of(live, ({ spec }) => change(spec.template.spec, spec.template));
const app = (change: (container: Loose) => void) => of(live, one => change(container(one)));

/** What restarts the pods that users are on. */
export const PODS: readonly Kind[] = [
  harmful(
    'live pods run something else',
    'BG001',
    [
      [
        'another tag',
        app(one => {
          one.image = `${one.image}.1`;
        }),
      ],
      [
        'another variable',
        app(one => {
          one.env = [...(one.env ?? []), { name: 'TRACE', value: 'on' }];
        }),
      ],
      [
        'other arguments',
        app(one => {
          one.args = ['--verbose'];
        }),
      ],
      [
        'another image pull policy',
        app(one => {
          one.imagePullPolicy = 'Never';
        }),
      ],
    ],
    hasColours,
  ),
  harmful(
    'live pods look otherwise',
    'BG001 BG006 BG007',
    [
      [
        'an annotation, as kubectl rollout restart sets it',
        pod((_, template) => {
          template.metadata.annotations = {
            ...template.metadata.annotations,
            'kubectl.kubernetes.io/restartedAt': '2026-01-02T03:04:05Z',
          };
        }),
      ],
      [
        'a sidecar',
        pod(spec => {
          spec.containers.push({ name: 'proxy', image: 'envoy:1.30' });
        }),
      ],
      [
        'another node',
        pod(spec => {
          spec.nodeSelector = { disk: 'ssd' };
        }),
      ],
    ],
    hasColours,
  ),
  harmful(
    'live pods are less well looked after',
    'BG001',
    [
      [
        'no readiness probe',
        app(one => {
          where(one.readinessProbe);
          delete one.readinessProbe;
        }),
      ],
      [
        'no pause before they end',
        app(one => {
          where(one.lifecycle);
          delete one.lifecycle;
        }),
      ],
      [
        'less memory',
        app(one => {
          where(one.resources);
          one.resources = { requests: { memory: '32Mi' }, limits: { memory: '32Mi' } };
        }),
      ],
      [
        'a readiness probe on another path',
        app(one => {
          where(one.readinessProbe?.httpGet);
          one.readinessProbe.httpGet.path = '/';
        }),
      ],
    ],
    hasColours,
  ),
  harmful(
    'config that live pods read changes in place',
    'BG009',
    [
      [
        'another value',
        (copy, style) =>
          of(
            () => configOf(copy.all('ConfigMap'), live(copy, style)),
            one => {
              one.data = { ...one.data, LOG_LEVEL: 'debug' };
            },
          )(copy, style),
      ],
      [
        'a key goes',
        (copy, style) =>
          of(
            () => configOf(copy.all('ConfigMap'), live(copy, style)),
            one => {
              delete one.data[Object.keys(one.data)[0]!];
            },
          )(copy, style),
      ],
      ['all of it goes', (copy, style) => gone(() => configOf(copy.all('ConfigMap'), live(copy, style)))(copy, style)],
    ],
    hasColours,
  ),
];

function configOf(maps: readonly Loose[], workload: Loose): Loose {
  return maps.find(({ metadata }) => JSON.stringify(workload).includes(`"name":"${metadata.name}"}`));
}
