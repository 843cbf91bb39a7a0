import fc from 'fast-check';
import { word } from './words';

const volume = fc.oneof(
  fc.constant({ config: true }),
  fc.record({
    scratch: fc.constant(true),
    emptyDir: fc.oneof(fc.constant({}), fc.constant({ medium: 'Memory', sizeLimit: '64Mi' })),
  }),
  fc.record({ secret: fc.record({ secretName: word, defaultMode: fc.constant(0o400) }) }),
  fc.record({ configMap: fc.record({ name: word, optional: fc.boolean() }) }),
  fc.constant({ projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'a' } }] } }),
  fc.constant({ csi: { driver: 'secrets.example.com', readOnly: true } }),
);
export const volumes = fc
  .dictionary(
    word,
    fc.record({ from: volume, subPath: fc.constant('part'), readOnly: fc.boolean() }, { requiredKeys: ['from'] }),
    {
      maxKeys: 3,
      noNullPrototype: true,
    },
  )
  .map(byName =>
    Object.fromEntries(
      Object.entries(byName).map(([name, { from, ...mount }]) => [
        name,
        { mountPath: `/mnt/${name}`, ...mount, ...from },
      ]),
    ),
  );
