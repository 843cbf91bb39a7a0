import { PingProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const RELEASE = 'releases/production/ping.yaml';

/** The demo by shares, with a watch of ten minutes; green has 3.0. */
class Shared extends PingProject {
  public constructor() {
    super();
    const more = [
      'traffic: route',
      'route: { gateway: { name: public } }',
      'analysis: { source: "http://a:9090", metrics: [{ name: errors, preset: http, max: 1 }] }',
      'watch: { minutes: 10 }',
    ];
    this.write('apps/ping.yaml', `${this.read('apps/ping.yaml')}${more.join('\n')}\n`);
    this.commits('synth');
    this.commits('deploy', ...PING, '--tag', '3.0');
  }

  /** Runs a verb, and commits what comes of it. */
  public commits(...words: readonly string[]): void {
    expect(this.run(...words)).toMatchObject({ status: 0, stderr: '' });
    this.commit();
  }

  /** The last commit was made so long ago. */
  public age(minutes: number): void {
    process.env['GIT_COMMITTER_DATE'] = new Date(Date.now() - minutes * 60_000).toISOString();
    this.git('commit', '--quiet', '--amend', '--no-edit');
    delete process.env['GIT_COMMITTER_DATE'];
  }

  /** What the two rules find in the last commit, or in what is not committed. */
  public found(...words: readonly string[]): string[] {
    const { findings } = JSON.parse(this.run('check', '--format', 'json', ...words).stdout);
    return findings.flatMap(({ rule, message }: Record<string, string>) =>
      ['BG043', 'BG044'].includes(rule!) ? [`${rule}: ${message}`] : [],
    );
  }
}

test('while a watch may still run, a retirement, another promotion and the next share are found; a rollback never is', () => {
  const project = new Shared();
  project.commits('promote', ...PING);
  const watch = `ping-watch-${/^watched: "?(\w+)/m.exec(project.read(RELEASE))![1]}`;
  // The test takes time of its own.
  const goes = expect.stringMatching(
    `^BG044: the watch of the promotion to green goes with this, be it done or not: it measures for 10 minutes, and came [3-9] minutes ago: kubectl get job ${watch}$`,
  );
  project.age(3);
  expect(project.found()).toEqual([]);
  expect(project.run('retire', ...PING).status).toBe(0);
  expect(project.found()).toEqual([goes]);
  project.commit();
  expect(project.found('--base', 'HEAD^')).toEqual([goes]);
  // Counted until the commit, however late somebody looks; and a watch is done in its time.
  project.age(-8);
  expect(project.found('--base', 'HEAD^')).toEqual([]);
  project.git('reset', '--quiet', '--hard', 'HEAD^');

  project.commits('rollback', ...PING);
  expect(project.found('--base', 'HEAD^')).toEqual([]);
  project.git('reset', '--quiet', '--hard', 'HEAD^');

  project.commits('deploy', ...PING, '--tag', '4.0');
  expect(project.found('--base', 'HEAD^')).toEqual([]);
  project.commits('promote', ...PING, '--weight', '5');
  expect(project.found('--base', 'HEAD^')).toEqual([goes]);
  expect(project.run('promote', ...PING, '--weight', '50').status).toBe(0);
  expect(project.found()).toEqual([expect.stringContaining('BG044: the watch of the share of 5 % goes with this')]);
  project.commit();
  expect(project.run('promote', ...PING, '--weight', '20').status).toBe(0);
  expect(project.found()).toEqual([]);
  project.git('checkout', '--quiet', '.');
  project.git('clean', '--quiet', '--force', '-d', 'dist');
  expect(project.run('rollback', ...PING).status).toBe(0);
  expect(project.found()).toEqual([]);
});

test('what users left last gets no share by promote, and by hand it is found; a share in which the other colour comes too is found', () => {
  const project = new Shared();
  project.commits('promote', ...PING, '--weight', '50');
  project.commits('promote', ...PING);
  const { status, stderr } = project.run('promote', ...PING, '--weight', '5');
  expect([status, project.changed()]).toEqual([1, []]);
  expect(stderr).toContain(
    'users came from blue (1.0), and git does not tell whether the gate of green (3.0) has let them go',
  );

  const share = (text: string) => {
    project.write(RELEASE, project.read(RELEASE).replace(/^active: green/m, text));
    expect(project.run('synth').status).toBe(0);
    const found = project.found().filter(one => one.startsWith('BG043'));
    project.git('checkout', '--quiet', '.');
    project.git('clean', '--quiet', '--force', '-d', 'dist');
    return found;
  };
  expect(share('active: green\nweight: 5')).toEqual([
    'BG043: blue gets a share, and users came from there last: git does not tell whether the gate of green has let them go',
  ]);
  expect(share('active: green\nweight: 5\ngate: { skipped: "no DNS" }')).toEqual([]);
  // As a revert of the last step does.
  expect(share('active: blue\nweight: 50')).toEqual([
    'BG043: users come to blue, with a share for green: the gate proves green alone',
  ]);

  // Of what came since, all is known.
  project.commits('deploy', ...PING, '--tag', '4.0');
  project.commits('promote', ...PING, '--weight', '5');
  expect(project.found('--base', 'HEAD^').filter(one => one.startsWith('BG043'))).toEqual([]);
});
