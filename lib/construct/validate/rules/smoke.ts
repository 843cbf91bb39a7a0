import type { ReleaseRule } from './rule';

/** A request goes to one of the release's ports. */
export const smokeAsksAPort: ReleaseRule = ({ smoke = [] }, { ports }) =>
  'image' in smoke
    ? []
    : smoke.flatMap(({ port }, index) =>
        port === undefined || ports.some(({ name }) => name === port)
          ? []
          : [
              {
                path: ['smoke', index, 'port'],
                message: `expected the name of a port (${ports.map(({ name }) => name).join(', ')}), got "${port}"`,
              },
            ],
      );
