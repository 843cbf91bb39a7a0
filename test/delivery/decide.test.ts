import { TrafficMode } from '../../lib/construct/props/traffic';
import { decide } from '../../lib/delivery/decide';
import { promote } from '../../lib/release/promote';
import { HOUR, MINUTE, MONDAY, Story } from './story';

const FAILED = { state: 'failed' as const, why: 'errors 7.2 of at most 1' };

/** The watch of the last promotion fails; all else is as git says. */
function watchFails(story: Story) {
  const [watch] = story.jobs.watch;
  const { jobs, ...rest } = story.asGitSays();
  return { ...rest, jobs: { ...jobs, ...(watch && { [watch]: FAILED }) } };
}

/** The gate fails: users stay where they were. */
function gateFails(story: Story) {
  const { jobs: _, ...rest } = story.asGitSays();
  return {
    ...rest,
    serves: story.state.active === 'blue' ? ('green' as const) : ('blue' as const),
    jobs: { [story.jobs.gate[0]!]: FAILED },
  };
}

test('what is deployed, applied and ready is promoted; nothing of it without a look at the cluster', () => {
  const story = new Story().deploy('2.0');
  story.seen = () => undefined;
  expect(story.told).toContain('waits: nobody has looked at the cluster');
  story.seen = one => one.asGitSays();
  expect(story.decision).toMatchObject({ kind: 'due', step: 'promote', why: 'green (2.0) is applied and ready' });
  story.pass();
  expect(story.state.active).toBe('green');
  expect(story.told).toContain('rests');
});

test.each([
  ['another release', { release: '0123456789' }, 'the cluster has release 0123456789 on green'],
  ['too few ready pods', { ready: 1 }, '1 of 2 pods of green (2.0) is ready'],
])('with %s on the idle colour nothing is promoted', (_, green, says) => {
  const story = new Story().deploy('2.0');
  const all = story.asGitSays();
  story.seen = () => ({ ...all, green: { ...all.green!, ...green } });
  expect(story.told).toContain(says);
  story.seen = () => ({ ...all, serves: undefined });
  expect(story.told).toContain('nobody knows where the cluster leads users');
  story.seen = () => ({ ...all, serves: 'green' });
  expect(story.told).toContain('the cluster leads users to green, and git says blue');
});

test('what was seen more than ten minutes ago, or is of the future, is not known; a failure is for good', () => {
  const story = new Story().deploy('2.0');
  const at = (milliseconds: number) => {
    const { evidence, ...rest } = story.situation;
    return { ...rest, evidence: { ...evidence!, taken: story.now + milliseconds } };
  };
  expect(decide(at(-9 * MINUTE)).kind).toBe('due');
  expect(decide(at(-11 * MINUTE)).kind).toBe('waits');
  expect(decide(at(11 * MINUTE)).kind).toBe('waits');
  story.watched = true;
  story.promote().seen = watchFails;
  expect(decide(at(-30 * HOUR))).toMatchObject({ kind: 'due', step: 'rollback' });
});

test('a failed watch takes users back at once: outside the hours, and whoever promoted', () => {
  const story = new Story();
  story.policy = { promote: 'automatic', hours: { days: 'sun' }, retire: '24h' };
  story.watched = true;
  story.deploy('2.0').promote();
  expect(story.told).toMatch(/^waits: blue is retired 24h after/);
  story.seen = watchFails;
  expect(story.decision).toMatchObject({
    step: 'rollback',
    why: 'the watch of green (2.0) failed: errors 7.2 of at most 1',
  });
  story.pass();
  expect(story.state.active).toBe('blue');
});

test('a failed gate is taken back while users have not moved, and says nothing about users who are there', () => {
  const story = new Story().deploy('2.0').promote();
  story.seen = gateFails;
  expect(story.decision).toMatchObject({
    step: 'rollback',
    why: 'the gate of green (2.0) failed: errors 7.2 of at most 1',
  });
  const { serves: _, ...unknown } = gateFails(story);
  story.seen = () => unknown;
  expect(story.told).toContain('calls: the gate of green (2.0) failed');
  story.seen = one => ({ ...gateFails(one), serves: one.state.active as never });
  expect(story.told).toContain('rests');
});

test('with "rollback: manual", or by default where people promote, a failure calls a person', () => {
  for (const policy of [{ promote: 'automatic', rollback: 'manual' }, { retire: '24h' }] as const) {
    const story = new Story().deploy('2.0');
    story.watched = true;
    story.policy = policy;
    story.promote().seen = watchFails;
    expect(story.decision).toMatchObject({ kind: 'calls', wayOut: 'bluegreen rollback ping --env production' });
  }
});

test('two rollbacks never take each other back', () => {
  const story = new Story().deploy('2.0').promote().after(MINUTE).rollback();
  story.seen = gateFails;
  expect(story.told).toMatch(/^calls: the gate of blue \(1.0\) failed.*that was a rollback already/);
});

test.each([
  ['rolled back', (story: Story) => story.rollback()],
  ['reverted in git', (story: Story) => story.revert()],
])('what a person has %s is not promoted again until it is deployed anew', (_, back) => {
  const story = new Story().deploy('2.0').promote().after(HOUR);
  back(story).after(HOUR);
  expect(story.told).toMatch(/^rests: green \(2.0\) was taken back by Ada at 2026-03-02T11:00Z/);
  story.after(100 * HOUR);
  expect(story.told).toContain('rests');
  expect(story.deploy('2.1').told).toBe('promote');
});

test('a release that comes back by a revert, as a colour or at full size, is not promoted; one that is deployed again is', () => {
  const old = new Story().deploy('2.0').promote().deploy('3.0').revert();
  expect(old.told).toMatch(/^rests: blue \(1.0\) stays up/);
  const raised = new Story().deploy('2.0').promote().retire().revert();
  expect(raised.told).toMatch(/^rests: blue \(1.0\) stays up/);
  expect(new Story().deploy('2.0').promote().deploy('3.0').deploy('1.0').told).toBe('promote');
});

test('half a promotion that a person gave up is not gone on with, nor when it comes back by a revert of what took its place', () => {
  const story = new Story();
  story.spec = { ...story.spec, traffic: 'overlap' as never };
  story.deploy('2.0').promote().after(HOUR).rollback();
  expect(story.told).toMatch(/^rests: green \(2.0\) was taken back by Ada/);
  expect(story.deploy('3.0').revert().told).toMatch(/^rests: green \(2.0\) was taken back by Ada/);
  // Whoever has deployed it anew wants it, and a revert of what came after that takes nothing of it back.
  expect(story.deploy('3.0').deploy('2.0').deploy('3.0').revert().told).toBe('promote');
});

test('an overlap is finished once its gate passed and the load balancer has had ten minutes; shares are left to people', () => {
  const story = new Story();
  story.spec = { ...story.spec, traffic: 'overlap' as never };
  story.deploy('2.0').pass();
  expect(story.state.overlap).toBe(true);
  expect(story.after(9 * MINUTE).told).toMatch(/^waits: the load balancer learns of green/);
  story.after(MINUTE).seen = one => ({ ...one.asGitSays(), jobs: {} });
  expect(story.told).toMatch(/^waits: nobody knows how the gate stands/);
  story.seen = one => one.asGitSays();
  story.pass();
  expect(story.state).toMatchObject({ active: 'green' });
  expect(story.state.overlap).toBeUndefined();
});

describe('steps', () => {
  const METRICS = [{ name: 'errors', query: 'x', max: 1 }];
  const analysis = { source: 'http://a', metrics: METRICS };

  /** Users come to green (2.0) by 5 and 25 percent. */
  function stepping(watched = true): Story {
    const story = new Story();
    story.spec = { ...story.spec, traffic: TrafficMode.ROUTE, ...(watched && { watch: { minutes: 10 }, analysis }) };
    story.policy = { promote: 'automatic', steps: [5, 25], pause: '15m' };
    story.watched = watched;
    return story.deploy('2.0');
  }

  test('users come by the listed shares, each for its pause and judged by a watch of its own, and then all', () => {
    const story = stepping();
    const watches = new Set<string>();
    for (const weight of [5, 25]) {
      expect(story.pass()).toMatchObject({ kind: 'due', step: 'promote' });
      expect(story.state).toMatchObject({ active: 'blue', weight });
      watches.add(story.jobs.watch[0]!);
      const until = story.now + 15 * MINUTE;
      expect(story.after(15 * MINUTE - 1).decision).toMatchObject({ kind: 'waits', step: 'promote', again: until });
      story.after(1);
    }
    expect(story.decision).toMatchObject({
      why: 'green (2.0) has had 25 % of the requests for 15 minutes, and its watch passed',
    });
    story.pass();
    expect(story.state).toMatchObject({ active: 'green' });
    expect(story.state.weight).toBeUndefined();
    expect(watches.add(story.jobs.watch[0]!).size).toBe(3);
  });

  test.each<[string, object, string]>([
    ['nobody looks', {}, 'nobody has looked at the cluster'],
    ['the route is as before', { routed: { blue: 100, green: 0 } }, "the cluster's route gives green 0 %"],
    ['nobody knows the route', { routed: undefined }, 'nobody knows which share of the requests'],
    ['a pod is not ready', { green: { release: '', pods: 2, ready: 1 } }, '1 of 2 pods of green (2.0) is ready'],
    ['no Job is known', { jobs: {} }, 'nobody knows how the gate stands'],
  ])('no share rises while %s', (_, seen, says) => {
    const story = stepping();
    story.pass();
    const all = story.after(HOUR).asGitSays();
    const green = { ...all.green!, ...('green' in seen && { ready: 1 }) };
    story.seen = () => (Object.keys(seen).length ? { ...all, ...seen, green } : undefined);
    expect(story.told).toContain(`waits: step 1 of 3: 5 % are on green (2.0): ${says}`);
  });

  test('a watch that runs, or that an edit took away, holds the share; without metrics it goes by time', () => {
    const story = stepping();
    story.pass();
    const runs = { [story.jobs.gate[0]!]: { state: 'passed' }, [story.jobs.watch[0]!]: { state: 'running' } } as const;
    story.after(HOUR).seen = one => ({ ...one.asGitSays(), jobs: runs });
    expect(story.told).toContain('waits: step 1 of 3: 5 % are on green (2.0): the watch still runs');
    const { watched: _, ...state } = story.state;
    story.commit('edit', JSON.stringify(state)).seen = one => one.asGitSays();
    expect(story.after(HOUR).told).toContain('nothing watches this share');

    const unmeasured = stepping(false);
    unmeasured.pass();
    expect(unmeasured.after(15 * MINUTE).decision).toMatchObject({
      why: expect.stringContaining('its pods are ready'),
    });
  });

  test('a watch that fails at a share takes it back to nothing in one commit, outside the hours too, and once for all', () => {
    const story = stepping();
    story.pass();
    story.after(15 * MINUTE).pass();
    story.policy = { ...story.policy, hours: { days: 'sun' } };
    story.seen = watchFails;
    expect(story.pass()).toMatchObject({
      step: 'rollback',
      why: 'the watch of green (2.0) failed: errors 7.2 of at most 1',
    });
    expect(story.state).toMatchObject({ active: 'blue' });
    expect([story.state.weight, story.state.watched]).toEqual([undefined, undefined]);
    story.policy = { promote: 'automatic', steps: [5, 25] };
    story.seen = one => one.asGitSays();
    expect(story.after(100 * HOUR).told).toMatch(/^rests: green \(2.0\) was taken back by Ada/);
    expect(story.deploy('2.1').told).toBe('promote');
  });

  test('what a person does with shares stands', () => {
    const story = stepping();
    const share = (weight: number) => story.does('promote', promote(story.current, { weight })).after(HOUR);
    expect(share(10).told).toBe('rests: a person moves users by shares: 10 % are on green (2.0)');
    expect(share(25).told).toBe('promote');
    expect(share(5).told).toMatch(/^rests: Ada took users back from green \(2.0\), to 5 % now/);
    expect(share(25).told).toBe('promote');
    story.pass();
    expect(story.revert().after(HOUR).told).toMatch(/^rests: Ada took users back from green \(2.0\), to 25 % now/);
    story.rollback().revert().after(HOUR);
    expect(story.told).toMatch(/^rests: Ada took users back/);
    story.policy = { promote: 'manual', steps: [5, 25] };
    expect(story.told).toContain('a person moves users by shares');
  });
});

test('"hold" stops everything; what failed is told all the same', () => {
  const story = new Story().deploy('2.0').hold('the campaign');
  expect(story.told).toBe('rests: it is held: the campaign');
  expect(story.hold(undefined).told).toBe('promote');
  story.watched = true;
  story.promote().hold('we look at it').seen = watchFails;
  expect(story.told).toMatch(/^calls: the watch of green .* held: we look at it/);
});

test('hours: a promotion waits for Monday morning in Berlin, and says so', () => {
  const story = new Story();
  story.policy = {
    promote: 'automatic',
    hours: { days: 'mon-fri', from: '09:00', to: '16:00', zone: 'Europe/Berlin', except: ['2026-03-09'] },
  };
  story.now = Date.parse('2026-03-06T15:00:00Z'); // Friday, 16:00 there
  story.deploy('2.0');
  expect(story.decision).toMatchObject({ kind: 'waits', again: Date.parse('2026-03-10T08:00:00Z') });
  story.now -= MINUTE;
  expect(story.told).toBe('promote');
});

test('after: the same image has to be live there for so long, watched, and still', () => {
  const staging = new Story('staging');
  staging.watched = true;
  const story = new Story();
  story.policy = { promote: 'automatic', after: { environment: 'staging', soak: '2h' } };
  story.deploy('2.0');
  expect(story.told).toBe('waits: staging has none of it yet');
  story.before = staging;
  expect(story.told).toBe('waits: users of staging are on blue (1.0), and not on green (2.0)');
  staging.deploy('2.0').promote();
  expect(story.decision).toMatchObject({ kind: 'waits', again: MONDAY + 2 * HOUR });
  story.after(2 * HOUR);
  staging.seen = () => undefined;
  expect(story.told).toBe('waits: nobody has looked at the cluster of staging');
  staging.seen = one => ({ ...one.asGitSays(), jobs: { [one.jobs.watch[0]!]: { state: 'running' } } });
  expect(story.told).toBe('waits: its watch in staging still runs');
  staging.seen = one => one.asGitSays();
  expect(story.decision).toMatchObject({
    step: 'promote',
    why: 'green (2.0) is applied and ready, has been live in staging for 2 hours, and its watch passed there',
  });
  staging.now = story.now;
  staging.rollback();
  expect(story.told).toMatch(/^waits: users of staging are on blue/);
});

test('a policy for all environments lets the first one go ahead', () => {
  const story = new Story('staging').deploy('2.0');
  story.policy = { promote: 'automatic', after: { environment: 'staging', soak: '2h' } };
  expect(story.told).toBe('promote');
});

test('retire: after its time, once the watch passed and users are there; contract after that', () => {
  const story = new Story();
  story.spec = { ...story.spec, migrate: { expand: { command: ['up'] }, contract: { command: ['down'] } } };
  story.policy = { retire: '24h', contract: '7d' };
  story.watched = true;
  story
    .deploy('2.0')
    .promote()
    .after(24 * HOUR - 1);
  expect(story.decision).toMatchObject({ kind: 'waits', step: 'retire', again: MONDAY + 24 * HOUR });
  story.after(1).seen = one => ({ ...one.asGitSays(), jobs: {} });
  expect(story.told).toMatch(/^waits: nobody knows how the watch stands/);
  story.seen = one => one.asGitSays();
  expect(story.pass()).toMatchObject({ step: 'retire', why: 'users left it 1 day ago, and the watch of green passed' });
  expect(story.after(HOUR).decision).toMatchObject({ step: 'contract', again: MONDAY + 8 * 24 * HOUR });
  expect(story.after(7 * 24 * HOUR).pass()).toMatchObject({ kind: 'due', step: 'contract' });
  expect(story.state.green).toMatchObject({ contracted: true });
});

test('giveUp: what nobody promotes is retired; what is due is promoted instead', () => {
  const story = new Story().deploy('2.0').after(48 * HOUR);
  story.policy = { giveUp: '48h' };
  expect(story.decision).toMatchObject({ step: 'giveUp', why: 'nobody promoted it in 2 days' });
  story.policy = { promote: 'automatic', giveUp: '48h' };
  expect(story.told).toBe('promote');
  story.policy = { promote: 'automatic', giveUp: '48h', after: { environment: 'staging' } };
  expect(story.told).toBe('giveUp');
});

test('nothing is done by halves of a history: a shallow clone hides what people did', () => {
  const story = new Story();
  const { text, commit } = story.deploy('2.0').versions[0]!;
  story.versions.splice(0, 2, { commit: { ...commit, cutOff: true }, text, before: undefined });
  expect(story.told).toMatch(/^waits: this clone of the repository is shallow/);
  story.watched = true;
  story.promote();
  story.seen = watchFails;
  expect(story.told).toBe('rollback');
});

test('a commit of the future never hurries anything', () => {
  const story = new Story().deploy('2.0').promote();
  story.policy = { retire: '24h' };
  const [last] = story.versions.splice(0, 1);
  story.versions.unshift({ ...last!, commit: { ...last!.commit, date: '2030-01-01T00:00:00Z' } });
  expect(story.after(1000 * HOUR).told).toMatch(/^waits: blue is retired 24h after/);
});

test('what is uncommitted, being taken over, or on its way out is left alone', () => {
  const story = new Story().deploy('2.0');
  const { situation } = story;
  const { current } = situation;
  const because = (more: object) => decide({ ...situation, current: { ...current, ...more } as never }).why;
  expect(because({ committed: { active: 'blue' } })).toContain('somebody is at work on it');
  expect(because({ state: { ...current.state, takeover: { step: 'beside', workload: 'Deployment/web' } } })).toContain(
    'taken over',
  );
  expect(because({ state: { ...current.state, eject: { step: 'beside', folder: 'k8s' } } })).toContain('plain YAML');
});
