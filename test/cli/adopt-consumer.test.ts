import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../folder';
import { ToolProject } from './tool-project';

const OLD = `apiVersion: apps/v1
kind: Deployment
metadata: { name: mails }
spec:
  replicas: 3
  strategy: { type: Recreate }
  selector: { matchLabels: { app: mails } }
  template:
    metadata: { labels: { app: mails } }
    spec:
      containers:
        - { name: mails, image: "registry.example.com/mails:1.0", command: [/app/mails, consume] }
`;
const TRAFFIC = 'dist/apps/production/mails/release/traffic';
const NEXT = ['adopt', '--next', '--app', 'mails', '--env', 'production', '--commit'];

test('a consumer that runs is taken over in commits: it stays at work until it is gone, and ours never work beside it', () => {
  const project = new ToolProject(temporaryFolder());
  writeFileSync(join(project.root, 'bluegreen.yaml'), 'environments: { production: { namespace: demo } }\n');
  writeFileSync(join(project.root, 'old.yaml'), OLD);
  project.git('init', '--quiet', '--initial-branch=main');
  project.commit();
  const done = (...words: readonly string[]): string => {
    const run = project.run(...words);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    return run.stdout;
  };
  const refused = (...words: readonly string[]): string => {
    const run = project.run(...words);
    expect([run.status, project.git('status', '--porcelain')]).toEqual([1, '']);
    return run.stderr;
  };
  const worker = () => existsSync(join(project.root, TRAFFIC, 'Deployment.mails-consumer.k8s.yaml'));

  const said = done('adopt', 'old.yaml', '--env', 'production');
  expect(said).toContain('Deployment/mails stays at work, and blue takes none');
  expect(said).toContain('nobody calls it, so what it runs is the worker consumer');
  expect(project.read('takeover/production/mails.md')).toContain('has false, as `strategy: Recreate` had it');
  const blue = parse(project.read('dist/apps/production/mails/blue/Deployment.mails-blue.k8s.yaml'));
  expect(blue.spec.template.spec.containers[0].command).toEqual(['sleep', 'infinity']);
  expect(worker()).toBe(false);
  expect(done('check')).toContain('Nothing found');
  project.commit();
  expect(refused('deploy', 'mails', '--tag', '2')).toContain('the work is still that of Deployment/mails');

  expect(done(...NEXT)).toContain('blue (1.0) is proved once more, and stands by; Deployment/mails stays at work');
  expect(worker()).toBe(false);
  expect(done('check', '--base', 'HEAD~1')).toContain('Nothing found');
  expect(refused(...NEXT)).toContain('old.yaml still has the Deployment/mails');

  rmSync(join(project.root, 'old.yaml'));
  expect(done('check')).toContain('Nothing found');
  project.commit();
  expect(done(...NEXT)).toContain('its workers start, of blue (1.0)');
  expect(done('check', '--base', 'HEAD~1')).toContain('Nothing found');
  const ours = parse(project.read(`${TRAFFIC}/Deployment.mails-consumer.k8s.yaml`)).spec;
  expect(ours).toMatchObject({ replicas: 3, strategy: { type: 'Recreate' } });
  expect(ours.template.spec.containers[0].command).toEqual(['/app/mails', 'consume']);

  // From here on it is one like any other.
  done('deploy', 'mails', '--env', 'production', '--tag', '2.0', '--commit');
  expect(done('promote', 'mails', '--env', 'production')).toContain('its workers move from blue (1.0) to green (2.0)');
}, 180_000);
