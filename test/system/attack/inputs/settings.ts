import type { Row } from './keys';
import { set } from './keys';
import { settings, spec, state } from './parts';

const gitops = (key: string, value: unknown) => settings(content => set(content.gitops, key, value));
const production = (key: string, value: unknown) =>
  settings(({ environments }) => set(environments.production, key, value));
const ENGINES = 'BG024 BG005 BG025';

/** What bluegreen.yaml says, by key of its schema, and what says no key: files that come and go. */
export const SETTINGS: { readonly [key: string]: readonly Row[] | string } = {
  environments: [
    [
      'one goes',
      'BG005',
      inputs => {
        settings(({ environments }) => set(environments, 'production', undefined))(inputs);
        for (const file of [...inputs.files().keys()])
          if (file.startsWith('releases/production/')) inputs.text(file, () => undefined);
        inputs.text('apps/wall.yaml', () => undefined);
      },
    ],
    [
      'one gets another name',
      'BG005',
      inputs => {
        settings(({ environments }) => {
          environments.live = environments.production;
          environments.production = undefined;
        })(inputs);
        for (const [file, text] of [...inputs.files()]) {
          if (!file.startsWith('releases/production/')) continue;
          inputs.write(file.replace('production', 'live'), text);
          inputs.text(file, () => undefined);
        }
      },
    ],
  ],
  namespace: [['two environments in one', 'BG005', production('namespace', 'lamps-staging')]],
  cluster: [
    ['kubectl is led to another cluster', ENGINES, production('cluster', 'test')],
    ['kubectl is led nowhere', ENGINES, production('cluster', undefined)],
  ],
  destination: [
    ['another cluster', ENGINES, production('destination', 'test')],
    ['the cluster of the engine', ENGINES, production('destination', undefined)],
  ],
  overrides: [
    ['labels go', 'BG001', settings(({ environments }) => set(environments.production, 'overrides', undefined))],
  ],
  folders: 'they name inputs, which go along; that engines have to be told of another dist/ is tested with the folders',
  objects: 'synth refuses what it allows no more; what becomes of objects is tried with those',
  groups: [
    ['some move together', ENGINES, settings(content => set(content, 'groups', { lamps: ['desk', 'floor'] }))],
    [
      'they move alone again',
      ENGINES,
      settings(content => set(content, 'groups', { lamps: ['desk', 'floor'] })),
      settings(content => set(content, 'groups', undefined)),
    ],
  ],
  gitops: [['nothing delivers any more', ENGINES, settings(content => set(content, 'gitops', undefined))]],
  engines: [
    ['none', ENGINES, gitops('engines', [])],
    ['without Argo CD', ENGINES, gitops('engines', ['flux', 'kubectl'])],
    ['without Flux', ENGINES, gitops('engines', ['argocd', 'kubectl'])],
    ['without kubectl', ENGINES, gitops('engines', ['argocd', 'flux'])],
  ],
  engine: [
    [
      'none, in the older word',
      ENGINES,
      settings(({ gitops }) => {
        set(gitops, 'engines', undefined);
        set(gitops, 'engine', 'none');
      }),
    ],
  ],
  repository: [['another one', ENGINES, gitops('repository', 'https://git.example.com/lamps/other.git')]],
  branch: [
    ['another one', ENGINES, gitops('branch', 'next')],
    ['from another one to the default', ENGINES, gitops('branch', 'live'), gitops('branch', undefined)],
  ],
  path: 'a folder that is not the one of the project is a finding of its own, before what it makes is looked at',
  argocd: [
    ['another namespace', ENGINES, gitops('argocd', { namespace: 'other' })],
    ['the default namespace', ENGINES, gitops('argocd', { namespace: 'gitops' }), gitops('argocd', undefined)],
  ],
  flux: [
    ['another namespace', ENGINES, gitops('flux', { namespace: 'other', secret: 'deploy-key' })],
    ['another key', ENGINES, gitops('flux', { namespace: 'flux-system', secret: 'other' })],
    ['no key', ENGINES, gitops('flux', { namespace: 'flux-system' })],
  ],
};

/** What no key says. */
export const FILES: readonly Row[] = [
  [
    'an application goes',
    'BG005',
    inputs => {
      for (const file of ['apps/wall.yaml', 'releases/production/wall.yaml']) inputs.text(file, () => undefined);
    },
  ],
  [
    'an application goes from one environment',
    'BG005',
    inputs => inputs.text('releases/production/desk.yaml', () => undefined),
  ],
  [
    'the last application of a namespace goes',
    'BG005',
    inputs => {
      for (const file of [...inputs.files().keys()])
        if (file.startsWith('releases/staging/')) inputs.text(file, () => undefined);
    },
  ],
  [
    'a new application has the host of another',
    'BG022',
    inputs => {
      inputs.write(
        'apps/lamp.yaml',
        'name: lamp\nimage: registry.example.com/lamps/lamp\nport: 8080\nreadiness: { path: / }\ningress: { host: floor.example.com }\n',
      );
      inputs.write(
        'releases/production/lamp.yaml',
        'active: blue\nblue: { image: "registry.example.com/lamps/lamp:1" }\n',
      );
    },
  ],
  [
    'a new application has the host of a route',
    'BG022',
    inputs => {
      inputs.write(
        'apps/lamp.yaml',
        'name: lamp\nimage: registry.example.com/lamps/lamp\nport: 8080\nreadiness: { path: / }\ntraffic: route\nroute: { gateway: { name: public, namespace: gateways, listener: https }, hostnames: [wall.example.com] }\n',
      );
      inputs.write(
        'releases/production/lamp.yaml',
        'active: blue\nblue: { image: "registry.example.com/lamps/lamp:1" }\n',
      );
    },
  ],
  [
    'an application takes the host of another',
    'BG022',
    spec('desk', content => set(content, 'ingress', { host: 'floor.example.com', className: 'nginx' })),
  ],
  [
    'the permission comes with the change',
    'BG027',
    inputs => {
      state('production/desk', content => set(content.blue, 'image', 'registry.example.com/lamps/desk:1.1'))(inputs);
      inputs.write(
        'bluegreen-allow.yaml',
        'allow:\n  - { rule: BG001, application: production/desk, reason: "it is urgent", expires: "2026-12-31" }\n',
      );
    },
  ],
  [
    'a permission for everything',
    'BG027',
    inputs =>
      inputs.write(
        'bluegreen-allow.yaml',
        'allow:\n  - { rule: BG001, application: "*/*", reason: "it is urgent", expires: "2026-12-31" }\n',
      ),
  ],
];
