import { toldText, undone } from '../../lib/cli/advance/told';
import { TrafficMode } from '../../lib/construct/props/traffic';
import { decide } from '../../lib/delivery/decide';
import { decideTogether } from '../../lib/delivery/decide-together';
import { MINUTE, Story } from './story';

const NAMES = ['cart', 'payment', 'web'];
const FAILED = { state: 'failed' as const, why: 'errors 7.2' };

/** A group on its way: each step is one commit, of which a member may have no part. */
class GroupStory {
  public readonly members = NAMES.map(() => new Story());

  public each(step: (story: Story, name: string) => void): this {
    for (const [index, story] of this.members.entries()) step(story, NAMES[index]!);
    return this;
  }

  public of(name: string): Story {
    return this.members[NAMES.indexOf(name)]!;
  }

  public get decided() {
    const alone = this.members.map((story, index) => {
      const situation = { ...story.situation, current: { ...story.current, application: NAMES[index]! } };
      return { situation, decision: decide(story.situation) };
    });
    return decideTogether({ name: 'checkout', members: NAMES }, alone);
  }

  /** What is to be done to each, in words. */
  public get told(): string[] {
    return this.decided.map(({ situation, decision }) => {
      const text = decision.kind === 'due' ? decision.step : toldText(undone(situation.current, decision));
      return `${situation.current.application}: ${text}`;
    });
  }
}

/** Its watch failed. */
function watchFails(story: Story) {
  const { jobs, ...rest } = story.asGitSays();
  return { ...rest, jobs: { ...jobs, [story.jobs.watch[0]!]: FAILED } };
}

const watched = () =>
  new GroupStory().each(story => {
    story.watched = true;
    story.deploy('2.0');
  });

test('a group is promoted once that is due for each that has something new, and with what it has', () => {
  const group = new GroupStory();
  for (const name of ['cart', 'web']) group.of(name).deploy('2.0');
  const { seen } = group.of('web');
  group.of('web').seen = () => undefined;
  expect(group.told).toEqual([
    expect.stringContaining(
      'cart: its promotion waits: its group checkout waits for web: nobody has looked at the cluster',
    ),
    'payment: nothing to do: nobody has deployed to green',
    expect.stringContaining('web: its promotion waits: nobody has looked at the cluster'),
  ]);
  group.of('web').seen = seen;
  expect(group.told).toEqual(['cart: promote', 'payment: nothing to do: nobody has deployed to green', 'web: promote']);
  group.of('web').policy = {};
  expect(group.told[0]).toContain('its group checkout waits for web: green (2.0) waits for a person');
  group.of('web').policy = { promote: 'automatic' };
  group.of('web').hold('the campaign');
  expect(group.told[0]).toContain('its group checkout waits for web: it is held: the campaign');
});

test('a watch that fails for one member takes back all that moved with it, whoever is to promote them, and nobody else', () => {
  const group = watched().each(story => story.promote());
  group.of('payment').policy = {};
  group.of('cart').seen = watchFails;
  expect(group.told).toEqual(['cart: rollback', 'payment: rollback', 'web: rollback']);
  expect(group.decided[1]!.decision).toMatchObject({
    why: 'cart: the watch of green (2.0) failed: errors 7.2; its group checkout goes back together',
  });

  // One that moved before, and not with the others.
  const other = watched();
  other.of('web').promote();
  for (const name of ['cart', 'payment'])
    other
      .of(name)
      .commit('nothing', JSON.stringify(other.of(name).state))
      .promote();
  other.of('cart').seen = watchFails;
  expect(other.told.map(text => text.replace(/nothing to do.*|its .*/, 'else'))).toEqual([
    'cart: rollback',
    'payment: rollback',
    'web: else',
  ]);
});

test('where one of them can not go back, none does, and a person is called', () => {
  const group = watched().each(story => story.promote());
  group.of('web').hold('the campaign');
  group.of('cart').seen = watchFails;
  expect(group.decided[0]!.decision).toEqual({
    kind: 'calls',
    why: 'the watch of green (2.0) failed: errors 7.2, and its group can not go back with it: web: it is held: the campaign',
    wayOut: 'bluegreen rollback checkout --env production, or --alone "<reason>"',
  });
  expect(group.told.slice(1).every(text => !text.endsWith('rollback'))).toBe(true);
});

test('members whose hours never meet are not left to wait for each other: a person is called', () => {
  const group = new GroupStory();
  for (const name of ['cart', 'web']) group.of(name).deploy('2.0');
  const now = new Date(group.of('cart').now);
  const [hour, before, after] = [0, -1, 1].map(
    more => `${String((now.getUTCHours() + more + 24) % 24).padStart(2, '0')}:00`,
  );
  const open = { from: before!, to: after! };
  group.of('cart').policy = { promote: 'automatic', hours: open };
  group.of('web').policy = { promote: 'automatic', hours: { from: after!, to: before! } };
  expect(group.decided[0]!.decision).toEqual({
    kind: 'calls',
    why: 'its group checkout moves at once, and the hours of cart, web never meet',
    wayOut: 'give them hours that do, under "delivery", or move them: bluegreen promote checkout --env production',
  });
  // They do, on another day, or where a person promotes one of them.
  group.of('web').policy = { promote: 'automatic', hours: { from: after!, to: hour! } };
  expect(group.told[0]).toContain('cart: its promotion waits: its group checkout waits for web: the hours');
  group.of('web').policy = { hours: { from: after!, to: before! } };
  expect(group.told[0]).toContain('its group checkout waits for web: green (2.0) waits for a person');
});

test('while one of them calls a person, none is promoted: not even what can not go back since it was deployed to', () => {
  const group = watched().each(story => story.promote());
  const payment = group.of('payment');
  payment.deploy('3.0');
  group.of('cart').seen = watchFails;
  expect(group.told).toEqual([
    expect.stringMatching(/^cart: .*its group can not go back with it: payment: /),
    'payment: its promotion waits: its group checkout waits for a person: cart failed',
    expect.stringContaining('web: '),
  ]);
  group.of('cart').seen = () => group.of('cart').asGitSays();
  expect(group.told[1]).toBe('payment: promote');
});

test('of a member that moves in steps, the shares come first, and all others move whole with its last step', () => {
  const group = new GroupStory();
  const [cart, web] = [group.of('cart'), group.of('web')];
  cart.spec = { ...cart.spec, traffic: TrafficMode.ROUTE };
  cart.policy = { promote: 'automatic', steps: [5, 25], pause: '15m' };
  for (const story of [cart, web]) story.deploy('2.0');
  const passes = () => {
    const moved: string[] = [];
    for (const { situation, decision } of group.decided) {
      if (decision.kind !== 'due') continue;
      moved.push(situation.current.application);
      group.of(situation.current.application).does('promote', decision.outcome);
    }
    return moved;
  };
  for (const weight of [5, 25]) {
    expect(passes()).toEqual(['cart']);
    expect([cart.state.weight, web.state.active]).toEqual([weight, 'blue']);
    // In its pause nobody moves.
    expect(passes()).toEqual([]);
    expect(group.told[2]).toContain('web: its promotion waits: its group checkout waits for cart');
    group.each(story => story.after(15 * MINUTE));
  }
  expect(passes()).toEqual(['cart', 'web']);
  expect([cart.state, web.state]).toMatchObject([{ active: 'green' }, { active: 'green' }]);
});
