import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { applicationFiles, environmentFiles } from './delivered';

function faults(objects: readonly object[]): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'validators.mjs')], {
    input: JSON.stringify(objects),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter(Boolean);
}

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
const anyGitOps = fc.record(
  {
    repository: fc.constantFrom('https://git.example.com/a/b.git', 'ssh://git@git.example.com/a/b', 'http://[::1]/b'),
    branch: fc.constantFrom('main', 'release/1.0', 'true', '1e3'),
    path: fc.constantFrom('./', 'deploy', 'a/b.c/'),
    argocd: fc.record({ namespace: label }, { requiredKeys: [] }),
    flux: fc.record({ namespace: label, secret: label }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const anyObjects = fc
  .record(
    {
      gitops: anyGitOps,
      name: label,
      destination: label,
      migrate: fc.constant({}),
      groups: fc.dictionary(label, fc.uniqueArray(label, { maxLength: 3 }), { maxKeys: 2 }),
    },
    { requiredKeys: ['gitops', 'name'] },
  )
  .map(({ gitops, destination, groups, ...props }) => [
    ...Object.values(environmentFiles(gitops, destination ? { destination } : {}, groups)),
    ...Object.values(applicationFiles(props, gitops)),
  ]);

test('every object is one that the validators of @kubernetes-models, which are not ours, take', () => {
  fc.assert(
    // Many in one run of the program, which takes its time to start.
    fc.property(fc.array(anyObjects, { minLength: 30, maxLength: 40 }), objects => {
      expect(faults(objects.flat())).toEqual([]);
    }),
    { numRuns: 3 },
  );
});

test('they do see a fault where there is one', () => {
  const [project, set, repository, all] = Object.values(environmentFiles()).map(object => structuredClone(object));
  project!['spec'].destinations = {};
  set!['spec'].template.spec.syncPolicy.retry.refresh = 'yes';
  repository!['spec'].url = 'git@git.example.com:a/b.git';
  all!['spec'].deletionPolicy = 'Keep';
  expect(faults([project!, set!, repository!, all!])).toEqual([
    expect.stringContaining('spec/destinations must be array'),
    expect.stringContaining('retry/refresh must be boolean'),
    expect.stringContaining('spec/url must match pattern'),
    expect.stringContaining('spec/deletionPolicy must be equal to one of the allowed values'),
  ]);
});

test('they take the alerts of Flux that people copy, and see a fault in one', () => {
  const copied = ['flux-alert.yaml', 'flux-status.yaml'].flatMap(file => {
    const text = readFileSync(resolve(__dirname, '..', '..', '..', 'pipeline', file), 'utf8');
    return parseAllDocuments(text).map(document => document.toJS());
  });
  const wrong = copied.slice(-1).map(alert => ({ ...alert, spec: { ...alert.spec, eventSeverity: 'warning' } }));
  expect(faults([...copied, ...wrong])).toEqual([expect.stringContaining('Alert watch-passed: ')]);
});
