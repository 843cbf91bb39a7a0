import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { BlueGreenApplication, Colour } from '../../../lib/construct';
import { anyApplication, anyDeployToGreen, type Named } from './any/application';
import { files, filesIn } from './rendered';

const RUNS = { numRuns: 30 };
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);

function appWith(props: Named, scopes: readonly string[], id: string): App {
  const app = new App();
  app.node.setContext('active', 'blue');
  const [chart, ...inner] = scopes;
  const place = inner.reduce<Construct>((scope, name) => new Construct(scope, name), new Chart(app, chart!));
  new BlueGreenApplication(place, id, props);
  return app;
}

test('rendering twice gives the same bytes, of one tree and of another one', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const app = appWith(props, ['chart'], 'app');
      const first = filesIn(app);
      expect(filesIn(app)).toEqual(first);
      expect(files(props, Colour.BLUE)).toEqual(first);
    }),
    RUNS,
  );
});

test('moving or renaming the construct or its chart changes no byte', () => {
  fc.assert(
    fc.property(anyApplication, fc.array(word, { minLength: 1, maxLength: 4 }), word, (props, scopes, id) => {
      expect(filesIn(appWith(props, scopes, id))).toEqual(filesIn(appWith(props, ['chart'], 'app')));
    }),
    RUNS,
  );
});

test("the order of the props' keys changes no byte, save for env, whose order has a meaning", () => {
  fc.assert(
    fc.property(anyApplication, props => {
      expect(files(backwards(props), Colour.BLUE)).toEqual(files(props, Colour.BLUE));
    }),
    RUNS,
  );
});

function backwards<T>(value: T, key = ''): T {
  if (Array.isArray(value)) return value.map(item => backwards(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, entry]) => [name, backwards(entry, name)]);
  return Object.fromEntries(key === 'env' ? entries : entries.reverse());
}

test('the order of env stays as written: $(NAME) only sees variables above it', () => {
  const env = (order: readonly string[]) => {
    const props = {
      name: 'ping',
      port: 5000,
      readiness: { path: '/ping' },
      env: Object.fromEntries(order.map(name => [name, 'x'])),
      blue: { image: 'pkw0301/app:1.0' },
      green: { image: 'pkw0301/app:2.0' },
    };
    const text = files(props, Colour.BLUE)['blue/Deployment.ping-blue.k8s.yaml']!;
    return [...text.matchAll(/- name: (\w)\n/g)].map(([, name]) => name);
  };
  expect(env(['B', 'A', 'C'])).toEqual(['B', 'A', 'C']);
  expect(env(['C', 'B', 'A'])).toEqual(['C', 'B', 'A']);
});

test("a deploy to green changes green and its migration alone; in base an account of green's own comes or goes, and with it what stands in an empty base", () => {
  fc.assert(
    fc.property(anyDeployToGreen, ({ before, after }) => {
      const [was, is] = [files(before, Colour.BLUE), files(after, Colour.BLUE)];
      const touched = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(path => was[path] !== is[path]);
      const accounts = ['one-colour', 'other-colour'].map(name => `base/ServiceAccount.${name}.k8s.yaml`);
      const inPlaceOfNothing = `base/ConfigMap.${before.name}-base.k8s.yaml`;
      for (const path of touched) {
        if (path === inPlaceOfNothing) expect(accounts.some(account => touched.includes(account))).toBe(true);
        else if (!accounts.includes(path)) expect(path).toMatch(/^(migrate\/)?green\//);
      }
      for (const one of [was, is]) {
        const base = Object.keys(one).filter(path => path.startsWith('base/'));
        if (base.includes(inPlaceOfNothing)) expect(base).toEqual([inPlaceOfNothing]);
      }
    }),
    RUNS,
  );
});
