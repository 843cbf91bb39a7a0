import type { Named } from './any/application';

/** The application of the article, in short. */
export const PING = {
  name: 'ping',
  port: 5000,
  readiness: { path: '/ping' },
  blue: { image: 'pkw0301/app:1.0' },
  green: { image: 'pkw0301/app:2.0' },
} satisfies Named;
