import fc from 'fast-check';
import { readProject } from '../../../lib/project/files/project';
import { type Files, inProject, SMALL_PROJECT } from './small-project';

const ENVIRONMENTS = ['production', 'staging'];
const APPLICATIONS = ['ping', 'shop'];
const RELEASED: Readonly<Record<string, string>> = {
  'production/ping': 'blue',
  'production/shop': 'green',
  'staging/ping': 'green',
  'staging/shop': 'blue',
};
const KEYS = ['active', ...APPLICATIONS, ...Object.keys(RELEASED)].map(key =>
  key === 'active' ? key : `${key}.active`,
);

const FILES: Files = {
  'bluegreen.yaml': 'environments:\n  production: { namespace: demo }\n  staging: { namespace: test }\n',
  'apps/shop.yaml': SMALL_PROJECT['apps/ping.yaml'].replace('ping', 'shop'),
  ...Object.fromEntries(
    Object.entries(RELEASED).map(([place, active]) => [
      `releases/${place}.yaml`,
      `active: ${active}\nblue: { image: "a:1" }\ngreen: { image: "a:2" }\n`,
    ]),
  ),
};

type Pair = readonly [key: string, colour: string];

function active(root: string, json: readonly Pair[], args: readonly Pair[]): Record<string, string> {
  const { applications, problems } = readProject(root, {
    json: json.length ? JSON.stringify(Object.fromEntries(json)) : undefined,
    args: args.map(pair => pair.join('=')),
  });
  expect(problems).toEqual([]);
  return Object.fromEntries(
    applications.map(({ environment, props }) => [`${environment}/${props.name}`, props.active]),
  );
}

// The first that says anything: -c before the variable before the file; in each the narrowest key; of equal ones the last.
function model(json: readonly Pair[], args: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(RELEASED).map(([place, released]) => {
      const application = place.split('/')[1];
      const candidates = [args, json].flatMap(source =>
        [`${place}.active`, `${application}.active`, 'active'].map(
          key => source.findLast(pair => pair[0] === key)?.[1],
        ),
      );
      return [place, candidates.find(colour => colour !== undefined) ?? released];
    }),
  );
}

test.each<[string, readonly Pair[], readonly Pair[], Record<string, string>]>([
  ['nothing leaves it to the release files', [], [], {}],
  [
    'the variable wins over the release files',
    [['active', 'blue']],
    [],
    { 'production/shop': 'blue', 'staging/ping': 'blue' },
  ],
  [
    'an argument wins over the variable, even a wider one over a narrower',
    [['production/ping.active', 'green']],
    [['active', 'blue']],
    { 'production/shop': 'blue', 'staging/ping': 'blue' },
  ],
  [
    'an application wins over all, whatever comes first',
    [],
    [
      ['ping.active', 'green'],
      ['active', 'blue'],
    ],
    { 'production/ping': 'green', 'production/shop': 'blue' },
  ],
  [
    'an environment wins over all environments',
    [
      ['staging/shop.active', 'green'],
      ['shop.active', 'blue'],
    ],
    [],
    { 'staging/shop': 'green', 'production/shop': 'blue' },
  ],
  [
    'the last of two equal arguments wins',
    [],
    [
      ['ping.active', 'green'],
      ['ping.active', 'blue'],
    ],
    { 'staging/ping': 'blue' },
  ],
])('%s', (_, json, args, differs) => {
  expect(inProject(FILES, root => active(root, json, args))).toEqual({ ...RELEASED, ...differs });
});

test('whatever context says, the active colour is the one of the model', () => {
  const pair = fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom('blue', 'green'));
  const json = fc.uniqueArray(pair, { selector: ([key]) => key, maxLength: KEYS.length });
  inProject(FILES, root =>
    fc.assert(
      fc.property(json, fc.array(pair, { maxLength: 6 }), (values, args) => {
        expect(active(root, values, args)).toEqual(model(values, args));
      }),
    ),
  );
});

test('an empty variable says nothing', () => {
  inProject({}, root => {
    expect(readProject(root, { json: '', args: [] }).problems).toEqual([]);
    expect(readProject(root, { json: '{}', args: [] }).problems).toEqual([]);
  });
});

test.each(ENVIRONMENTS)('a key of one environment says nothing of another one: %s', environment => {
  const [one, other] = environment === 'production' ? ['production', 'staging'] : ['staging', 'production'];
  const flipped = RELEASED[`${one}/ping`] === 'blue' ? 'green' : 'blue';
  const result = inProject(FILES, root => active(root, [], [[`${one}/ping.active`, flipped]]));
  expect(result).toEqual({ ...RELEASED, [`${one}/ping`]: flipped });
  expect(result[`${other}/ping`]).toBe(RELEASED[`${other}/ping`]);
});
