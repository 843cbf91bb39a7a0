import fc from 'fast-check';
import type { BlueGreenApplicationProps, ColourProps } from '../../../../lib/construct';
import { ports as anyPorts, service as anyService, published } from './ports';
import { probe } from './probe';
import { migrate, release, resources } from './release';
import { size } from './size';
import { volumes } from './volumes';
import { annotations, applicationName, NONE_REQUIRED, text, word } from './words';
import { workers } from './workers';

/** Props that name the application, as everything here does. */
export type Named = BlueGreenApplicationProps & { readonly name: string };

const images = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}:[A-Za-z0-9_][A-Za-z0-9_.-]{0,9}$/).filter(it => !it.endsWith(':latest')),
  fc.stringMatching(/^registry\.example\.com:5000\/[a-z]{1,8}@sha256:[0-9a-f]{64}$/),
  fc.stringMatching(/^[a-z]{1,8}:[0-9]{100}$/),
);

const version = fc.stringMatching(/^[A-Za-z0-9]([-_.A-Za-z0-9]{0,8}[A-Za-z0-9])?$/);
const accounts = fc.oneof(
  fc.record({ name: word, annotations, token: fc.boolean() }, NONE_REQUIRED),
  fc.record({ name: word, existing: fc.constant(true) }),
);
const network = fc.record(
  {
    idleFrom: fc.subarray([{ podSelector: { matchLabels: { team: 'qa' } } }]),
    activeFrom: fc.subarray([{ ipBlock: { cidr: '10.0.0.0/8' } }], { minLength: 1 }),
  },
  NONE_REQUIRED,
);

// What all colours of an application have in common.
const shared = fc
  .record({ name: applicationName, ports: anyPorts, service: anyService })
  .chain(({ name, ports, service }) =>
    fc
      .record(
        {
          readiness: probe('readiness', ports),
          size,
          release: release(name, ports),
          resources,
          config: fc.record({ ALWAYS: text }),
          volumes,
          migrate,
          workers: workers(name),
          serviceAccount: accounts,
          ingress: fc.record(
            {
              host: fc.constantFrom('shop.example.com', '*.example.com'),
              path: fc.constantFrom('/', '/api'),
              tls: word,
              className: word,
              annotations,
              port: fc.constantFrom(...ports.map(port => port.name)),
            },
            { requiredKeys: ['host'] },
          ),
          network,
          namespace: fc.record({ namespace: word, createNamespace: fc.boolean() }),
        },
        { requiredKeys: ['readiness', 'size', 'release', 'resources', 'config'] },
      )
      .map(({ size, release, namespace, ...keys }) => ({
        name,
        ...release,
        ...size,
        ...namespace,
        ...keys,
        ...published(ports, service),
      })),
  );

// A colour's own entry: it may listen on other numbers and on more ports, and override everything else.
function entry({
  name,
  port,
  ports = [{ name: 'http', port: port! }],
  ...application
}: Named): fc.Arbitrary<ColourProps> {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 20000 }), {
    minLength: ports.length + 1,
    maxLength: ports.length + 1,
  });
  const otherPorts = numbers.map(found => [
    ...ports.map((own, index) => ({
      name: own.name,
      port: found[index]!,
      ...(own.protocol && { protocol: own.protocol }),
    })),
    ...(found.at(-1)! % 2 ? [{ name: 'only-here', port: found.at(-1)! }] : []),
  ]);
  return fc
    .record(
      {
        image: images,
        version,
        ports: otherPorts,
        readiness: probe('readiness', ports),
        size,
        release: release(name, ports),
        resources,
        volumes,
        workers: workers(name),
        // Only an application that has migrations has units for them.
        ...(application.migrate && { migrate }),
        serviceAccount: fc.record({ name: fc.constantFrom('one-colour', 'other-colour'), token: fc.boolean() }),
      },
      { requiredKeys: ['image', 'release'] },
    )
    .map(({ release, size, ...keys }) => ({ ...release, ...size, ...keys }));
}

// One in five has no port, and nothing but workers.
const kind = fc.constantFrom<(props: Named) => Named>(standingBy, asItIs, asItIs, asItIs, asItIs);

function asItIs(props: Named): Named {
  return props;
}

function standingBy({ service: _, ingress: __, ...props }: Named): Named {
  const workers = { ...props.workers, queue: {} };
  const { name, blue, green, ...own } = props;
  return {
    name,
    ...uncalled(own),
    workers,
    command: ['stand-by'],
    ...(blue && { blue: uncalled(blue) }),
    ...(green && { green: uncalled(green) }),
  };
}

function uncalled<P extends ColourProps>({
  port,
  ports,
  smoke,
  readiness,
  liveness,
  startup,
  command,
  args,
  ...rest
}: P) {
  return { ...rest, ...(smoke && 'image' in smoke && { smoke }) };
}

/** Any application of which both colours can be active: neither is retired. */
export const anyApplication: fc.Arbitrary<Named> = shared.chain(props =>
  fc
    .record({ blue: entry(props), green: entry(props), as: kind })
    .map(({ as, ...colours }) => as({ ...props, ...colours })),
);

/** Any application before and after something else was deployed to green. */
export const anyDeployToGreen: fc.Arbitrary<{ before: Named; after: Named }> = shared.chain(props =>
  fc
    .record({ blue: entry(props), green: entry(props), next: entry(props), as: kind })
    .map(({ next, as, ...colours }) => ({
      before: as({ ...props, ...colours }),
      after: as({ ...props, ...colours, green: next }),
    })),
);
