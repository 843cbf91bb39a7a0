import fc from 'fast-check';
import { askedByPod, askedText, surgeOf, times, together } from '../../../lib/construct/resolve/quota';

const container = (cpu: number, rest: object = {}) => ({ resources: { requests: { cpu: `${cpu}m` } }, ...rest });

test.each([
  ['containers run beside each other', { containers: [container(100), container(50)] }, 0.15],
  ['one that only starts them is gone before', { initContainers: [container(90)], containers: [container(100)] }, 0.1],
  ['one that starts them may ask for most', { initContainers: [container(300)], containers: [container(100)] }, 0.3],
  [
    'one that is restarted always stays, also beside those that start after it',
    {
      initContainers: [container(20), container(50, { restartPolicy: 'Always' }), container(200)],
      containers: [container(100)],
    },
    0.25,
  ],
  ['a limit is the request that is not said', { containers: [{ resources: { limits: { cpu: 2 } } }] }, 2],
  ['a runtime asks for its own', { containers: [container(100)], overhead: { cpu: '25m' } }, 0.125],
  ['whoever asks for nothing', { containers: [{}, { resources: {} }] }, 0],
])('what a pod asks for: %s', (_, spec, cpu) => {
  expect(askedByPod(spec).cpu).toBeCloseTo(cpu, 9);
});

test('what pods ask for is never told as less than it is, and in units that people read', () => {
  const text = (cpu: number, memory: number) => askedText({ pods: 2, cpu, memory });
  expect(text(0.25, 256 * 1024 ** 2)).toBe('2 pods, CPU 0.25, memory 256Mi');
  expect(text(1.2301, 1.5 * 1024 ** 3)).toBe('2 pods, CPU 1.24, memory 1.5Gi');
  expect(text(1, 3881276049931)).toBe('2 pods, CPU 1, memory 3.54Ti');
  expect(text(0, 0)).toBe('2 pods');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 2 ** 45 }), (millis, bytes) => {
      const [, cpu, amount, unit] = /CPU ([\d.]+), memory ([\d.]+)(\w*)$/.exec(text(millis / 1000, bytes))!;
      const memory = Number(amount) * 1024 ** ['', 'Ki', 'Mi', 'Gi', 'Ti'].indexOf(unit!);
      expect(Number(cpu) * 1000).toBeGreaterThanOrEqual(millis - 1e-6);
      expect(memory).toBeGreaterThanOrEqual(bytes - bytes * 1e-9);
      expect(memory).toBeLessThanOrEqual(bytes * 1.02 + 1);
    }),
  );
});

test('pods add up, and a rollout adds a quarter', () => {
  const one = { pods: 1, cpu: 0.5, memory: 10 };
  expect(together([times(3, one), times(2, one)])).toEqual({ pods: 5, cpu: 2.5, memory: 50 });
  expect([1, 4, 5, 12].map(surgeOf)).toEqual([1, 1, 2, 3]);
});
