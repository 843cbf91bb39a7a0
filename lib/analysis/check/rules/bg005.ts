import { outputPath } from '../../../project/output/layout';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import type { Model } from '../../topology/model';
import { applicationOf, blueGreen, type Change, pairsOf, placeOf } from '../change';
import { type ComparedApplication, lostAccess } from '../lost-access';
import { referencesOf } from '../references';
import { at, type Fault, type Rule } from '../rule';

export const bg005: Rule = {
  id: 'BG005',
  title: 'No object disappears, and no way by which users come',
  severity: 'error',
  what: 'Every object (kind, namespace, name) of a blue-green application is there after the change too. What may go: ConfigMaps, Secrets and ServiceAccounts that no pod refers to any more, Jobs and their disruption budgets, the Services of an old gate, an Ingress that was the canary of another one, and the autoscaler and disruption budget of a colour that users are not on. Of what users come through stay the ports, the type that lets them in from outside, and the hosts and paths.',
  why: 'Engines delete what vanishes from git, and they do so before they wait for anything. A renamed object is one that is deleted and another one that is made.',
  example: [{ file: 'release/traffic/Service.ping.k8s.yaml', from: 'kind: Service' }],
  wayOut: 'put it back; what is to go for good goes in a commit of its own, with this finding allowed',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const broken = new Set([...head.tree.unreadable.map(({ file }) => file), ...head.tree.sources]);
    const gone = base.tree.manifests.filter(
      manifest =>
        !head.tree.find(base.tree.environmentOf(manifest.file), manifest.identity) &&
        !broken.has(manifest.file) &&
        isOfAnApplication(base, manifest) &&
        !mayGo(manifest, base, head),
    );
    const byPlace = new Map<string, Manifest[]>();
    for (const manifest of gone) {
      const place = placeOf(base, manifest);
      byPlace.set(place, [...(byPlace.get(place) ?? []), manifest]);
    }
    const objects = [...byPlace].flatMap(([place, manifests]) => {
      const all = isRemoved(place, change) ? [manifests.find(isService) ?? manifests[0]!] : manifests;
      return all.map(manifest => fault(place, manifest, base, all === manifests ? undefined : manifests.length));
    });
    return [...objects, ...pairsOf(change).flatMap(pair => closed({ ...pair, base, head }))];
  },
};

function closed(sides: ComparedApplication): Fault[] {
  const { place } = sides.after;
  return lostAccess(sides).map(({ manifest, path, message }) => ({
    place,
    ...at('head', manifest, path),
    message,
    users: 'whoever still comes that way gets no answer',
  }));
}

function fault(place: string, manifest: Manifest, base: Model, ofAll: number | undefined): Fault {
  const message = ofAll
    ? `the whole application disappears: ${ofAll} objects, ${objectName(manifest.identity)} among them`
    : `${objectName(manifest.identity)} disappears`;
  return { place, ...at('base', manifest), message, users: lossOf(manifest, base) };
}

function lossOf(manifest: Manifest, base: Model): string {
  const application = applicationOf(base, manifest);
  const isLive = application?.live.some(colour => colour.manifest === manifest);
  const isEntrance = application?.entrances.some(({ manifests }) => manifests.includes(manifest));
  if (isLive) return 'the engine deletes the pods that serve them';
  if (isEntrance || manifest.identity.kind === 'Ingress')
    return 'the engine deletes what they come through: no request arrives';
  if (manifest.identity.kind === 'Namespace') return 'the engine deletes the namespace, and all that is in it';
  if (application?.colours.some(colour => colour.manifest === manifest)) {
    return 'the engine deletes the idle colour: there is nothing to go back or forward to';
  }
  return 'the engine deletes it, and whatever relies on it fails';
}

function isOfAnApplication(base: Model, manifest: Manifest): boolean {
  return outputPath(manifest.file) !== undefined || applicationOf(base, manifest) !== undefined;
}

function isService({ identity }: Manifest): boolean {
  return identity.kind === 'Service';
}

function mayGo(manifest: Manifest, base: Model, head: Model): boolean {
  const { kind, namespace, name } = manifest.identity;
  const environment = base.tree.environmentOf(manifest.file);
  if (kind === 'Job') return true;
  if (kind === 'Service') return base.services.some(({ manifest: of, role }) => of === manifest && role === 'gate');
  if (kind === 'ConfigMap' || kind === 'Secret' || kind === 'ServiceAccount') {
    return !head.workloads.some(
      workload =>
        workload.environment === environment &&
        workload.namespace === namespace &&
        referencesOf(workload).some(reference => reference.kind === kind && reference.name === name),
    );
  }
  if (kind === 'Ingress') return takesNothingAlong(manifest, base, head);
  if (kind === 'PodDisruptionBudget' && isOfJob(manifest)) return true;
  if (kind === 'HorizontalPodAutoscaler' || kind === 'PodDisruptionBudget') return isOfIdleColour(manifest, base, head);
  return false;
}

// A canary that takes requests from another Ingress, which stays.
function takesNothingAlong(manifest: Manifest, base: Model, head: Model): boolean {
  return blueGreen(base).some(({ entrances }) =>
    entrances.some(
      ({ manifests: [main, ...canaries] }) =>
        canaries.includes(manifest) &&
        main !== manifest &&
        head.tree.find(base.tree.environmentOf(main!.file), main!.identity) !== undefined,
    ),
  );
}

// Of a colour that stays, and that users are on neither before nor after.
function isOfIdleColour(manifest: Manifest, base: Model, head: Model): boolean {
  const { identity, value } = manifest;
  return blueGreen(base).some(application =>
    application.colours.some(
      colour =>
        (colour.autoscaler === manifest ||
          (colour.namespace === identity.namespace && matches(value['spec']?.selector?.matchLabels, colour.labels))) &&
        !application.live.includes(colour) &&
        blueGreen(head).some(
          ({ colours, live }) => colours.some(({ id }) => id === colour.id) && !live.some(({ id }) => id === colour.id),
        ),
    ),
  );
}

// Whose pods Kubernetes labels with the name of their Job.
function isOfJob({ value }: Manifest): boolean {
  return Object.keys(value['spec']?.selector?.matchLabels ?? {}).some(label => /(^|\/)job-name$/.test(label));
}

function matches(selector: unknown, labels: { readonly [label: string]: string }): boolean {
  const asked = Object.entries((selector ?? {}) as object);
  return asked.length > 0 && asked.every(([label, value]) => labels[label] === value);
}

// Nothing of the application is left.
function isRemoved(place: string, { head }: Change): boolean {
  return !head.tree.manifests.some(manifest => placeOf(head, manifest) === place);
}
