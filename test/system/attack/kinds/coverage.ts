import { harmful, type Kind } from '../kind';
import { container, entrance, idle, live, of, route, textOf } from '../parts';
import { hasColours, isOneOf } from './which';

const MARKED = (text: string) => {
  const lines = text.split('\n');
  const middle = Math.floor(lines.length / 2);
  return [
    ...lines.slice(0, middle),
    '<<<<<<< HEAD',
    lines[middle],
    '=======',
    `${lines[middle]} `,
    '>>>>>>> main',
    ...lines.slice(middle + 1),
  ].join('\n');
};
const HOLDERS = [
  ['what users come through', entrance],
  ['what users are on', live],
  ['the idle colour', idle],
  ['the route', route],
] as const;
const WAYS: readonly (readonly [string, (text: string) => string | undefined])[] = [
  ['markers of a conflict', MARKED],
  ['a key twice', text => text.replace(/^spec:$/m, 'spec: {}\nspec:')],
  ['a tab', text => text.replace(/^ {2}name:/m, '\tname:')],
  ['nothing', () => ''],
  ['comments only', text => text.replace(/^/gm, '# ')],
  ['templates', text => text.replace(/^ {2}name:.*$/m, '  {{- include "name" . | nindent 2 }}')],
  ['no kind', text => text.replace(/^kind:/gm, 'kin:')],
];

/** After which something can't be judged that was judged before. */
export const COVERAGE: readonly Kind[] = [
  ...WAYS.map(([how, change]) =>
    harmful(
      `a file is no manifest any more: ${how}`,
      'BG030 BG013 BG005 BG007 BG031',
      HOLDERS.map(([what, part]) => [what, textOf(part, change)] as const),
    ),
  ),
  harmful('a file is not looked at any more', 'BG030 BG005 BG013 BG007 BG031', [
    ...HOLDERS.map(
      ([what, part]) =>
        [
          `${what} is renamed`,
          ((copy, style) => {
            const file = copy.fileOf(part(copy, style));
            let text = '';
            copy.text(file, was => {
              text = was;
              return undefined;
            });
            copy.write(`${file}.bak`, text);
          }) satisfies Kind['variations'][number]['after'],
        ] as const,
    ),
  ]),
  harmful('a placeholder in the place of a value', 'BG030 BG007 BG013', [
    [
      'the selector of what users come through',
      of(entrance, ({ spec }) => {
        spec.selector[Object.keys(spec.selector)[0]!] = '$APP_NAME';
      }),
    ],
    [
      'the image of live pods',
      of(live, one => {
        container(one).image = '{{ .Values.image }}';
      }),
    ],
    [
      'the name of the idle colour',
      of(idle, ({ metadata }) => {
        metadata.name = '__NAME__';
      }),
    ],
  ]),
  harmful(
    'a kustomization lists less',
    'BG030 BG005',
    [
      ...['service.yaml', 'blue.yaml', 'green.yaml', 'ingress.yaml', 'budget.yaml'].map(
        file =>
          [
            file,
            of(
              copy => copy.get('Kustomization'),
              ({ resources }) => {
                resources.splice(resources.indexOf(file), 1);
              },
            ),
          ] as const,
      ),
      [
        'all but one',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.resources = ['budget.yaml'];
          },
        ),
      ],
      [
        'nothing',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.resources = [];
          },
        ),
      ],
    ],
    isOneOf('kustomize'),
  ),
  harmful(
    'a kustomization changes what it lists',
    'BG030',
    [
      [
        'the image of live pods',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.images = [{ name: 'registry.example.com/orders', newTag: '9' }];
          },
        ),
      ],
      [
        'a prefix of names',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.namePrefix = 'eu-';
          },
        ),
      ],
      [
        'replicas',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.replicas = [{ name: 'orders-blue', count: 0 }];
          },
        ),
      ],
      [
        'a patch',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.patches = [
              { patch: '[{"op": "replace", "path": "/spec/replicas", "value": 0}]', target: { kind: 'Deployment' } },
            ];
          },
        ),
      ],
      [
        'labels with selectors',
        of(
          copy => copy.get('Kustomization'),
          one => {
            one.commonLabels = { team: 'orders' };
          },
        ),
      ],
    ],
    isOneOf('kustomize'),
  ),
  harmful(
    'colours are dissolved',
    'BG030 BG011 BG007 BG005',
    [
      [
        'a third Deployment has the labels of the live one',
        (copy, style) => {
          const twin = structuredClone(live(copy, style));
          twin.metadata.name = `${style.live}-extra`;
          copy.add(`${copy.fileOf(live(copy, style)).replace(/[^/]*$/, '')}extra.yaml`, twin);
        },
      ],
      [
        'the idle one is made anew without the label that tells colours',
        of(idle, ({ spec }) => {
          const keys = Object.keys(spec.selector.matchLabels);
          const key = keys.at(-1)!;
          delete spec.selector.matchLabels[key];
          delete spec.template.metadata.labels[key];
        }),
      ],
    ],
    hasColours,
  ),
];
