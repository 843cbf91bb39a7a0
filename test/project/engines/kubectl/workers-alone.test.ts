import { join } from 'node:path';
import { PingProject } from '../../../cli/tool-project';
import { type Ran, Script } from './script';

const SPEC = `name: ping
image: pkw0301/app
command: [sleep, infinity]
workers:
  consumer: { args: [consume], overlap: false }
  report: { args: [report], schedule: "@daily" }
`;
const APPLY = 'apply --server-side --force-conflicts --field-manager=cdk8s-blue-green --output=name --filename=';
const UNITS = ['base', 'blue', 'green', 'release/verify', 'release/traffic'].map(unit => `ping/${unit}`);
const FAILED = 'Job|Failed: too often|';

const applied = ({ calls }: Ran) => calls.flatMap(call => (call.startsWith(APPLY) ? [call.slice(APPLY.length)] : []));
const deleted = ({ calls }: Ran) => calls.flatMap(call => /^delete (\S+)/.exec(call)?.[1] ?? []);

test('of workers alone: they move once the gate is complete, stay where it fails, and go once the release has them no more', async () => {
  const project = new PingProject();
  project.git('rm', '-rq', 'dist/apps', 'releases/production/ping.yaml');
  project.write('apps/ping.yaml', SPEC);
  project.commit();
  const script = new Script([]);
  const folder = join(project.root, 'dist/apps/production');

  /** What a run of the script does with what a verb has written. */
  const played = async (...words: readonly string[]): Promise<Ran> => {
    expect(project.run(words[0]!, 'ping', '--env', 'production', ...words.slice(1))).toMatchObject({ status: 0 });
    project.commit();
    script.takes(folder);
    return script.run();
  };
  const gate = () =>
    script
      .files('ping/release/verify')
      .find(name => name.startsWith('Job.'))!
      .split('.')[1]!;
  const worker = () => script.reads('ping/release/traffic/Deployment.ping-consumer.k8s.yaml');
  const inOrder = (ran: Ran) => {
    expect([ran.code, applied(ran)]).toEqual([0, UNITS]);
    const asked = ran.calls.findIndex(call => call.startsWith(`get job.batch/${gate()} --ignore-not-found`));
    expect(asked).toBeGreaterThan(-1);
    expect(ran.calls.indexOf(`${APPLY}ping/release/traffic`)).toBeGreaterThan(asked);
  };

  inOrder(await played('deploy', '--image', 'pkw0301/app:1.0'));
  inOrder(await played('deploy', '--tag', '2.0'));
  expect(worker()).toContain('pkw0301/app:1.0');

  // The next release has no report any more.
  project.write('apps/ping.yaml', SPEC.replace(/^ {2}report.*\n/m, ''));
  inOrder(await played('deploy', '--tag', '2.1'));
  expect(script.files('ping/release/traffic')).toContain('CronJob.ping-report.k8s.yaml');
  script.says('live.bluegreenworker', 'deployment.apps/ping-consumer\ncronjob.batch/ping-report\n');

  const release = project.read('releases/production/ping.yaml');
  expect(project.run('promote', 'ping', '--env', 'production')).toMatchObject({ status: 0 });
  script.takes(folder);
  script.says('job', FAILED);
  const failed = await script.run();
  expect([failed.code, applied(failed)]).toEqual([1, UNITS.slice(0, -1)]);
  expect(deleted(failed)).toEqual([]);
  script.says('job', 'Job|Complete: done|');
  project.write('releases/production/ping.yaml', release);
  project.git('restore', 'dist');

  const promoted = await played('promote');
  inOrder(promoted);
  expect(worker()).toContain('pkw0301/app:2.1');
  expect(deleted(promoted)).toEqual(['cronjob.batch/ping-report']);
  expect(promoted.calls.findIndex(call => call.startsWith('delete cronjob'))).toBeGreaterThan(
    promoted.calls.indexOf(`${APPLY}ping/release/traffic`),
  );

  script.says('live.bluegreenworker', 'deployment.apps/ping-consumer\n');
  const back = await played('rollback');
  inOrder(back);
  expect(worker()).toContain('pkw0301/app:1.0');
  expect(script.files('ping/release/traffic')).toContain('CronJob.ping-report.k8s.yaml');
  expect(deleted(back)).toEqual([]);

  const retired = await played('retire');
  inOrder(retired);
  expect(deleted(retired)).toEqual([]);
  expect(script.reads('ping/green/Deployment.ping-green.k8s.yaml')).toContain('replicas: 0');
}, 240_000);
