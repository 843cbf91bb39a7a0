import { affected } from '../../lib/cli/comparison/scope';

const app = (name: string, file: string, environment = 'production') =>
  `dist/apps/${environment}/${name}/base/${file}.k8s.yaml`;
const ALL = [
  app('ping', 'Ingress.ping'),
  app('ping', 'ServiceAccount.ping'),
  app('pong', 'HTTPRoute.pong'),
  app('pong', 'ServiceAccount.pong'),
  app('none', 'ServiceAccount.none'),
  app('ping', 'Ingress.ping', 'staging'),
];

test('who gives an address away is judged beside all who have one in that environment', () => {
  expect(affected([app('ping', 'Ingress.ping')], ALL)).toEqual(ALL.slice(0, 4));
});

test('any other change of an application is judged by itself', () => {
  expect(affected([app('ping', 'ServiceAccount.ping')], ALL)).toEqual(ALL.slice(0, 2));
});
