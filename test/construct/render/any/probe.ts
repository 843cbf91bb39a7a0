import fc from 'fast-check';
import { HttpScheme, type PortProps, type Probe } from '../../../../lib/construct';
import { secretIn } from '../../../../lib/construct/props/secret-value';
import { NONE_REQUIRED, text, word } from './words';

const path = fc.constantFrom('/', '/ready?full=1');
// A header that is called like a secret is refused.
const header = fc.record({ name: word, value: text }).filter(({ name, value }) => !secretIn(name, value));
const httpHeaders = fc.array(header, { maxLength: 2 });
const scheme = fc.constantFrom(...Object.values(HttpScheme));
const exec = fc.record({ exec: fc.record({ command: fc.array(text, { minLength: 1, maxLength: 3 }) }) });
const seconds = fc.integer({ min: 1, max: 600 });

export function probe(kind: 'readiness' | 'liveness' | 'startup', ports: readonly PortProps[]): fc.Arbitrary<Probe> {
  const port = fc.oneof(fc.constantFrom(...ports.map(({ name }) => name)), fc.integer({ min: 1, max: 65535 }));
  const way: fc.Arbitrary<Probe> = fc.oneof(
    fc.record({ path }),
    fc.record({ httpGet: fc.record({ path, port, scheme, host: word, httpHeaders }, NONE_REQUIRED) }),
    fc.record({ tcpSocket: fc.record({ port, host: word }, NONE_REQUIRED) }),
    fc.record({
      grpc: fc.record({ port: fc.integer({ min: 1, max: 65535 }), service: word }, NONE_REQUIRED),
    }),
    exec,
    fc.constant({ none: true }),
  );
  const times: Record<string, fc.Arbitrary<number>> = {
    initialDelaySeconds: fc.nat({ max: 600 }),
    periodSeconds: seconds,
    timeoutSeconds: seconds,
    failureThreshold: seconds,
    [kind === 'readiness' ? 'successThreshold' : 'terminationGracePeriodSeconds']: seconds,
  };
  const timing = fc.record(times, NONE_REQUIRED);
  return fc.tuple(way, timing).map(([asked, times]) => ({ ...asked, ...times }));
}
