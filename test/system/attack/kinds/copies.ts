import type { Copy } from '../copy';
import { type Edit, harmful, harmless, type Kind } from '../kind';
import { container, entrance, live, of, where } from '../parts';
import type { Style } from '../style';
import { hasColours, isForeign, isOneOf } from './which';

type Part = (copy: Copy, style: Style) => any;

const laid =
  (file: string, part: Part, change: (object: any) => void = () => {}): Edit =>
  (copy, style) => {
    const made = structuredClone(part(copy, style));
    change(made);
    copy.add(file, made);
  };

const listed: Edit = of(
  copy => copy.get('Kustomization'),
  ({ resources }) => {
    resources.push('../extra/copy.yaml');
  },
);
const wholly: Edit = of(
  copy => copy.get('Application'),
  ({ spec }) => {
    spec.source.directory = { recurse: true };
  },
);
const each =
  (...edits: readonly Edit[]): Edit =>
  (copy, style) => {
    for (const edit of edits) edit(copy, style);
  };
const image = (object: any) => {
  container(object).image += '-copy';
};
const elsewhere = (object: any) => {
  object.metadata.namespace = 'elsewhere';
};

// All that stands in one folder stands in another one as well.
const doubled =
  (from: string, to: string, change: (text: string) => string = text => text): Edit =>
  copy => {
    for (const [file, text] of copy.files()) {
      if (file.startsWith(`${from}/`)) copy.write(file.replace(from, to), change(text));
    }
  };
const into =
  (folder: string): Edit =>
  copy =>
    copy.moveFiles(file => `${folder}/${file}`);

const isApplied = isOneOf('kustomize', 'flux');

/** Where one object stands twice: for one cluster, or for two. */
export const COPIES: readonly Kind[] = [
  harmful(
    'what users need is laid elsewhere as well',
    'BG032',
    [
      ['the live Deployment, into a folder', laid('extra/copy.yaml', live)],
      ['the live Deployment, into a folder behind', laid('zz/copy.yaml', live)],
      ['the live Deployment, into a folder further down', laid('extra/more/copy.yaml', live)],
      ['the live Deployment with another image', laid('extra/copy.yaml', live, image)],
      [
        'what users come through, with another selector',
        laid('extra/copy.yaml', entrance, ({ spec }) => {
          spec.selector = { app: 'something-else' };
        }),
      ],
      [
        'the live Deployment, beside folders that have all of it',
        each(into('staging')),
        laid('staging/extra/a.yaml', live),
      ],
      [
        'the live Deployment, where environments stand side by side',
        each(into('clusters/eu'), doubled('clusters/eu', 'clusters/us')),
        (copy, style) => {
          where(isForeign(style));
          laid('clusters/eu/extra/copy.yaml', live, image)(copy, style);
        },
      ],
    ],
    style => !isApplied(style),
  ),
  harmful('what users need stands twice in one folder', 'BG032', [
    [
      'the live Deployment',
      (copy, style) => {
        where(!isApplied(style) && isForeign(style));
        laid(copy.fileOf(live(copy, style)).replace(/[^/]*$/, 'copy.yaml'), live, image)(copy, style);
      },
    ],
  ]),
  harmful(
    'one kustomization has it twice',
    'BG032',
    [
      ['the live Deployment', each(laid('extra/copy.yaml', live), listed)],
      ['what users come through', each(laid('extra/copy.yaml', entrance), listed)],
      [
        'the route',
        each(
          laid('extra/copy.yaml', copy => copy.get('Ingress')),
          listed,
        ),
      ],
    ],
    isOneOf('kustomize'),
  ),
  harmful(
    'one path of Flux has it twice',
    'BG032',
    [
      ['the live Deployment', laid('workload/more/copy.yaml', live)],
      ['what users come through', laid('workload/more/copy.yaml', entrance)],
    ],
    isOneOf('flux'),
  ),
  harmful(
    'one path of Argo CD has it twice',
    'BG032',
    [
      ['the live Deployment', wholly, laid('workload/more/copy.yaml', live)],
      ['what users come through', wholly, laid('workload/more/copy.yaml', entrance)],
    ],
    isOneOf('argocd'),
  ),
  harmful(
    'a copy with another name gets requests',
    'BG011',
    [
      [
        'in another folder',
        laid('extra/copy.yaml', live, ({ metadata }) => {
          metadata.name += '-copy';
        }),
      ],
    ],
    style => hasColours(style) && isForeign(style),
  ),
  harmless(
    'alternatives',
    [
      ['another environment comes', into('staging'), doubled('staging', 'production')],
      ['another cluster comes', into('clusters/eu'), doubled('clusters/eu', 'clusters/us')],
      [
        'a third one begins with its Deployment',
        each(into('clusters/eu'), doubled('clusters/eu', 'clusters/us')),
        laid('clusters/asia/blue.yaml', live),
      ],
      [
        'what Helm prints for another environment',
        into('rendered/staging'),
        doubled('rendered/staging', 'rendered/production', text => text.replace(/replicas: \d+/g, 'replicas: 7')),
      ],
      ['a copy for another namespace', laid('extra/copy.yaml', live, elsewhere)],
    ],
    // A Service of "surplus" has pods of another application, in each environment.
    style => isForeign(style) && !isApplied(style) && !isOneOf('argocd', 'surplus')(style),
  ),
  harmless(
    'what nothing applies',
    [
      ['a copy beside a kustomization that lists others', laid('deploy/old.yaml', live, image)],
      ['a copy in a folder that it does not list', laid('extra/copy.yaml', live, image)],
    ],
    isOneOf('kustomize'),
  ),
  harmless(
    'what Flux does not apply',
    [['a copy beside its path', laid('examples/copy.yaml', live, image)]],
    isOneOf('flux'),
  ),
];
