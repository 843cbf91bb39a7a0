import { readManifests } from '../../../lib/analysis/manifests/read-manifests';
import { knownOf } from '../../../lib/analysis/manifests/written';
import { yamlText } from '../../../lib/project/output/yaml-text';

const file = 'dist/apps/production/ping/blue/Deployment.ping-blue.k8s.yaml';

function deployment(image: string) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'ping-blue',
      namespace: 'ping',
      annotations: { text: 'several\nlines\n', yes: 'yes', number: '1e3' },
    },
    spec: { replicas: 2, template: { spec: { containers: [{ name: 'app', image }] } } },
  };
}

function known(content: string, value: object) {
  return knownOf(new Map([[file, Buffer.from(content)]]), new Map([[file, { text: yamlText(value), value }]])).get(
    file,
  );
}

describe('what a run makes and finds just so in a file', () => {
  test('says what reading it back says, down to the lines of values', () => {
    const value = deployment('ping:1.0');
    const text = yamlText(value);
    const [written] = known(text, value)!.read.manifests;
    const [read] = readManifests(file, Buffer.from(text)).manifests;
    expect({ ...written, line: undefined }).toEqual({ ...read, line: undefined });
    for (const path of [
      ['kind'],
      ['metadata', 'annotations', 'yes'],
      ['spec', 'template', 'spec', 'containers', 0, 'image'],
    ]) {
      expect([path, written!.line(path)]).toEqual([path, read!.line(path)]);
    }
  });

  test('is told apart from what differs by a byte, which is read', () => {
    const value = deployment('ping:1.0');
    expect(known(yamlText(deployment('ping:1.1')), value)).toBeUndefined();
    expect(known(`${yamlText(value)}\n`, value)).toBeUndefined();
  });

  test('is refused where it holds a placeholder, as if it were read', () => {
    const value = deployment('$IMAGE');
    const text = yamlText(value);
    const { manifests, unreadable } = known(text, value)!.read;
    expect({ manifests, unreadable }).toEqual(readManifests(file, Buffer.from(text)));
    expect(unreadable).toHaveLength(1);
  });
});
