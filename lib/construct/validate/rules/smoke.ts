import type { Path, Problem } from '../problem';
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

/** A request asks for a path, or gRPC's health service, which is asked in one way alone. */
export const smokeAsksOneThing: ReleaseRule = ({ smoke = [] }) =>
  'image' in smoke
    ? []
    : smoke.flatMap(({ grpc, path, ...request }, index): Problem[] => {
        const at: Path = ['smoke', index];
        if (!grpc) {
          const message = '"path" is missing: expected a path, or "grpc"';
          return path === undefined ? [{ path: at, message }] : [];
        }
        return Object.keys({ ...(path !== undefined && { path }), ...request }).flatMap(key =>
          WITH_GRPC.has(key)
            ? []
            : [
                {
                  path: [...at, key],
                  message: 'expected it only without "grpc", which asks for SERVING and nothing else',
                },
              ],
        );
      });

const WITH_GRPC = new Set(['port', 'scheme', 'timeoutSeconds', 'tries']);
