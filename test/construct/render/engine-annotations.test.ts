import fc from 'fast-check';
import { Colour, TrafficMode } from '../../../lib/construct';
import { anyApplication } from './any/application';
import { renderedOnce } from './rendered';

// The same applications for all tests, and others in each run.
const RUNS = { numRuns: 40, seed: Date.now() };
const objects = renderedOnce();
const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';

test('every object says its sync wave in quotes: base, migrations, colours, gate, traffic; and nothing waits for an Ingress', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const waves: Record<string, string> = {
        base: '-10',
        'migrate/blue': '-5',
        'migrate/green': '-5',
        blue: '0',
        green: '0',
        'release/verify': '10',
        'release/traffic': '20',
      };
      for (const [path, { kind, metadata }] of Object.entries(objects(props, Colour.BLUE))) {
        const unit = path.slice(0, path.lastIndexOf('/'));
        expect(metadata.annotations[WAVE]).toBe(kind === 'Ingress' ? '20' : waves[unit]);
      }
    }),
    RUNS,
  );
});

test('no engine ever deletes the HTTPRoute that users come by', () => {
  const route = { name: 'ping', port: 80, readiness: { path: '/' }, blue: { image: 'a:1' }, green: { image: 'a:2' } };
  const made = objects({ ...route, traffic: TrafficMode.ROUTE, route: { gateway: { name: 'public' } } }, Colour.BLUE);
  const { annotations } = made['release/traffic/HTTPRoute.ping.k8s.yaml']!['metadata'];
  expect(annotations['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false,ServerSideApply=true');
  expect(annotations['kustomize.toolkit.fluxcd.io/prune']).toBe('disabled');
});

test('no engine ever deletes the Deployments, the Services that users reach, or the Namespace; all else may go', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const kept = Object.entries(objects(props, Colour.BLUE)).flatMap(([path, { kind, metadata }]) => {
        const options: string[] = (metadata.annotations['argocd.argoproj.io/sync-options'] ?? '').split(',');
        const argo = options.includes('Prune=false') && options.includes('Delete=false');
        const flux = metadata.annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled';
        expect(argo).toBe(flux);
        return argo ? [`${path.split('/').slice(0, -1).join('/')} ${kind} ${metadata.name}`] : [];
      });
      const { name, namespace, createNamespace } = props;
      expect(kept).toEqual([
        ...(createNamespace && namespace ? [`base Namespace ${namespace}`] : []),
        `blue Deployment ${name}-blue`,
        `green Deployment ${name}-green`,
        `release/traffic Service ${name}`,
        `release/traffic Service ${name}-preview`,
      ]);
    }),
    RUNS,
  );
});

test('Argo CD applies every object on the server, as Flux does, whatever else is said of how to sync it', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      for (const { metadata } of Object.values(objects(props, Colour.BLUE))) {
        const options: string[] = metadata.annotations[OPTIONS].split(',');
        expect(options.filter(option => option.startsWith('ServerSideApply='))).toEqual(['ServerSideApply=true']);
      }
    }),
    RUNS,
  );
});

test('sync options that a user gives an object stand beside ours, and none of them lets an engine delete what users need', () => {
  const said = { [OPTIONS]: 'Validate=false, Prune=true,ServerSideApply=false' };
  const made = objects(
    {
      ...{ name: 'ping', port: 80, readiness: { path: '/' }, blue: { image: 'a:1' }, green: { image: 'a:2' } },
      service: { annotations: said },
      ingress: { host: 'a.example.com', annotations: said },
    },
    Colour.BLUE,
  );
  expect(made['release/traffic/Service.ping.k8s.yaml']!['metadata'].annotations[OPTIONS]).toBe(
    'Prune=false,Delete=false,ServerSideApply=false,Validate=false',
  );
  expect(made['base/Ingress.ping.k8s.yaml']!['metadata'].annotations[OPTIONS]).toBe(
    'ServerSideApply=false,Validate=false,Prune=true',
  );
});
