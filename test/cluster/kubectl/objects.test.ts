import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { liveStates, liveText } from '../../../lib/cluster/drift/live-state';
import { ClusterError } from '../../../lib/cluster/kubectl/cluster-error';
import { liveObjects } from '../../../lib/cluster/kubectl/objects';
import { Colour } from '../../../lib/construct/props/colour';
import { temporaryFolder } from '../../folder';
import { FakeKubectl } from './fake-kubectl';

const LIST = readFileSync(join(__dirname, 'ping.list.json'), 'utf8');
const NOTHING = JSON.stringify({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: [] });
const PLACE = { environment: 'production', namespace: 'demo', cluster: 'prod eu' };

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

/** The error of asking, which must be one that users are told. */
async function errorOf(place = PLACE, limit?: number): Promise<string> {
  const error = await liveObjects(place, limit).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ClusterError);
  return (error as Error).message;
}

test('one call of "kubectl get" asks for all applications of an environment', async () => {
  const kubectl = new FakeKubectl({ stdout: LIST });
  await liveObjects(PLACE);
  expect(kubectl.calls).toEqual([
    [
      'get',
      'deployments,cronjobs,services,horizontalpodautoscalers',
      '--namespace=demo',
      '--selector=app.kubernetes.io/managed-by=cdk8s-blue-green',
      '--output=json',
      '--context=prod eu',
    ],
  ]);
});

test("an environment without a cluster is asked of kubectl's current context", async () => {
  const kubectl = new FakeKubectl({ stdout: LIST });
  await liveObjects({ environment: 'production', namespace: 'demo' });
  expect(kubectl.calls.flat().filter(arg => arg.startsWith('--context'))).toEqual([]);
});

test('what kubectl prints tells where an application stands', async () => {
  new FakeKubectl({ stdout: LIST });
  const git = {
    environment: 'production',
    application: 'ping',
    active: Colour.GREEN,
    blue: { image: 'pkw0301/app:1.0', release: '96574c7cee', pods: 2 },
    green: { image: 'pkw0301/app:2.0', release: '99dd0a2dd7', pods: 2 },
    uncommitted: false,
  };
  const [live] = liveStates([git], await liveObjects(PLACE));
  expect(live).toMatchSnapshot('as JSON');
  expect(liveText(live!)).toEqual([
    'git says green, the cluster still serves blue (not applied yet?)',
    "green's rollout is stuck with 1 of 2 pods ready: " +
      'ReplicaSet "ping-green-7c9f8d6b54" has timed out progressing.',
  ]);
});

test('a namespace that is there and empty has no objects', async () => {
  const kubectl = new FakeKubectl({ stdout: NOTHING, stderr: 'No resources found in demo namespace.' });
  expect(await liveObjects(PLACE)).toEqual([]);
  expect(kubectl.calls[1]).toEqual(['get', 'namespace', 'demo', '--output=json', '--context=prod eu']);
});

test('a namespace that one may not look at is no error', async () => {
  const stderr = 'Error from server (Forbidden): namespaces "demo" is forbidden: User "ann" cannot get resource';
  new FakeKubectl({ stdout: NOTHING }, { stderr, status: 1 });
  expect(await liveObjects(PLACE)).toEqual([]);
});

test('a missing namespace is told from an empty one', async () => {
  const stderr = 'Error from server (NotFound): namespaces "demo" not found';
  new FakeKubectl({ stdout: NOTHING }, { stderr, status: 1 });
  expect(await errorOf()).toBe(
    'production: the cluster has no namespace demo: nothing has been applied there yet, ' +
      'or bluegreen.yaml names another cluster or namespace than you mean',
  );
});

const LOG = 'E1124 14:15:31.709640   11307 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API"\n';

// As kubectl 1.32 says it.
test.each([
  [
    'another context',
    'Error in configuration: context was not found for specified context: prod eu',
    'kubectl has no context "prod eu", which bluegreen.yaml names as the cluster of production; ' +
      '"kubectl config get-contexts" shows those it has',
  ],
  [
    'a refused connection',
    `${LOG}The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?`,
    'the cluster "prod eu" does not answer: see whether it is up and whether you reach its network ' +
      '(The connection to the server 10.0.0.1:6443 was refused)',
  ],
  [
    'an unknown host',
    `${LOG}Unable to connect to the server: dial tcp: lookup k8s.invalid: no such host`,
    'the cluster "prod eu" does not answer: see whether it is up and whether you reach its network ' +
      '(dial tcp: lookup k8s.invalid: no such host)',
  ],
  [
    'a login that is over',
    `${LOG}error: You must be logged in to the server (the server has asked for the client to provide credentials)`,
    'the cluster "prod eu" does not let you in: log in to it again ' +
      '(You must be logged in to the server (the server has asked for the client to provide credentials))',
  ],
  [
    'a login that fails',
    'Unable to connect to the server: getting credentials: exec: executable login-to-cloud not found',
    'the cluster "prod eu" does not let you in: log in to it again ' +
      '(getting credentials: exec: executable login-to-cloud not found)',
  ],
  [
    'a missing right',
    'Error from server (Forbidden): deployments.apps is forbidden: User "ann" cannot list resource "deployments" ' +
      'in API group "apps" in the namespace "demo"',
    'the cluster "prod eu" does not let "ann" list deployments in the namespace demo: ask for the right to list ' +
      'deployments, cronjobs, services and horizontalpodautoscalers there, as the ClusterRole "view" has it',
  ],
  [
    'a broken configuration',
    'error: error loading config file "/home/ann/.kube/config": yaml: line 1: did not find expected node content',
    `kubectl can't read its configuration: error loading config file "/home/ann/.kube/config": ` +
      'yaml: line 1: did not find expected node content',
  ],
  [
    'something else than a cluster',
    `${LOG}Error from server (NotFound): the server could not find the requested resource`,
    'what answers in place of the cluster "prod eu" is no Kubernetes API server: see the address in its context',
  ],
  ['a case that we do not know', 'error: the moon is down', 'kubectl get failed: error: the moon is down'],
  ['silence', '', 'kubectl get failed: it does not say why'],
])('an error says what to do about %s', async (_, stderr, message) => {
  const kubectl = new FakeKubectl({ stdout: NOTHING, stderr, status: 1 });
  expect(await errorOf()).toBe(`production: ${message}`);
  expect(kubectl.calls).toHaveLength(1);
});

test('an error says that kubectl is missing', async () => {
  process.env['PATH'] = temporaryFolder();
  expect(await errorOf()).toBe('production: kubectl is not found: install it, or add its folder to PATH');
});

test('an error says that kubectl is no program', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'kubectl'), '');
  chmodSync(join(folder, 'kubectl'), 0o644);
  process.env['PATH'] = folder;
  expect(await errorOf()).toMatch(/^production: kubectl can't be run: .*EACCES/);
});

test('a cluster that never answers is not waited for', async () => {
  new FakeKubectl('sleeps');
  expect(await errorOf(PLACE, 300)).toBe(
    'production: the cluster did not answer within 0.3 s: ' + 'see whether it is up and whether you reach its network',
  );
});

test('an answer that is no JSON is an error', async () => {
  new FakeKubectl({ stdout: 'Welcome!' });
  expect(await errorOf()).toMatch(/^production: kubectl printed something else than JSON: /);
});
