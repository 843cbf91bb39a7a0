import { Colour } from '../../lib/construct/props/colour';
import type { NamedProps } from '../../lib/construct/resolve/application';

/** Props of the smallest application with which nothing is wrong. */
export const SMALL_APPLICATION: NamedProps = {
  name: 'ping',
  active: Colour.BLUE,
  port: 5000,
  readiness: { path: '/ping' },
  blue: { image: 'pkw0301/app:1.0' },
  green: { image: 'pkw0301/app:2.0' },
};
