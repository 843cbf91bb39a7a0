import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../../../repository';
import type { InputOutcome } from './attacks';
import { inputAttacks } from './attacks';
import { Inputs, PROJECT } from './inputs';
import { KEYS } from './keys';
import { rowsOfKeys } from './layers';
import { inputOutcomes, KNOWN_OF_INPUTS, wrongOfInputs } from './measure';
import { SETTINGS } from './settings';

let all: InputOutcome[];
beforeAll(async () => {
  all = await inputOutcomes();
}, 600_000);

const schema = (name: string) => JSON.parse(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8'));
const keysOf = ({ properties }: { properties: object }) => Object.keys(properties);

test('no two edits are one', () => {
  const names = inputAttacks().map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every key has an edit that hurts users or that synth refuses, or it is said why no value of it can hurt', () => {
  const rows = rowsOfKeys();
  const hurts = new Set(
    all.filter(({ attack, kind }) => attack.by && kind !== 'same').map(({ attack }) => attack.kind),
  );
  const open = Object.entries(KEYS).filter(([key, { never }]) => (never === undefined) !== hurts.has(key));
  expect(open.map(([key]) => key)).toEqual([]);
  expect([...rows.keys()]).toEqual(
    expect.arrayContaining(['application', 'release'].flatMap(name => keysOf(schema(name))).filter(isNoLayer)),
  );
});

// A layer, under which the same keys stand.
const isNoLayer = (key: string) => key !== 'environments';

test('so has every key of bluegreen.yaml', () => {
  const { definitions, ...whole } = schema('bluegreen');
  const keys = [whole, definitions.Environment, definitions.GitOps].flatMap(keysOf);
  expect([...new Set(keys)].filter(key => !SETTINGS[key]?.length)).toEqual([]);
});

// Who looks at the idle colour is for whoever says it, and what metrics say hurts nobody.
const NESTED_NEVER = new Set(['network.idleFrom', 'ingress.preview', 'service.tellsColour', 'route.mirror']);

test.each([
  ['service', 'ServiceProps'],
  ['ingress', 'IngressProps'],
  ['route', 'RouteProps'],
  ['gate', 'GateProps'],
  ['network', 'NetworkProps'],
])('so has every key below %s', (key, definition) => {
  const edited = new Set(
    all
      .filter(({ attack, kind }) => attack.kind === key && attack.by && kind !== 'same')
      .flatMap(({ attack }) => {
        const before = new Inputs(PROJECT);
        attack.before?.(before);
        const after = new Inputs(before.files());
        attack.after(after);
        return [...PROJECT.keys()].flatMap(file => {
          const [was, is] = [before, after].map(one => parse(one.files().get(file) ?? '')?.[key] ?? {});
          return [...Object.keys(was), ...Object.keys(is)].filter(
            one => JSON.stringify(was[one]) !== JSON.stringify(is[one]),
          );
        });
      }),
  );
  const keys = keysOf(schema('application').definitions[definition]);
  expect(keys.filter(one => !edited.has(one) && !NESTED_NEVER.has(`${key}.${one}`))).toEqual([]);
});

test('by inputs, dist/ synthesized with them, check finds what hurts and raises no alarm, but for what is known', () => {
  const known = readFileSync(KNOWN_OF_INPUTS, 'utf8')
    .split('\n')
    .filter(line => line);
  expect(wrongOfInputs(all)).toEqual(known);
  const judged = all.flatMap(one => (one.kind === 'judged' && one.attack.by ? [one] : []));
  expect(judged.length).toBeGreaterThan(300);
  expect(judged.filter(({ isRight }) => isRight).length).toBeGreaterThan(judged.length * 0.95);
});

test('what check finds by inputs, plan tells; what plan calls an outage, check finds', () => {
  const silent = all.filter(
    one => one.kind === 'judged' && one.judgement.rules.some(rule => rule !== 'BG027') && !one.judgement.isTold,
  );
  const contradicted = all.filter(
    one => one.kind === 'judged' && one.judgement.isOutage && !one.judgement.rules.length,
  );
  expect([...silent, ...contradicted].map(({ attack }) => attack.name)).toEqual([]);
});
