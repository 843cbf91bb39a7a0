import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { temporaryFolder } from '../../folder';
import { runJob, workflowIn } from './github-workflow';
import { PIPELINE, PipelineProject } from './pipeline-project';

const workflow = workflowIn('github-revert.yaml');

/** A project whose last commit but one is a promotion, and which has been pushed. */
function promoted(): { project: PipelineProject; promotion: string } {
  const project = new PipelineProject();
  project.promote();
  const promotion = project.git('rev-parse', 'HEAD').trim();
  project.write('notes.md', 'of something else\n');
  project.commit();
  const origin = temporaryFolder();
  execFileSync('git', ['init', '--quiet', '--bare', origin]);
  project.git('remote', 'add', 'origin', origin);
  project.git('push', '--quiet', 'origin', 'main');
  return { project, promotion };
}

/** Runs the job after the notice of an engine. */
function afterNotice(project: PipelineProject, payload: Readonly<Record<string, string>>) {
  const of = Object.entries(payload).map(([key, value]) => [`github.event.client_payload.${key}`, value]);
  return runJob(project, workflow, 'revert', {
    'github.token': 'secret',
    'github.event.repository.default_branch': 'main',
    ...Object.fromEntries(of),
  });
}

test.each([
  ['Argo CD', (head: string) => ({ application: 'production-ping-release', revision: head })],
  [
    'Flux',
    (head: string) => ({
      'involvedObject.name': 'production-ping-verify',
      'metadata.revision': `main@sha1:${head}`,
    }),
  ],
])('a failed promotion that %s tells of gets one pull request that takes it back', (_, payload) => {
  const { project, promotion } = promoted();
  const notice = payload(project.git('rev-parse', 'HEAD').trim());
  expect(afterNotice(project, notice)).toMatchObject({ failed: [] });

  const branch = `revert-${promotion}`;
  expect(project.git('diff', '--stat', `${promotion}^`, `origin/${branch}`, '--', 'releases', 'dist')).toBe('');
  const opened = expect.stringMatching(`^pr create --base main --head ${branch} --title Revert "promote\\(ping\\): .*`);
  expect(project.calls()).toEqual([opened]);

  project.git('switch', '--quiet', 'main');
  expect(afterNotice(project, notice).output).toContain('The revert is open already.');
  expect(project.calls()).toEqual([opened]);
});

test('a notice that comes after the promotion was taken back changes nothing', () => {
  const { project } = promoted();
  const failed = project.git('rev-parse', 'HEAD').trim();
  expect(project.run('rollback', 'ping', '--env', 'production', '--commit').status).toBe(0);
  const { output } = afterNotice(project, { application: 'production-ping-release', revision: failed });
  expect(output).toContain('there is nothing to take back');
  expect(project.calls()).toEqual([]);
});

test('a notice about something else changes nothing', () => {
  const { project } = promoted();
  const { output } = afterNotice(project, { application: 'monitoring-release', revision: 'main' });
  expect(output).toContain('monitoring-release is no promotion of an application under dist/apps');
  expect(project.calls()).toEqual([]);
});

test('what Argo CD sends is what the job reads', () => {
  const { data } = parse(readFileSync(join(PIPELINE, 'argocd-notifications.yaml'), 'utf8'));
  const { webhook } = parse(data['template.promotion-failed']);
  const { event_type, client_payload } = JSON.parse(webhook['promotion-failed'].body);
  expect(readFileSync(join(PIPELINE, 'github-revert.yaml'), 'utf8')).toContain(
    `github.event.action == '${event_type}'`,
  );
  expect(Object.keys(client_payload)).toEqual(['application', 'revision']);
});

test('Flux sends what it tells of a gate', () => {
  const documents = parseAllDocuments(readFileSync(join(PIPELINE, 'flux-alert.yaml'), 'utf8'));
  const [provider, alert] = documents.map(document => document.toJS());
  expect(alert.spec.providerRef.name).toBe(provider.metadata.name);
  expect(alert.spec.eventSources).toEqual([{ kind: 'Kustomization', name: 'production-ping-verify' }]);
});

// As kustomize-controller 1.9.6 says it.
const JOB = 'Job/demo/ping-verify-0123456789';
test.each([
  [
    'that has failed',
    true,
    `health check failed after 24.5ms: failed early due to stalled resources: [${JOB} status: 'Failed']`,
  ],
  [
    'that takes its time',
    false,
    `health check failed after 25.1ms: failed early due to stalled resources: [PodDisruptionBudget/demo/ping-verify-0123456789 status: 'Failed', can't determine status for ${JOB}]`,
  ],
  [
    'whose pod does not run',
    false,
    `health check failed after 30.01s: timeout waiting for: [${JOB} status: 'InProgress']`,
  ],
])('of a gate %s Flux sends a notice: %s', (_, sent, message) => {
  const [, alert] = parseAllDocuments(readFileSync(join(PIPELINE, 'flux-alert.yaml'), 'utf8'));
  const included: string[] = alert!.toJS().spec.inclusionList;
  expect(included.some(pattern => new RegExp(pattern).test(message))).toBe(sent);
});
