import { Colour } from '../../lib/construct/props/colour';
import type { ColourProps } from '../../lib/construct/props/release';
import type { ReleaseFile } from '../../lib/project/files/files';
import type { ApplicationState } from '../../lib/release/application-state';
import { contract } from '../../lib/release/contract';
import { deploy } from '../../lib/release/deploy';
import { statusOf } from '../../lib/release/status';
import { ping, release, SPEC } from './ping-state';

const migrate = { expand: { command: ['up'] }, contract: { command: ['down'] } };
const spec = { ...SPEC, migrate };
const RETIRED = { ...release('1.0', { migrate }), retired: true };
const ACTIVE = release('2.0', { migrate });

// Users are on green 2.0, blue 1.0 is retired, all of it committed.
function migrated(now: Partial<ReleaseFile> = {}, rest: Partial<ApplicationState> = {}): ApplicationState {
  return ping({ active: Colour.GREEN, blue: RETIRED, green: ACTIVE, ...now }, { spec, ...rest });
}

const { committed } = migrated();

test('contract runs the last migration of the active release, and says that there is no way back', () => {
  expect(contract(migrated())).toEqual({
    kind: 'change',
    edits: [{ kind: 'set', path: ['green', 'contracted'], value: true }],
    effect: 'the contract migration of green (2.0) runs; users stay on it',
    notes: ['there is no way back to blue (1.0) from then on'],
    next: [],
  });
});

test('pods that are left of the retired colour are named: they must live without what goes', () => {
  const blue = { ...RETIRED, idle: { replicas: 1 } };
  expect(contract(migrated({ blue }))).toMatchObject({
    kind: 'change',
    notes: [expect.any(String), '1 pod of it still run: they must live without what goes'],
  });
});

test('what has run already is nothing to do', () => {
  expect(contract(migrated({ green: { ...ACTIVE, contracted: true } }))).toMatchObject({ kind: 'nothing' });
});

test.each<[string, ApplicationState, RegExp, RegExp]>([
  [
    'of a release without such a migration',
    migrated({ green: release('2.0') }),
    /has no contract/,
    /migrate\.contract/,
  ],
  [
    'where nothing would run it',
    migrated({}, { spec: SPEC }),
    /says nothing of migrations any more/,
    /give it back its "migrate"/,
  ],
  [
    'while users may go back',
    migrated({ blue: release('1.0') }),
    /users may still go back to blue \(1\.0\)/,
    /bluegreen retire ping --env production/,
  ],
  [
    'before the retire is committed',
    migrated({}, { committed: { ...committed!, blue: release('1.0') } }),
    /is not committed yet/,
    /commit it, wait/,
  ],
  [
    'before the promotion is committed',
    migrated({}, { committed: { ...committed!, active: Colour.BLUE } }),
    /the promotion to green is not committed yet/,
    /commit the promotion first/,
  ],
  ['in the middle of a promotion', migrated({ weight: 5 }), /in the middle of a promotion/, /bluegreen promote ping/],
  ['where there is no release', migrated({}, { state: undefined }), /no release there/, /bluegreen deploy/],
])('contract %s is refused, with the way out', (_, given, why, wayOut) => {
  expect(contract(given)).toEqual({
    kind: 'refused',
    why: expect.stringMatching(why),
    wayOut: expect.stringMatching(wayOut),
  });
});

test.each<[string, Partial<ReleaseFile>, string[]]>([
  ['not before the other colour is retired', { blue: release('1.0', { migrate }) }, ['promote', 'retire']],
  ['once the other colour is retired', {}, ['contract']],
  ['not twice', { green: { ...ACTIVE, contracted: true } }, []],
  ['not where the other colour never ran anything', { blue: undefined }, []],
  ['not of a release without one', { green: release('2.0', { migrate: { expand: migrate.expand } }) }, []],
])('status offers it %s', (_, now, next) => {
  expect(statusOf(migrated(now))?.next.filter(verb => verb !== 'deploy')).toEqual(next);
});

test('deploy says that its migration runs before its pods start', () => {
  expect(deploy(migrated(), { tag: '3.0' })).toMatchObject({ notes: ['its migration runs before its pods start'] });
  const first = deploy(migrated({}, { state: undefined, committed: undefined }), { tag: '1.0' });
  expect(first).toMatchObject({ notes: ['its migration runs before its pods start'] });
});

test('after a contract, bringing the old release back warns of what may be gone', () => {
  const given = migrated({ green: { ...ACTIVE, contracted: true } });
  const gone = 'green has run its contract migration: this release may miss what that took away';
  expect(deploy(given, { tag: '1.0' })).toMatchObject({
    edits: [{ kind: 'remove', path: ['blue', 'retired'] }],
    notes: [gone],
  });
  const anew = { ...given, spec: { ...spec, drainSeconds: 20 } };
  expect(deploy(anew, { tag: '1.0' })).toMatchObject({ notes: [expect.any(String), gone] });
  expect(deploy(given, { tag: '3.0' })).toMatchObject({ notes: [expect.not.stringContaining('gone')] });
});

test('a colour that has contracted is not deployed to anew with the same release', () => {
  const green: ColourProps = { ...ACTIVE, contracted: true };
  const given = migrated({ active: Colour.BLUE, blue: release('1.0', { migrate }), green });
  expect(deploy(given, { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
});
