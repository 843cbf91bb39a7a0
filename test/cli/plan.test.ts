import { PingProject, ToolProject } from './tool-project';

/** What plan says of what is not committed, without what it compared. */
function told(project: ToolProject): string[] {
  const { status, stdout, stderr } = project.run('plan');
  expect([status, stderr]).toEqual([0, '']);
  return stdout.trimEnd().split('\n').slice(1);
}

test('plan names the verb that made a change, and says who serves users', () => {
  const project = new PingProject();
  const { status, stdout } = project.run('plan', '--base', 'HEAD', '--head', 'HEAD');
  expect([status, stdout]).toEqual([0, expect.stringMatching(/\nNothing changes for users or pods\.\n$/)]);
  const verbs: readonly (readonly [string[], RegExp])[] = [
    [
      ['promote', 'ping'],
      /^ping in production: promote: users move from blue \(1\.0, pkw0301\/app:1\.0\) to green \(2\.0\); no pod restarts; blue stays up with 2 of 2 for rollback; gate: 1 request$/,
    ],
    [
      ['rollback', 'ping'],
      /^ping in production: rollback: users move back from green .* to blue \(1\.0\); no pod restarts/,
    ],
    [
      ['deploy', 'ping', '--tag', '2.1'],
      /^ping in production: deploy: green gets 2\.1 .* in place of 2\.0 .*; users are on blue \(1\.0\)$/,
    ],
    [['retire', 'ping'], /^ping in production: retire: green \(2\.1\) shrinks from 2 pods to 0; users are on blue/],
    [['deploy', 'ping', '--tag', '2.1'], /^ping in production: raise: green \(2\.1\) grows from 0 pods to 2/],
  ];
  for (const [words, says] of verbs) {
    expect(project.run(...words, '--env', 'production').status).toBe(0);
    const [first, ...rest] = told(project);
    expect(first).toMatch(says);
    expect(rest.filter(line => /^\S/.test(line) && !line.includes('users left'))).toEqual([]);
    project.commit();
  }
});

test('a secret in the environment is never shown, in no format', () => {
  const project = new PingProject();
  const file = 'dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml';
  const withSecret = (value: string) =>
    project
      .read(file)
      .replace(/ {8}- image:/, `        - env: [{ name: DB_PASSWORD, value: ${value} }]\n          image:`);
  const clean = project.read(file);
  project.write(file, withSecret('hunter2'));
  project.commit();
  project.write(file, clean);
  project.write(file, withSecret('correct-horse'));
  for (const format of ['text', 'markdown', 'json', 'html']) {
    const { status, stdout } = project.run('plan', '--format', format);
    expect(status).toBe(0);
    expect(stdout).toContain('(hidden)');
    expect(stdout).not.toMatch(/hunter2|correct-horse/);
  }
});

test('the page asks for nothing outside, and can be read without eyes', () => {
  const project = new PingProject();
  project.run('promote', 'ping', '--env', 'production');
  const { status, stdout: page } = project.run('plan', '--format', 'html');
  expect(status).toBe(0);
  expect(page).not.toMatch(/https?:\/\/|\bsrc=|<link|<script|url\(/);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
  expect(ids).toEqual([...new Set(ids)]);
  const named = [...page.matchAll(/ (?:aria-labelledby|href)="#?([^"]+)"/g)].flatMap(([, names]) => names!.split(' '));
  expect(named.filter(name => !ids.includes(name))).toEqual([]);
  const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  expect(page.match(/<table/g)?.length).toBe(page.match(/<caption/g)?.length);
  for (const part of [
    '<html lang="en">',
    '<main>',
    '<header>',
    '<nav aria-label=',
    '<title>Plan of ping in production: ',
    'prefers-color-scheme: dark',
  ]) {
    expect(page).toContain(part);
  }
});

test('the fleet on the page is what dist/ says, as the boxes above it are', () => {
  const project = new PingProject();
  const traffic = 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml';
  const green = 'dist/apps/production/ping/green/Deployment.ping-green.k8s.yaml';
  project.write(traffic, project.read(traffic).replace('colour: blue', 'colour: green'));
  project.write(green, project.read(green).replace('replicas: 2', 'replicas: 0'));
  const { stdout } = project.run('plan', '--format', 'html');
  expect(stdout).toMatch(/<h1>ping in production: every request is refused/);
  const [row = ''] = /<tr class="changed">.*<\/tr>/.exec(stdout.slice(stdout.indexOf('id="fleet"'))) ?? [];
  const words = row.replaceAll(/<[^>]*>/g, ' ').replaceAll(/ +/g, ' ');
  expect(words).toMatch(/^ ping production green 2\.0, no pods blue 1\.0 .*changes $/);
});

test('of a branch the page shows the history up to where it leaves main, and no time of its own commits', () => {
  const project = new ToolProject();
  project.git('checkout', '--quiet', '-b', 'change');
  expect(project.run('promote', 'ping', '--env', 'production', '--commit').status).toBe(0);
  expect(project.run('deploy', 'ping', '--env', 'production', '--tag', 'branch-only', '--commit').status).toBe(0);
  const page = project.run('plan', '--format', 'html').stdout;
  expect(page).toContain('ping in production: blue 1.0 live since ');
  // The one of the legend.
  expect(page.match(/class="promoted"/g)).toHaveLength(1);
  expect(page.slice(page.indexOf('<svg'))).not.toContain('branch-only');
  const [changed, other] = ['ping', 'shop'].map(
    name => new RegExp(`<th scope="row">${name}</th><td>production</td>.*</tr>`).exec(page)![0],
  );
  expect(changed).not.toMatch(/\d{4}-\d\d-\d\dT/);
  expect(other).toMatch(/<td class="since">\d{4}-\d\d-\d\dT\d\d:\d\dZ<\/td>/);
});

test('wrong usage ends with 2, what is not there with 1', () => {
  const project = new PingProject();
  expect(project.run('plan', '--format', 'xml').status).toBe(2);
  expect(project.run('plan', '--base', 'nowhere').status).toBe(1);
});
