import { type Edit, harmful, type Kind } from '../kind';
import { both, budget, container, entrance, gone, idle, idleAutoscaler, live, move, of, where } from '../parts';
import { hasColours, isOneOf, movesBySelector } from './which';

const after = (edit: Edit) => both(move, edit);

/** Users move to what is not ready for them. */
export const MOVE: readonly Kind[] = [
  harmful(
    'users move to a colour that changes as well',
    'BG002',
    [
      [
        'its image',
        after(
          of(idle, one => {
            container(one).image += '-rc';
          }),
        ),
      ],
      [
        'its arguments',
        after(
          of(idle, one => {
            container(one).args = ['--fast'];
          }),
        ),
      ],
    ],
    hasColours,
  ),
  harmful(
    'users move, and what they leave changes or goes',
    'BG001 BG004 BG005',
    [
      ['taken away', after(gone(live))],
      [
        'no replicas',
        after(
          of(live, ({ spec }) => {
            spec.replicas = 0;
          }),
        ),
      ],
      [
        'another image',
        after(
          of(live, one => {
            container(one).image += '-rc';
          }),
        ),
      ],
      [
        'one pod',
        after(
          of(live, ({ spec }) => {
            where(spec.replicas > 1);
            spec.replicas = 1;
          }),
        ),
      ],
    ],
    hasColours,
  ),
  harmful(
    'users move to fewer pods',
    'BG003 BG007 BG018',
    [
      [
        'none',
        of(idle, ({ spec }) => {
          spec.replicas = 0;
        }),
        move,
      ],
      [
        'one',
        of(idle, (one, style) => {
          where(one.spec.replicas > 1 && style);
          one.spec.replicas = 1;
        }),
        move,
      ],
      [
        'grown only now',
        of(idle, ({ spec }) => {
          where(spec.replicas > 1);
          spec.replicas = 1;
        }),
        after(
          of(idle, ({ spec }) => {
            spec.replicas = 5;
          }),
        ),
      ],
      [
        'an autoscaler with a lower minimum',
        of(idleAutoscaler, ({ spec }) => {
          where(spec.minReplicas > 1);
          spec.minReplicas = 1;
        }),
        move,
      ],
      ['no autoscaler', gone(idleAutoscaler), move],
      [
        'KEDA with none at rest',
        of(
          copy => copy.get('ScaledObject', 'render-green'),
          ({ spec }) => {
            spec.minReplicaCount = 0;
          },
        ),
        move,
      ],
    ],
    hasColours,
  ),
  harmful(
    'users move to a weaker colour',
    'BG018',
    [
      [
        'no readiness probe',
        of(idle, one => {
          where(container(one).readinessProbe && move);
          delete container(one).readinessProbe;
        }),
        move,
      ],
      [
        'it may grow less',
        of(idleAutoscaler, ({ spec }) => {
          spec.maxReplicas = spec.minReplicas;
        }),
        move,
      ],
      [
        'a tenth of the CPU',
        of(idle, one => {
          where(container(one).resources?.requests?.cpu);
          container(one).resources.requests.cpu = '20m';
        }),
        move,
      ],
      [
        'no requests',
        of(idle, one => {
          where(container(one).resources?.requests);
          delete container(one).resources.requests;
        }),
        move,
      ],
      [
        'paused',
        of(idle, ({ spec }) => {
          spec.paused = true;
        }),
        move,
      ],
      [
        'no budget',
        (copy, style) => {
          budget(copy, style);
          gone(it => it.get('PodDisruptionBudget', style.idle))(copy, style);
        },
        move,
      ],
    ],
    hasColours,
  ),
  harmful(
    'users move to a colour that can not be',
    'BG002 BG005 BG007 BG009 BG003',
    [
      ['it is not there', gone(idle), move],
      [
        'it comes with them',
        gone(idle),
        (copy, style) => {
          const made = structuredClone(live(copy, style));
          made.metadata.name = style.idle;
          const label = Object.keys(made.spec.selector.matchLabels).at(-1)!;
          for (const labels of [made.spec.selector.matchLabels, made.spec.template.metadata.labels])
            labels[label] = labels[label] === 'blue' ? 'green' : labels[label] === 'green' ? 'blue' : 'v2';
          copy.add(copy.fileOf(live(copy, style)).replace(/[^/]*$/, 'fresh.yaml'), made);
          style.move(copy, 'idle');
        },
      ],
    ],
    movesBySelector,
  ),
  harmful(
    'only a part of the Services moves',
    'BG007',
    [
      [
        'one is forgotten',
        (copy, style) => {
          style.move(copy, 'idle');
          copy.edit(copy.get('Service', style.services[1]), ({ spec }) => {
            spec.selector.colour = 'blue';
          });
        },
      ],
    ],
    isOneOf('twice'),
  ),
  harmful(
    'testers are led to what users are on',
    'BG007 BG029',
    [
      [
        'the preview',
        (copy, style) =>
          copy.edit(copy.get('Service', `${style.services[0]}-preview`), ({ spec }) => {
            spec.selector = { ...entrance(copy, style).spec.selector };
          }),
      ],
    ],
    movesBySelector,
  ),
  harmful(
    'a colour Service leads to the other colour',
    'BG007',
    [
      [
        'of the live one',
        of(
          (copy, style) => copy.get('Service', style.live),
          (one, style) => {
            const key = Object.keys(one.spec.selector).at(-1)!;
            one.spec.selector[key] = style.idle.split('-').at(-1);
          },
        ),
      ],
      [
        'of the idle one',
        of(
          (copy, style) => copy.get('Service', style.idle),
          (one, style) => {
            const key = Object.keys(one.spec.selector).at(-1)!;
            one.spec.selector[key] = style.live.split('-').at(-1);
          },
        ),
      ],
    ],
    isOneOf('ingress', 'gateway', 'ours: ping', 'ours: shop', 'ours: shop by a route'),
  ),
];
