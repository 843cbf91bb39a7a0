import { Delivered } from './delivered';

test('a release goes its way by itself: promoted, taken back when its gate fails, each a commit that says why', () => {
  const project = new Delivered('{ promote: automatic, retire: 24h }');
  const blind = project.run('advance');
  expect(blind).toMatchObject({ status: 0, stderr: '' });
  expect(blind.stdout).toContain('ping in production: its promotion waits: nobody has looked at the cluster');

  expect(project.run('status', 'ping').stdout).toContain(
    'by itself: its promotion waits: nobody has looked at the cluster',
  );

  const promoted = project.run('advance', ...project.sees(), '--commit', '--push');
  expect(promoted).toMatchObject({ status: 0, stderr: '' });
  expect(promoted.stdout).toContain(
    'ping in production: promoted: users move from blue (1.0) to green (2.0), because green (2.0) is applied and ready',
  );
  expect(project.pushedSubjects[0]).toBe('promote(ping): in production, users move from blue (1.0) to green (2.0)');
  expect(project.git('log', '-1', '--format=%b')).toContain('bluegreen advance: green (2.0) is applied and ready');
  expect(project.run('check').status).toBe(0);

  const failed = project.sees({ serves: 'blue', jobs: { [project.gate]: { state: 'failed', why: 'no answer' } } });
  const dry = project.run('advance', ...failed, '--dry-run');
  expect(dry.stdout).toContain('would be rolled back');
  expect([dry.status, project.changed()]).toEqual([3, []]);
  const back = project.run('advance', ...failed, '--commit', '--push');
  expect(back).toMatchObject({ status: 3, stderr: '' });
  expect(project.pushedSubjects[0]).toBe(
    'rollback(ping): in production, users move back from green (2.0) to blue (1.0)',
  );
  expect(project.git('log', '-1', '--format=%b')).toContain(
    'bluegreen advance: the gate of green (2.0) failed: no answer',
  );
  expect(project.run('advance', ...project.sees(), '--commit').stdout).toContain('green (2.0) was taken back by Ada');
  expect([project.changed(), project.pushedSubjects.length]).toEqual([[], 4]);
});

test('status as a page: what the autopilot does, by evidence from a file; what git alone tells; what is wrong', () => {
  const project = new Delivered('{ promote: automatic }');
  const page = (...words: string[]) => project.run('status', '--output', 'html', ...words);
  const blind = page();
  expect(blind).toMatchObject({ status: 0, stderr: '' });
  expect(blind.stdout).toContain('<h1>Git knows of no application that needs a person</h1>');
  expect(blind.stdout).toContain('Nobody has seen a cluster');
  expect(blind.stdout).toMatch(/id="production\/ping" data-environment="production" data-stage="waits"/);
  expect(blind.stdout).toMatch(/id="staging\/shop" data-environment="staging" data-stage="under way"/);

  const evidence = project.sees({ jobs: { [project.gate]: { state: 'passed' } } });
  const seen = page('ping', ...evidence);
  expect(seen.stdout).toContain('promotion is due: green (2.0) is applied and ready');
  expect(seen.stdout).toContain(`Gate <code>${project.gate}</code>: <b>passed</b>`);
  expect(seen.stdout).toMatch(/Clusters as they were seen at \d/);
  expect(seen.stdout).not.toContain('shop');
  expect(project.run('status', '--live', ...evidence)).toMatchObject({ status: 2 });

  project.write('releases/production/ping.yaml', 'active: bleu <i>\n');
  const wrong = page();
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain('releases/production/ping.yaml:1:1: error:');
  expect(wrong.stdout).toContain('releases/production/ping.yaml:1:1: error:');
  expect(wrong.stdout).toContain('&lt;i&gt;');
});

test('who is overtaken begins anew on the new head; nothing is rebased, forced or done twice', () => {
  const project = new Delivered('{ promote: automatic }');
  project.isOvertaken(2);
  expect(project.run('advance', ...project.sees(), '--commit', '--push').status).toBe(0);
  expect(project.pushedSubjects.slice(0, 3)).toEqual([
    'promote(ping): in production, users move from blue (1.0) to green (2.0)',
    'other',
    'other',
  ]);

  const loser = new Delivered('{ promote: automatic }');
  loser.isOvertaken(3);
  const { status, stderr } = loser.run('advance', ...loser.sees(), '--commit', '--push');
  expect(stderr).toContain('others pushed to origin main each time, 3 times');
  expect(status).toBe(1);
  expect([loser.changed(), loser.read('releases/production/ping.yaml')]).toEqual([
    [],
    expect.stringContaining('active: blue'),
  ]);
  expect(loser.pushedSubjects.slice(0, 3)).toEqual(['other', 'other', 'other']);
});

test('what an ended pass had not pushed is decided anew; what a person has not pushed is left alone', () => {
  const project = new Delivered('{ promote: automatic }');
  expect(project.run('advance', ...project.sees(), '--commit').status).toBe(0);
  const evidence = project.sees({ serves: 'blue' });
  project.git('reset', '--quiet', '--hard', 'HEAD');
  const { stdout } = project.run('advance', ...evidence, '--commit', '--push');
  expect(stdout).toContain('pushed to origin main');
  expect(project.pushedSubjects).toHaveLength(3);

  project.write('README.md', 'new\n');
  project.commit();
  const refused = project.run('advance', ...project.sees(), '--commit', '--push');
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('the branch has 1 commits that origin/main has not: push them first');
  expect(project.git('log', '-1', '--format=%s').trim()).toBe('change');
});

test('hold and its end are commits of one line; an evidence file that is wrong is told in words', () => {
  const project = new Delivered('{ promote: automatic, giveUp: 48h }');
  const held = project.run('hold', 'ping', '--env', 'production', '--reason', 'the campaign', '--commit');
  expect(held).toMatchObject({ status: 0, stderr: '' });
  expect(project.git('show', '--format=%s', '--numstat').trim().split('\n')).toEqual([
    'hold(ping): in production, bluegreen advance leaves it alone: the campaign',
    '',
    '1\t0\treleases/production/ping.yaml',
  ]);
  expect(project.run('advance', ...project.sees()).stdout).toContain('nothing to do: it is held: the campaign');
  expect(project.run('hold', 'ping', '--env', 'production', '--end', '--commit').status).toBe(0);
  project.run('deploy', 'ping', '--env', 'production', '--tag', '3.0', '--commit');
  expect(project.run('plan', '--base', 'HEAD^').stdout).toContain(
    'production/ping: bluegreen advance is going to promote green (3.0) by itself: once its pods are ready',
  );
  project.write(
    'evidence.json',
    '{\n  "taken": "today",\n  "environments": { "production": { "ping": { "serves": "red" } } }\n}\n',
  );
  const { status, stderr } = project.run('advance', '--evidence', 'evidence.json');
  expect([status, stderr]).toEqual([
    1,
    'evidence.json:2:3: error: taken: expected a time with a zone, such as "2026-01-31T12:00:00Z", got "today"\n' +
      'evidence.json:3:47: error: environments.production.ping.serves: expected one of blue, green, both, got "red"\n',
  ]);
});

test('by steps: plan tells the next one, check finds nothing, and a failed watch takes the share back with exit code 3', () => {
  const more = 'traffic: route\nroute: { gateway: { name: public } }\nwatch: { minutes: 5 }\n';
  const analysis = 'analysis: { source: "http://a:9090", metrics: [{ name: errors, preset: http, max: 1 }] }\n';
  const project = new Delivered(`{ promote: automatic, steps: [5, 50] }\n${more}${analysis.trimEnd()}`);
  project.run('synth');
  project.commit();
  project.run('deploy', 'ping', '--env', 'production', '--tag', '3.0', '--commit');
  expect(project.run('advance', ...project.sees(), '--commit').stdout).toContain(
    '5 % of the requests go to green (3.0)',
  );
  expect(project.run('plan', '--base', 'HEAD^').stdout).toContain(
    'production/ping: bluegreen advance is going to give green (3.0) 50 % by itself, after 10m at least',
  );
  expect(project.run('check', '--base', 'HEAD^').status).toBe(0);
  const watch = `ping-watch-${/^watched: "?(\w+)/m.exec(project.read('releases/production/ping.yaml'))![1]}`;
  const back = project.run('advance', ...project.sees({ jobs: { [watch]: { state: 'failed' } } }), '--commit');
  expect([back.status, back.stdout]).toEqual([3, expect.stringContaining('the watch of green (3.0) failed')]);
  expect(project.read('releases/production/ping.yaml')).not.toMatch(/^(weight|watched):/m);
});
