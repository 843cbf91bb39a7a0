import { expectNoOutage, HOURS } from './histories';
import { FLAGS, fluxUnits } from './layouts/flux-units';

test(
  'on Flux users always reach pods that were proved, and a rollback takes effect',
  () => expectNoOutage(fluxUnits(FLAGS), 0.4),
  HOURS,
);

test(
  'on Flux as it comes, without the flags of our docs, too: a rollback only takes longer',
  () => expectNoOutage(fluxUnits({ ...FLAGS, requeueDependency: 30, cancelHealthCheckOnNewRevision: false }), 0.1),
  HOURS,
);
