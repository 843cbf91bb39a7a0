import { ToolProject } from '../../cli/tool-project';

const FLUX = (environment: string, name: string) =>
  ['base', 'blue', 'green', 'traffic', 'verify'].map(
    unit => `dist/flux/${environment}/${name}/Kustomization.${environment}-${name}-${unit}.k8s.yaml`,
  );

const ofEngines = (project: ToolProject) => project.changed().filter(path => /^dist\/(argocd|flux)\//.test(path));

const NEW = ['new', 'web', '--image', 'nginx:1.27', '--port', '80', '--env', 'staging'];

test('a new application brings its Kustomizations along; what engines are told of others stays as it is', () => {
  const project = new ToolProject();
  expect(project.run(...NEW).status).toBe(0);
  expect(ofEngines(project)).toEqual(FLUX('staging', 'web'));
  project.commit();
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual([]);
});

test('the first deploy in another environment brings them along there', () => {
  const project = new ToolProject();
  project.run(...NEW);
  project.commit();
  expect(project.run('deploy', 'web', '--env', 'production', '--tag', '1.27').status).toBe(0);
  expect(ofEngines(project)).toEqual(FLUX('production', 'web'));
});

test('synth --only writes the Kustomizations of the chosen application and takes away what it no longer has', () => {
  const project = new ToolProject();
  const [base, ...others] = FLUX('production', 'ping') as [string, ...string[]];
  const [of] = FLUX('production', 'shop') as [string];
  for (const path of [base, of]) project.git('rm', '--quiet', path);
  const stale = base.replace('base', 'migrate-blue');
  project.write(stale, project.read(others[0]!));
  project.commit();

  expect(project.run('synth', '--only', 'ping').status).toBe(0);
  expect(project.changed().sort()).toEqual([base, stale].sort());
  project.commit();
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual([of]);
});

test.each([
  ['engine: both', ['argocd', 'flux']],
  ['engine: argocd', ['argocd']],
  ['engine: flux', ['flux']],
  ['engine: none', []],
  ['engines: [flux, argocd]', ['argocd', 'flux']],
  ['engines: [argocd]', ['argocd']],
  ['engines: [flux]', ['flux']],
  ['engines: [argocd, flux, kubectl]', ['argocd', 'flux', 'kubectl']],
  ['engines: [kubectl]', ['kubectl']],
  ['engines: []', []],
])(
  'with %s, only the folders of those engines stand in dist/, and what stays is the same to the byte',
  (said, expected) => {
    const project = new ToolProject();
    project.write('bluegreen.yaml', project.read('bluegreen.yaml').replace(/engines: \[.*\]/, said));
    expect(project.run('synth').status).toBe(0);
    expect(project.git('diff', '--name-only', '--diff-filter=d').split('\n').filter(Boolean)).toEqual([
      'bluegreen.yaml',
    ]);
    project.commit();
    const folders = project.git('ls-tree', '--name-only', 'HEAD', 'dist/').split('\n').filter(Boolean);
    expect(folders).toEqual(['apps', ...expected].map(folder => `dist/${folder}`).sort());
  },
);
