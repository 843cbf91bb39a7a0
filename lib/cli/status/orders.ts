import type { ApplicationStatus } from '../../release/status';

/** In which order applications are told. */
export const ORDERS = {
  name: (a: ApplicationStatus, b: ApplicationStatus) =>
    compare([a.application, a.environment], [b.application, b.environment]),
  environment: (a: ApplicationStatus, b: ApplicationStatus) =>
    compare([a.environment, a.application], [b.environment, b.application]),
};

function compare(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1;
}
