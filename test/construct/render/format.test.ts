import { Colour } from '../../../lib/construct/props/colour';
import type { ColourProps } from '../../../lib/construct/props/release';
import { POD_OVERLAYS } from '../../../lib/construct/render/pod-template';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import { currentFormat, FORMATS } from '../../../lib/construct/resolve/format';
import { type Release, resolveRelease } from '../../../lib/construct/resolve/release';
import { yamlText } from '../../../lib/project/output/yaml-text';
import { deploy } from '../../../lib/release/deploy';
import { ping, release, SPEC } from '../../release/ping-state';
import { renderApplication } from './render-application';

const PROPS = { ...SPEC, active: Colour.BLUE, blue: release('1.0'), green: release('2.0') };

function texts(props: NamedProps = PROPS): Map<string, string> {
  return new Map(renderApplication(props).map(({ path, object }) => [path, yamlText(object)]));
}

describe('with a newer format that renders pods otherwise and has other defaults', () => {
  const before = texts();
  const present = currentFormat();
  const next = present + 1;

  beforeAll(() => {
    FORMATS[next] = { ...FORMATS[present]!, drainSeconds: 60, replicas: 4, cpuPercent: 50 };
    POD_OVERLAYS[next] = (container, given: Release, selector, configMap) => ({
      ...POD_OVERLAYS[present]!(container, given, selector, configMap),
      metadata: { annotations: { 'example.com/rendered': 'anew' } },
    });
  });
  afterAll(() => {
    delete FORMATS[next];
    delete POD_OVERLAYS[next];
  });

  test('releases made before keep every byte, so that no pod restarts', () => {
    expect(texts()).toEqual(before);
  });

  test('a deploy of what already runs there is still nothing to do', () => {
    expect(deploy(ping(), { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
  });

  test('the next deploy takes the new format, and the other colour keeps its own', () => {
    const outcome = deploy(ping(), { tag: '3.0' });
    if (outcome.kind !== 'change' || !Array.isArray(outcome.edits)) throw new Error(outcome.kind);
    const green = outcome.edits[0].value as typeof PROPS.green;
    expect(green.format).toBe(next);
    const after = texts({ ...PROPS, green });
    expect(after.get('green/Deployment.ping-green.k8s.yaml')).toContain('example.com/rendered: anew');
    expect(after.get('green/Deployment.ping-green.k8s.yaml')).toContain('- "60"');
    expect(after.get('blue/Deployment.ping-blue.k8s.yaml')).toBe(before.get('blue/Deployment.ping-blue.k8s.yaml'));
  });

  test('an autoscaler goes on aiming at what its format says', () => {
    const autoscaled = { resources: { requests: { cpu: '100m' } }, autoscaling: { min: 2, max: 3 } };
    const entry = (format: number) => ({ ...autoscaled, image: 'pkw0301/app:1.0', format });
    const made = texts({ ...SPEC, active: Colour.BLUE, blue: entry(present), green: entry(next) });
    const aimedAt = (colour: string) =>
      /averageUtilization: (\d+)/.exec(made.get(`${colour}/HorizontalPodAutoscaler.ping-${colour}.k8s.yaml`)!)?.[1];
    expect([aimedAt('blue'), aimedAt('green')]).toEqual(['80', '50']);
  });

  test.each<[string, ColourProps]>([
    ['idle.replicas', { idle: { replicas: 3 } }],
    ['disruption.minAvailable', { disruption: { minAvailable: 3 } }],
  ])('%s is measured against the number of pods of its format', (_, size) => {
    const { replicas, ...unsized } = SPEC;
    const problems = (format: number) =>
      decide({ ...unsized, active: Colour.BLUE, blue: { image: 'pkw0301/app:1.0', format, ...size } }).problems;
    expect(problems(present)).toHaveLength(1);
    expect(problems(next)).toEqual([]);
  });
});

test('a release of a format that only a newer version knows is refused, with what to do', () => {
  expect(() => renderApplication({ ...PROPS, green: { ...release('2.0'), format: 7 } })).toThrow(
    /green\.format: expected 1 or 2, got 7: a newer version of cdk8s-blue-green made this release \(update cdk8s-blue-green\)/,
  );
});

test('a frozen release that was edited by hand is refused, with what to do', () => {
  expect(() => renderApplication({ ...PROPS, green: { ...release('2.0'), drainSeconds: 5 } })).toThrow(
    /green\.release: this entry was edited after it was deployed: expected what makes release [0-9a-f]{10}, got what makes [0-9a-f]{10}/,
  );
});

test('an entry that names no format is rendered as the first one, so that a newer version restarts nobody', () => {
  const byHand = { ...SPEC, active: Colour.BLUE, green: release('2.0') };
  const entry = { image: 'pkw0301/app:1.0' };
  expect(texts({ ...byHand, blue: { ...entry, format: 1 } })).toEqual(texts({ ...byHand, blue: entry }));
});

test('the same content in another format is another release: its pods may be others', () => {
  const ids = [1, 2].map(format => resolveRelease('ping', { ...SPEC, image: 'pkw0301/app:1.0', format }).id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('how pods of format 1 are rendered never changes: a change is a new format', () => {
  const everything = {
    image: 'pkw0301/app:1.0',
    format: 1,
    ports: [{ name: 'http', port: 8080 }],
    env: { LOG_LEVEL: 'info', POD: { fieldRef: { fieldPath: 'metadata.name' } } },
    config: { HOST: 'db.example.com' },
    secrets: ['shop'],
    resources: { requests: { cpu: '100m' } },
    liveness: { tcpSocket: {} },
    startup: { grpc: {} },
    command: ['run'],
    args: ['-v'],
    volumes: { tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} } },
    labels: { team: 'shop' },
    annotations: { 'example.com/scrape': 'true' },
  };
  const pods = renderApplication({ ...PROPS, blue: everything }).find(({ path }) =>
    path.includes('Deployment.ping-blue'),
  );
  expect(yamlText((pods!.object as unknown as { spec: { template: unknown } }).spec.template)).toMatchSnapshot();
});
