import { Colour } from '../../../../lib/construct/props/colour';
import type { Groups } from '../../../../lib/project/files/groups';
import { BOTH, type EngineName, Shop, type Wiring } from './shop';

const GROUP = { checkout: ['cart', 'payment', 'web'] };
const MEMBERS = GROUP.checkout;
const release = (tag: string) => ({ version: tag, image: `app:${tag}` });
const HEALTHY = { active: Colour.BLUE, blue: release('1'), green: release('2') };

/** All are on blue, and have something new on green; of one, it never gets ready. */
function shopWith(engine: EngineName, broken: string | undefined, wiring: Wiring = { groups: GROUP }): Shop {
  const shop = new Shop(engine, MEMBERS, wiring);
  shop.commitAll(HEALTHY);
  shop.pass(200);
  expect(shop.colours).toBe('blue');
  if (broken) shop.commit({ [broken]: { green: release('hangs') } });
  shop.pass(30);
  return shop;
}

describe.each(BOTH)('on %s', engine => {
  test.each(MEMBERS)(
    'the gate of %s fails, and no member moves; what takes it back is applied, and the next one moves all',
    broken => {
      const shop = shopWith(engine, broken);
      shop.commitAll({ active: Colour.GREEN });
      for (let minutes = 0; minutes < 30; minutes++) {
        shop.pass(60);
        expect(shop.colours).toBe('blue');
      }
      shop.commitAll({ active: Colour.BLUE });
      shop.pass(120);
      shop.commit({ [broken]: { green: release('3') } });
      shop.pass(60);
      shop.commitAll({ active: Colour.GREEN });
      shop.pass(120);
      expect(shop.colours).toBe('green');
    },
  );

  test('the fault is found where engines are not told of the group: two members move, and one does not', () => {
    const shop = shopWith(engine, 'payment', { groups: GROUP, areTold: false });
    shop.commitAll({ active: Colour.GREEN });
    shop.pass(300);
    expect(MEMBERS.map(name => shop.colourOf(name))).toEqual(['green', 'blue', 'green']);
  });

  test('a rollback while a gate waits moves nobody, and does not wait longer than that gate', () => {
    const shop = shopWith(engine, 'web');
    shop.commitAll({ active: Colour.GREEN });
    shop.pass(60);
    shop.commitAll({ active: Colour.BLUE });
    shop.pass(900);
    expect(shop.colours).toBe('blue');
    // All that the group waited for is over.
    shop.commit({ web: { green: release('3') } });
    shop.pass(60);
    shop.commitAll({ active: Colour.GREEN });
    expect(shop.secondsApart(Colour.GREEN)).toBeLessThan(60);
  });

  test('a rollback takes all back with one commit', () => {
    const shop = shopWith(engine, undefined);
    shop.commitAll({ active: Colour.GREEN });
    shop.secondsApart(Colour.GREEN);
    shop.pass(30);
    shop.commitAll({ active: Colour.BLUE });
    expect(shop.secondsApart(Colour.BLUE)).toBeLessThan(60);
  });

  test('a member that is deployed, retired or moved alone moves nobody else', () => {
    const shop = shopWith(engine, undefined);
    shop.commit({ cart: { green: release('3') }, web: { green: { ...release('2'), retired: true } } });
    shop.pass(120);
    expect(shop.colours).toBe('blue');
    shop.commit({ cart: { active: Colour.GREEN } });
    shop.pass(120);
    expect(MEMBERS.map(name => shop.colourOf(name))).toEqual(['green', 'blue', 'blue']);
  });

  test('of twenty, all move or none', () => {
    const names = Array.from({ length: 20 }, (_, index) => `app-${index + 1}`);
    const shop = new Shop(engine, names, { groups: { all: names } });
    shop.commitAll(HEALTHY);
    shop.pass(300);
    shop.commit({ 'app-20': { green: release('hangs') } });
    shop.pass(30);
    shop.commitAll({ active: Colour.GREEN });
    shop.pass(1500);
    expect(shop.colours).toBe('blue');
    shop.commitAll({ active: Colour.BLUE });
    shop.pass(200);
    shop.commit({ 'app-20': { green: release('3') } });
    shop.pass(60);
    shop.commitAll({ active: Colour.GREEN });
    // What an engine takes to apply forty Services, one after another.
    expect(shop.secondsApart(Colour.GREEN)).toBeLessThan(30);
  });
});

describe('on Argo CD, a group changes', () => {
  const deleted: string[] = [];

  /** All are in no group yet; of each a worker is at work. */
  function shopAt(groups: Groups | undefined, seed = 1): Shop {
    const shop = new Shop('Argo CD', MEMBERS, { seed, workers: true, ...(groups && { groups }) });
    shop.commitAll(HEALTHY);
    shop.pass(200);
    deleted.length = 0;
    shop.world.cluster.watch({
      deleting: ({ object: { kind, metadata } }) => deleted.push(`${kind}/${metadata.name}`),
    });
    return shop;
  }

  const owners = (shop: Shop) => MEMBERS.map(name => shop.world.cluster.get(`Service/${name}`)!.owner);
  const tell = (shop: Shop, groups: Groups) => {
    shop.commit({});
    shop.engine.told(groups);
    shop.pass(120);
  };
  const FATES = [1, 2, 3, 4, 5, 6, 7, 8];

  test.each([1, 2, 3])(
    'and what users are on changes hands without being deleted: joined, dissolved, and joined by some (fate %d)',
    seed => {
      const shop = shopAt(undefined, seed);
      tell(shop, GROUP);
      expect(owners(shop)).toEqual(['checkout-group', 'checkout-group', 'checkout-group']);
      tell(shop, { checkout: [] });
      expect(owners(shop)).toEqual(['cart-release', 'payment-release', 'web-release']);
      tell(shop, { checkout: ['cart', 'web'] });
      expect(owners(shop)).toEqual(['checkout-group', 'payment-release', 'checkout-group']);
      expect(deleted).toEqual([]);
      shop.commit({ cart: { green: release('hangs') } });
      shop.pass(30);
      shop.commitAll({ active: Colour.GREEN });
      shop.pass(200);
      expect(MEMBERS.map(name => shop.colourOf(name))).toEqual(['blue', 'green', 'blue']);
    },
  );

  test('the fault is found where one leaves and the others stay: the group deletes what the leaver has at work', () => {
    const lost = FATES.filter(seed => {
      tell(shopAt(GROUP, seed), { checkout: ['cart', 'web'] });
      return deleted.includes('Deployment/payment-queue');
    });
    expect(lost).not.toEqual([]);
  });

  test("the fault is found where the key goes with the members: what was the group's is refused to each of them", () => {
    const shop = shopAt(GROUP);
    shop.commit({});
    shop.engine.told(undefined as never);
    shop.pass(120);
    shop.commitAll({ active: Colour.GREEN });
    shop.pass(300);
    expect(String(shop.world.story)).toContain('belongs to checkout-group');
  });
});
