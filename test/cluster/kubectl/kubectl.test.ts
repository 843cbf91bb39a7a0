import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { liveObjects } from '../../../lib/cluster/kubectl/objects';
import { temporaryFolder } from '../../folder';
import { EmptyCluster } from './api-server';

const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
const whereKubectlIs = hasKubectl ? describe : describe.skip;

whereKubectlIs('the real kubectl', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });

  function contextOf(server: string): void {
    const home = temporaryFolder();
    process.env['HOME'] = home;
    process.env['KUBECONFIG'] = join(home, 'config');
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'cluster', cluster: { server } }],
      users: [{ name: 'user', user: {} }],
      contexts: [{ name: 'here', context: { cluster: 'cluster', user: 'user' } }],
    };
    writeFileSync(join(home, 'config'), JSON.stringify(config));
  }

  test('understands what we ask, and sends nothing but GET to the cluster', async () => {
    const cluster = new EmptyCluster();
    contextOf(await cluster.start());
    try {
      expect(await liveObjects({ environment: 'production', namespace: 'demo', cluster: 'here' })).toEqual([]);
      expect(cluster.requests.filter(request => !request.startsWith('GET '))).toEqual([]);
      expect(cluster.requests.filter(request => request.includes('/namespaces/demo'))).toEqual([
        'GET apis/apps/v1/namespaces/demo/deployments',
        'GET apis/batch/v1/namespaces/demo/cronjobs',
        'GET api/v1/namespaces/demo/services',
        'GET apis/autoscaling/v2/namespaces/demo/horizontalpodautoscalers',
        'GET api/v1/namespaces/demo',
      ]);
      await expect(liveObjects({ environment: 'staging', namespace: 'other', cluster: 'here' })).rejects.toThrow(
        'staging: the cluster has no namespace other',
      );
    } finally {
      await cluster.stop();
    }
  });

  test('that finds nobody at the address of the cluster makes an error that says so', async () => {
    contextOf('http://127.0.0.1:1');
    await expect(liveObjects({ environment: 'production', namespace: 'demo', cluster: 'here' })).rejects.toThrow(
      'production: the cluster "here" does not answer: see whether it is up and whether you reach its network ' +
        '(The connection to the server 127.0.0.1:1 was refused)',
    );
  });

  test('that has no such context makes an error that says where the name comes from', async () => {
    contextOf('http://127.0.0.1:1');
    await expect(liveObjects({ environment: 'production', namespace: 'demo', cluster: 'there' })).rejects.toThrow(
      'production: kubectl has no context "there", which bluegreen.yaml names as the cluster of production',
    );
  });

  test('without any configuration makes an error that says how to name a cluster', async () => {
    process.env['HOME'] = temporaryFolder();
    process.env['KUBECONFIG'] = join(process.env['HOME'], 'none');
    for (const name of ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_MASTER']) delete process.env[name];
    await expect(liveObjects({ environment: 'production', namespace: 'demo' })).rejects.toThrow(
      'production: kubectl knows no cluster: name one as "cluster" of production in bluegreen.yaml',
    );
  });
});
