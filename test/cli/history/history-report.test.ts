import { historyReport } from '../../../lib/cli/history/history-report';
import { releaseVersions } from '../../../lib/cli/history/release-versions';
import { Colour } from '../../../lib/construct/props/colour';
import { versionsOf } from '../../../lib/git/versions';
import { lastRollbackTarget } from '../../../lib/history/rollback-target';
import { TemporaryRepository } from '../../git/temporary-repository';

const NOW = Date.UTC(2026, 0, 10);

function file(active: string, blue: string, green?: string): string {
  const entry = (colour: string, version: string) => `${colour}:\n  version: "${version}"\n  image: app:${version}\n`;
  return `active: ${active} # the context value\n${entry('blue', blue)}${green ? entry('green', green) : ''}`;
}

describe('bluegreen history', () => {
  const repository = new TemporaryRepository();
  const project = `${repository.root}/deploy`;
  const ping = 'deploy/releases/production/ping.yaml';
  const shop = 'deploy/releases/production/shop.yaml';
  const shopWeb = 'deploy/releases/production/shop-web.yaml';
  const staging = 'deploy/releases/staging/ping.yaml';

  beforeAll(() => {
    repository.commit('2026-01-01T08:00:00Z', {
      [ping]: file('blue', '1.0'),
      [shop]: file('blue', '7.0'),
      [shopWeb]: file('blue', '1.0'),
      [staging]: file('blue', '0.9'),
      'deploy/README.md': 'no release file',
    });
    repository.commit('2026-01-02T08:00:00Z', { [ping]: file('blue', '1.0', '2.0') }, 'deploy: ping 2.0');
    repository.git('checkout', '--quiet', '-b', 'promote');
    repository.commit('2026-01-02T09:00:00Z', { [ping]: file('green', '1.0', '2.0') }, 'promote: ping 2.0');
    repository.git('checkout', '--quiet', 'main');
    repository.commit(
      '2026-01-03T08:00:00Z',
      { [shop]: file('blue', '7.0', '7.1') },
      'deploy: shop 7.1',
      'Grace Hopper',
    );
    repository.merge('2026-01-04T08:00:00Z', 'promote');
    repository.commit('2026-01-05T08:00:00Z', {
      [ping]: file('blue', '1.0', '2.0'),
      [shop]: file('green', '7.0', '7.1'),
    });
    repository.commit('2026-01-06T08:00:00Z', { [shop]: undefined }, 'take shop away');
    repository.write(ping, file('green', '9.9', '9.9'));
  });
  afterAll(() => TemporaryRepository.removeAll());

  const told = (selection: Parameters<typeof historyReport>[1]) =>
    JSON.parse(historyReport(project, selection, NOW).json().text).applications.map(
      ({ environment, application, events }: any) => [
        `${environment}/${application}`,
        ...events.map(({ kind, colour, version, when, who }: any) => `${when} ${kind} ${colour} ${version}, ${who}`),
      ],
    );

  test('tells what the main branch saw: a promotion when it was merged, a rollback, two applications in one commit', () => {
    expect(told({ environments: ['production'], applications: ['ping', 'shop'] })).toEqual([
      [
        'production/ping',
        '2026-01-01T08:00:00Z created blue 1.0, Ada Lovelace',
        '2026-01-02T08:00:00Z deployed green 2.0, Ada Lovelace',
        '2026-01-04T08:00:00Z promoted green 2.0, Ada Lovelace',
        '2026-01-05T08:00:00Z rolled back blue 1.0, Ada Lovelace',
      ],
      [
        'production/shop',
        '2026-01-01T08:00:00Z created blue 7.0, Ada Lovelace',
        '2026-01-03T08:00:00Z deployed green 7.1, Grace Hopper',
        '2026-01-05T08:00:00Z promoted green 7.1, Ada Lovelace',
        '2026-01-06T08:00:00Z removed green 7.1, Ada Lovelace',
      ],
    ]);
  });

  test('selects by application, by environment and by pattern', () => {
    const names = (selection: Parameters<typeof historyReport>[1]) => told(selection).map(([name]: string[]) => name);
    expect(names({})).toEqual(['production/ping', 'production/shop', 'production/shop-web', 'staging/ping']);
    expect(names({ applications: ['ping'] })).toEqual(['production/ping', 'staging/ping']);
    expect(names({ environments: ['staging'] })).toEqual(['staging/ping']);
    expect(names({ applications: ['shop*'] })).toEqual(['production/shop', 'production/shop-web']);
    expect(historyReport(project, { applications: ['nobody'] }, NOW).count).toBe(0);
    expect(historyReport(project, { applications: [] }, NOW).count).toBe(0);
  });

  test('many applications by their names, most of them nowhere, are just those: git is asked for all at once', () => {
    const many = Array.from({ length: 30 }, (_, index) => `web-${index}`);
    const places = ['shop-web', 'ping', ...many].map(name => `production/${name}`);
    const told = (of: readonly string[]) =>
      [...releaseVersions(project, of)].map(({ place, commit }) => `${place} ${commit.hash}`).sort();
    expect(told(places)).toEqual(['production/ping', 'production/shop-web'].flatMap(place => told([place])).sort());
    expect(told(places).length).toBe(5);
  });

  test('tells the same in a terminal and as a picture', () => {
    const report = historyReport(project, { environments: ['staging'] }, NOW);
    expect(report.text().text).toContain('staging/ping: blue 0.9, live for 8 days 16 hours\n');
    expect(report.svg().text).toContain('<title>blue 0.9: live since 2026-01-01T08:00Z</title>');
  });

  test('and the target of a rollback come from the same versions', () => {
    const versions = versionsOf(project, ['releases/production/ping.yaml']);
    expect(lastRollbackTarget(Colour.GREEN, versions)).toMatchObject({ found: 'entry', entry: { version: '2.0' } });
  });
});
