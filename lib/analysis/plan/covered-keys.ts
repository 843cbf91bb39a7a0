import { FEWEST_PODS, LEADS_TO_LABEL, PAUSED_REPLICAS } from '../../construct/names';
import { sameColour } from '../check/change';
import { referencesOf } from '../check/references';
import type { Manifest } from '../manifests/manifest';
import type { ApplicationView } from './application-view';
import { onlyCopies } from './mirror-effect';
import { either, type ObjectChange } from './object-change';

/** Keys of an object that what happens to users and colours tells already; undefined where it is all of it. */
export function coveredKeys(
  change: ObjectChange,
  before: ApplicationView,
  after: ApplicationView,
): ReadonlySet<string> | undefined {
  // Of a colour that goes, its pods are told.
  const goes = !change.after && before.application.colours.find(({ manifest }) => manifest === change.before);
  if (goes && after.application.colours.length && !sameColour(goes, after.application)) return undefined;
  for (const side of [after, before]) {
    const keys = keysCoveredBy(side === after ? change.after : change.before, side);
    if (keys !== NOTHING)
      return keys === ROUTE && onlyCopies(change.before) && onlyCopies(change.after) ? COPYING : keys;
  }
  return isMigration(either(change)) ? undefined : NOTHING;
}

/** A Job that changes the database, or the record of one. */
export function isMigration({ output, identity, value }: Manifest): boolean {
  if (output?.unit.startsWith('migrate/')) return true;
  const isMarked = value['metadata'].annotations?.['blue-green/migration'] !== undefined;
  return identity.kind === 'Job' && (isMarked || /-(migrate|expand|contract)-/.test(identity.name));
}

const NOTHING: ReadonlySet<string> = new Set();
const DEPLOYMENT: ReadonlySet<string> = new Set(['template', 'replicas', FEWEST_PODS]);
const AUTOSCALER: ReadonlySet<string> = new Set(['minReplicas', 'minReplicaCount', PAUSED_REPLICAS]);
const SERVICE: ReadonlySet<string> = new Set(['selector', LEADS_TO_LABEL]);
// Of an Ingress, of routes, of a VirtualService, of OpenShift's Route, of other proxies.
const ROUTE: ReadonlySet<string> = new Set([
  'backend',
  'defaultBackend',
  'backendRefs',
  'route',
  'to',
  'alternateBackends',
  'services',
]);
const COPYING: ReadonlySet<string> = new Set([...ROUTE, 'filters']);

function keysCoveredBy(
  manifest: Manifest | undefined,
  { application, gate, model }: ApplicationView,
): ReadonlySet<string> | undefined {
  if (!manifest) return NOTHING;
  if (manifest === gate.job || manifest === gate.record) return undefined;
  if (manifest.identity.kind === 'PodDisruptionBudget' && manifest.identity.name === gate.job?.identity.name)
    return undefined;
  for (const colour of application.colours) {
    if (colour.manifest === manifest) return DEPLOYMENT;
    if (colour.autoscaler === manifest) return AUTOSCALER;
    const { kind, name, namespace } = manifest.identity;
    const isIts = namespace === colour.namespace && model.tree.environmentOf(manifest.file) === colour.environment;
    if (kind === 'ConfigMap' && isIts && referencesOf(colour).some(ref => ref.kind === kind && ref.name === name)) {
      return undefined;
    }
  }
  const service = application.services.find(one => one.manifest === manifest);
  if (service) return service.role === 'gate' ? undefined : SERVICE;
  return application.entrances.some(({ manifests }) => manifests.includes(manifest)) ? ROUTE : NOTHING;
}
