import { PingProject, type ToolProject } from './tool-project';

const PING = ['ping', '--env', 'production'];
const RELEASE = 'releases/production/ping.yaml';
const FOLDER = 'dist/apps/production/ping';
const MIGRATE = 'migrate: { expand: { command: [up] }, contract: { command: [down] } }\n';

function withMigrate(project = new PingProject()): ToolProject {
  project.write('apps/ping.yaml', project.read('apps/ping.yaml') + MIGRATE);
  return project;
}

function migrating(): ToolProject {
  const project = withMigrate();
  expect(project.run('synth').status).toBe(0);
  project.commit();
  return project;
}

const foldersOf = (paths: readonly string[]) => [...new Set(paths.map(path => path.replace(/\/[^/]*$/, '')))].sort();

const jobsIn = (project: ToolProject) =>
  project
    .git('ls-files', FOLDER)
    .split('\n')
    .filter(path => /migrate\/.*\/Job\./.test(path));

test('a deploy touches its colour and the migration of that colour alone; the verbs after it run no migration again', () => {
  const project = migrating();
  const before = jobsIn(project);
  const { stdout } = project.run('deploy', ...PING, '--tag', '3.0');
  expect(stdout).toContain('\n  its migration runs before its pods start\n');
  expect(foldersOf(project.changed())).toEqual([`${FOLDER}/green`, `${FOLDER}/migrate/green`, 'releases/production']);
  project.commit();
  const jobs = jobsIn(project);
  expect(jobs).not.toEqual(before);

  for (const verb of ['promote', 'rollback', 'promote', 'retire']) {
    expect(project.run(verb, ...PING, '--commit').status).toBe(0);
    expect(jobsIn(project)).toEqual(jobs);
  }
  expect(project.run('status', ...PING).stdout).toContain('contract');
});

test('contract touches the migration of the active colour alone, and only once the other one is retired', () => {
  const project = migrating();
  project.run('deploy', ...PING, '--tag', '3.0', '--commit');
  project.run('promote', ...PING, '--commit');
  const early = project.run('contract', ...PING);
  expect(early.stderr).toContain('users may still go back to blue (1.0), which may need what the migration takes away');
  expect([early.status, project.changed()]).toEqual([1, []]);

  project.run('retire', ...PING, '--commit');
  expect(project.run('contract', ...PING).stdout).toContain('there is no way back to blue (1.0) from then on');
  expect(project.changed().sort()).toEqual([
    `${FOLDER}/migrate/green/ConfigMap.ping-migrate-green.k8s.yaml`,
    expect.stringMatching(/migrate\/green\/Job\.ping-contract-[0-9a-f]{10}\.k8s\.yaml$/),
    expect.stringMatching(/migrate\/green\/PodDisruptionBudget\.ping-contract-[0-9a-f]{10}\.k8s\.yaml$/),
    RELEASE,
  ]);
  project.commit();
  expect(project.run('synth').status).toBe(0);
  expect(project.changed()).toEqual([]);
  expect(project.run('contract', ...PING)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('nothing to do'),
  });
});

test('the first migrate of a spec is a commit of its own: before it, no verb goes on', () => {
  const project = withMigrate();
  const deploy = () => project.run('deploy', ...PING, '--tag', '3.0', '--commit');
  const unmade = deploy();
  expect(unmade.stderr).toContain(
    'bluegreen synth --only ping, commit that as a change of its own, and deploy in a later',
  );
  expect([unmade.status, project.changed()]).toEqual([1, ['apps/ping.yaml']]);

  project.run('synth', '--only', 'ping');
  const made = project.changed();
  expect(made.filter(path => path.startsWith('dist/flux/'))).toHaveLength(4);
  const uncommitted = deploy();
  expect(uncommitted.stderr).toContain('is not as it was committed');
  expect([uncommitted.status, project.changed()]).toEqual([1, made]);

  project.commit();
  expect(deploy().status).toBe(0);
  expect(project.git('log', '-1', '--name-only', '--format=').trim().split('\n')).not.toContain(
    expect.stringContaining('dist/flux/'),
  );
});

test('a spec that drops its migrate takes the folders and what tells Flux of them away, in one synth', () => {
  const project = migrating();
  project.run('deploy', ...PING, '--tag', '3.0', '--commit');
  project.write('apps/ping.yaml', project.read('apps/ping.yaml').replace(MIGRATE, ''));
  expect(project.run('synth').status).toBe(0);
  project.commit();
  expect(
    project
      .git('ls-files', 'dist')
      .split('\n')
      .filter(path => /ping.*migrate/.test(path)),
  ).toEqual([]);
  expect(project.run('promote', ...PING, '--commit').status).toBe(0);
});
