import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DnsServer } from './dns-server';
import { DOMAIN, GateProcess } from './gate-process';

test('a release is proved once enough pods are there, all of the colour are of it, and each answers', async () => {
  const dns = await DnsServer.start();
  const pod = createServer((_, response) => response.end('pong'));
  pod.listen(0, '127.0.0.2');
  await once(pod, 'listening');
  dns.answer = name => (name.endsWith(`.${DOMAIN}`) ? ['127.0.0.2'] : 'nxdomain');
  const ports = [{ name: 'http', port: (pod.address() as AddressInfo).port }];
  const gate = new GateProcess(
    {
      releaseService: 'ping-release-1',
      colourService: 'ping-colour-1',
      pods: 1,
      release: '0f3a',
      colour: 'green',
      ports,
    },
    [{ path: '/ping', contains: 'pong' }],
    dns.port,
  );
  const code = await gate.ended();
  expect([code, gate.log]).toEqual([0, '1 of 1 pods ready\nproved: release 0f3a in green\n']);
  dns.stop();
  pod.close();
});
