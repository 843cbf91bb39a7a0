import { expectNoOutage, HOURS } from './histories';
import { ARGOCD_UNITS } from './layouts/argocd-units';

test(
  'on Argo CD users always reach pods that were proved, and a rollback takes effect',
  () => expectNoOutage(ARGOCD_UNITS, 0.5),
  HOURS,
);
