// Copy to test/users.test.ts: a promotion is one line of its snapshot.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

test('where users of ping are in production', () => {
  const service = readFileSync('dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml', 'utf8');
  expect(parse(service).spec.selector).toMatchSnapshot();
});
