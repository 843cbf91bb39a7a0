import fc from 'fast-check';
import { Colour, type NetworkProps, TrafficMode } from '../../../lib/construct';
import { otherColour } from '../../../lib/construct/props/colour';
import { filesOf } from '../../../lib/project/files/application-files';
import type { ReleaseFile } from '../../../lib/project/files/files';
import { FOLDERS } from '../../../lib/project/files/folders';
import { trafficEdits } from '../../../lib/release/traffic-edits';
import { anyApplication, anyDeployToGreen, type Named } from '../render/any/application';
import { type KubernetesObject, renderedOnce } from '../render/rendered';
import { admits, type Client, type Labels } from './admits';

type Made = Record<string, KubernetesObject>;

const USER = { ip: '10.1.2.3' };
const STRANGER = { ip: '192.0.2.1' };
const TESTER = { labels: { team: 'qa' } };
const idleFrom = [{ podSelector: { matchLabels: { team: 'qa' } } }];
const anyNetwork: fc.Arbitrary<NetworkProps> = fc.constantFrom(
  { idleFrom },
  { idleFrom, activeFrom: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
);
const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);
// The same applications for all tests, and others in each run.
const RUNS = { numRuns: 15, seed: Date.now() };
const objects = renderedOnce();

const policies = (made: Made) => Object.values(made).filter(({ kind }) => kind === 'NetworkPolicy');
const podOf = (made: Made, colour: Colour): Labels =>
  Object.entries(made).find(([path]) => path.startsWith(`${colour}/Deployment.`))![1]['spec'].template.metadata.labels;
const gateOf = ({ name }: Named): Client => ({ labels: { 'blue-green/gate': name } });

/** Where the colours run different releases: a colour that runs what users are on is nothing new to them. */
function differ(made: Made): boolean {
  const [blue, green] = Object.values(Colour).map(colour => podOf(made, colour)['blue-green/release']);
  return blue !== green;
}

function render(props: Named, state: ReleaseFile): Made {
  const { active, gate: _, blue: __, green: ___, ...rest } = state;
  return objects({ ...props, ...rest }, active);
}

/** What the verbs make of a release state. */
function moved(props: Named, state: ReleaseFile, colour: Colour): ReleaseFile {
  const next: Record<string, unknown> = { ...state };
  const files = filesOf(FOLDERS, 'production', props.name);
  const current = { environment: 'production', application: props.name, files, spec: props, state };
  for (const edit of trafficEdits(colour, current)) {
    if (edit.kind === 'remove') delete next[edit.path[0]!];
    else next[edit.path[0]!] = edit.value;
  }
  return next as unknown as ReleaseFile;
}

/** What may have been applied at some moment, whatever the order. */
function subsets<T>([first, ...others]: readonly T[]): T[][] {
  if (first === undefined) return [[]];
  return subsets(others).flatMap(rest => [rest, [first, ...rest]]);
}

/** The same, where the order is known. */
const beginnings = <T>(items: readonly T[]): T[][] => [[], ...items.map((_, index) => items.slice(0, index + 1))];

/** All states of a cluster on the way: verify first, then traffic, of each what may have been applied by then. */
function* onTheWay(before: Made, after: Made, moments: (changed: string[]) => string[][]): Generator<Made> {
  const changed = (folder: string) =>
    Object.keys(after).filter(
      path =>
        path.startsWith(folder) &&
        ['NetworkPolicy', 'Service'].includes(after[path]!['kind']) &&
        JSON.stringify(after[path]) !== JSON.stringify(before[path]),
    );
  const applied = (paths: string[]) => Object.fromEntries(paths.map(path => [path, after[path]!]));
  const verify = changed('release/verify/');
  for (const paths of moments(verify)) yield { ...before, ...applied(paths) };
  const verified = { ...before, ...applied(verify) };
  for (const paths of moments(changed('release/traffic/'))) yield { ...verified, ...applied(paths) };
}

function expectUsersReach({ name }: Named, made: Made): void {
  const { selector } = made[`release/traffic/Service.${name}.k8s.yaml`]!['spec'];
  const served = Object.values(Colour)
    .map(colour => podOf(made, colour))
    .filter(pod => Object.entries(selector).every(([key, value]) => pod[key] === value));
  expect(served.length).toBeGreaterThan(0);
  for (const pod of served) expect([pod, admits(policies(made), pod, USER)]).toEqual([pod, true]);
}

const STEPS: ReadonlyArray<readonly [what: string, TrafficMode, Partial<ReleaseFile>, steps: number]> = [
  ['a promotion, its rollback and the next promotion', TrafficMode.SELECTOR, {}, 3],
  ['a promotion in two commits, and back', TrafficMode.OVERLAP, { overlap: true }, 2],
];

test.each(STEPS)('users reach what the active Service selects at every moment of %s', (_, traffic, shared, steps) => {
  fc.assert(
    fc.property(anyApplication, anyNetwork, anyColour, fc.boolean(), (application, network, active, isGivenUp) => {
      // Where nobody comes, users move in one step.
      fc.pre(traffic === TrafficMode.SELECTOR || Boolean(application.port ?? application.ports));
      const props = { ...application, network, traffic };
      let state: ReleaseFile = { active, blue: props.blue, green: props.green };
      let before = render(props, state);
      for (let step = 0; step < steps; step++) {
        const to = otherColour(state.active);
        const both = { ...state, ...shared };
        for (const next of [both, moved(props, both, isGivenUp && step === 0 ? state.active : to)]) {
          const after = render(props, next);
          for (const made of onTheWay(before, after, subsets)) expectUsersReach(props, made);
          [state, before] = [next, after];
        }
      }
    }),
    RUNS,
  );
});

test('users reach the old colour until the Service has moved, also after a revert or an edit by hand', () => {
  fc.assert(
    fc.property(anyApplication, anyNetwork, anyColour, (application, network, active) => {
      const props = { ...application, network };
      const state = { active, blue: props.blue, green: props.green };
      // Within a unit Services come before NetworkPolicies, as Flux applies them.
      const serviceFirst = (changed: string[]) => beginnings([...changed].sort((a, b) => (a < b ? 1 : -1)));
      const [before, after] = [render(props, state), render(props, { ...state, active: otherColour(active) })];
      for (const made of onTheWay(before, after, serviceFirst)) expectUsersReach(props, made);
    }),
    RUNS,
  );
});

test('the idle colour is closed to all but the gate and whom the spec names, until it is promoted', () => {
  fc.assert(
    fc.property(anyApplication, anyNetwork, anyColour, (application, network, active) => {
      const props = { ...application, network };
      const made = render(props, { active });
      const pod = podOf(made, otherColour(active));
      fc.pre(differ(made));
      const asked = [USER, STRANGER, TESTER, gateOf(props), { labels: { 'blue-green/gate': 'another' } }];
      expect(asked.map(client => admits(policies(made), pod, client))).toEqual([false, false, true, true, false]);
      const strangers = network.activeFrom ? [STRANGER] : [];
      for (const client of strangers) expect(admits(policies(made), podOf(made, active), client)).toBe(false);
    }),
    RUNS,
  );
});

test('what users have left stays open to them; what is deployed there next is closed, and changes nothing in release', () => {
  fc.assert(
    fc.property(anyDeployToGreen, anyNetwork, ({ before, after }, network) => {
      const state = moved(
        { ...before, network },
        { active: Colour.GREEN, blue: before.blue, green: before.green },
        Colour.BLUE,
      );
      const [left, deployed] = [before, after].map(props => render({ ...props, network }, state)) as [Made, Made];
      fc.pre(differ(left) && differ(deployed));
      const [old, next] = [podOf(left, Colour.GREEN), podOf(deployed, Colour.GREEN)];
      expect(admits(policies(left), old, USER)).toBe(true);
      expect(policies(deployed)).toEqual(policies(left));
      fc.pre(old['blue-green/release'] !== next['blue-green/release']);
      expect(admits(policies(deployed), next, USER)).toBe(false);
    }),
    RUNS,
  );
});

test('the policies of one application select no pod of another', () => {
  fc.assert(
    fc.property(anyApplication, anyApplication, anyNetwork, (one, other, network) => {
      fc.pre(one.name !== other.name);
      const made = render({ ...one, network }, { active: Colour.BLUE });
      const elsewhere = render(other, { active: Colour.BLUE });
      for (const colour of Object.values(Colour)) {
        expect(admits(policies(made), podOf(elsewhere, colour), STRANGER)).toBe(true);
      }
    }),
    RUNS,
  );
});
