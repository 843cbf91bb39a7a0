import type { Loose } from '../copy';
import { harmful, type Kind } from '../kind';
import { gone, of } from '../parts';
import { isOneOf } from './which';

type Finder = { get(kind: string, name?: string): Loose };
const application = (copy: Finder) => copy.get('Application');
const set = (copy: Finder) => copy.get('ApplicationSet');
const traffic = (copy: Finder) => copy.get('Kustomization', 'mail');
const source = (copy: Finder) => copy.get('GitRepository');

/** What engines are told: nothing comes any more, or something else, or too early. */
export const ENGINES: readonly Kind[] = [
  harmful(
    'Argo CD delivers otherwise',
    'BG024 BG005 BG030',
    [
      [
        'it does not by itself',
        of(application, ({ spec }) => {
          delete spec.syncPolicy.automated;
        }),
      ],
      [
        'another branch',
        of(application, ({ spec }) => {
          spec.source.targetRevision = 'old';
        }),
      ],
      [
        'another folder',
        of(application, ({ spec }) => {
          spec.source.path = 'other';
        }),
      ],
      [
        'another repository',
        of(application, ({ spec }) => {
          spec.source.repoURL = 'https://git.example.com/else.git';
        }),
      ],
      [
        'elsewhere',
        of(application, ({ spec }) => {
          spec.destination.namespace = 'other';
        }),
      ],
      [
        'it overlooks selectors',
        of(application, ({ spec }) => {
          spec.ignoreDifferences = [{ kind: 'Service', jsonPointers: ['/spec/selector'] }];
        }),
      ],
      [
        'only what is out of sync',
        of(application, ({ spec }) => {
          spec.syncPolicy.syncOptions.push('ApplyOutOfSyncOnly=true');
        }),
      ],
      [
        'it replaces',
        of(application, ({ spec }) => {
          spec.syncPolicy.syncOptions.push('Replace=true');
        }),
      ],
      ['gone', gone(application)],
      [
        'a project that does not let it',
        of(
          copy => copy.get('AppProject'),
          ({ spec }) => {
            spec.destinations = [];
          },
        ),
      ],
      ['all applications gone', gone(set)],
      [
        'another branch for all',
        of(set, ({ spec }) => {
          spec.template.spec.source.targetRevision = 'old';
        }),
      ],
      [
        'fewer applications',
        of(set, ({ spec }) => {
          spec.generators[0].list.elements.pop();
        }),
      ],
      [
        'none by itself',
        of(set, ({ spec }) => {
          delete spec.template.spec.syncPolicy;
        }),
      ],
    ],
    isOneOf('argocd'),
  ),
  harmful(
    'Flux delivers otherwise',
    'BG024 BG005 BG030',
    [
      [
        'not any more',
        of(traffic, ({ spec }) => {
          spec.suspend = true;
        }),
      ],
      [
        'another folder',
        of(traffic, ({ spec }) => {
          spec.path = './other';
        }),
      ],
      [
        'it waits for nothing before',
        of(traffic, ({ spec }) => {
          delete spec.dependsOn;
        }),
      ],
      [
        'it does not wait',
        of(traffic, ({ spec }) => {
          spec.wait = false;
        }),
      ],
      [
        'it leaves what is gone',
        of(traffic, ({ spec }) => {
          spec.prune = false;
        }),
      ],
      [
        'elsewhere',
        of(traffic, ({ spec }) => {
          spec.targetNamespace = 'other';
        }),
      ],
      [
        'with a patch',
        of(traffic, ({ spec }) => {
          spec.patches = [
            { patch: '[{"op": "replace", "path": "/spec/replicas", "value": 0}]', target: { kind: 'Deployment' } },
          ];
        }),
      ],
      ['gone', gone(traffic)],
      [
        'another branch',
        of(source, ({ spec }) => {
          spec.ref.branch = 'old';
        }),
      ],
      [
        'another repository',
        of(source, ({ spec }) => {
          spec.url = 'https://git.example.com/else.git';
        }),
      ],
      [
        'nothing new',
        of(source, ({ spec }) => {
          spec.suspend = true;
        }),
      ],
      ['no source', gone(source)],
      [
        'from another source',
        of(traffic, ({ spec }) => {
          spec.sourceRef.name = 'else';
        }),
      ],
      [
        'it makes things anew',
        of(traffic, ({ spec }) => {
          spec.force = true;
        }),
      ],
    ],
    isOneOf('flux'),
  ),
];
