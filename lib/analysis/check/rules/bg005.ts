import { posix } from 'node:path';
import { OWN_LABEL } from '../../../construct/names';
import { counted } from '../../../construct/props/counted';
import { grouped } from '../../manifests/grouped';
import { objectName } from '../../manifests/identity';
import { itemsOf } from '../../manifests/items';
import { labelsOf } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { ofKind } from '../../manifests/of-kind';
import { onceFor } from '../../manifests/once-for';
import type { Application, Model } from '../../topology/model';
import { isForWorkers } from '../../topology/worker';
import { addressAfter, addressesOf } from '../addresses';
import { applicationOf, blueGreen, type Change, pairsOf, placeOf } from '../change';
import { isKept } from '../guards';
import { hasLeft } from '../leaving';
import { type ComparedApplication, lostAccess } from '../lost-access';
import { byReference, referenceKey, referencesOf } from '../references';
import { at, type Fault, type Rule } from '../rule';
import { supportedBy } from '../supports';
import { isHandedBack } from '../taken-over';
import { isUnread } from '../unread';

export const bg005: Rule = {
  id: 'BG005',
  title: 'No object disappears, and no way by which users come',
  severity: 'error',
  what: 'Every object (kind, namespace, name) of a blue-green application is there after the change too, and so is what it can not do without: its namespace, what its pods refer to and what makes that, its disruption budgets, and the certificates and Gateways of its entrances. What may go: ConfigMaps, Secrets and ServiceAccounts that no pod refers to any more, Jobs and their disruption budgets, the Services of an old gate, an Ingress that was the canary of another one, the autoscaler and disruption budget of a colour that users are not on, and what its release brought along, a worker that the release does not have that users move to in the same change, and the colours of an application that has left for plain files (`bluegreen eject`), once users were there before, and the Service of a takeover whose move is taken back, as long as no engine prunes it. Of what users come through stay the ports, the type that lets them in from outside, and the hosts and paths.',
  why: 'Engines delete what vanishes from git, and they do so before they wait for anything. What says that it is never pruned stays, but as it is: nobody changes or repairs it. A renamed object is one that is deleted and another one that is made.',
  example: [{ file: 'release/traffic/Service.ping.k8s.yaml', from: 'kind: Service' }],
  wayOut: 'put it back; what is to go for good goes in a commit of its own, with this finding allowed',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const gone = base.tree.manifests.filter(
      manifest =>
        !head.tree.find(base.tree.environmentOf(manifest.file), manifest.identity) &&
        !isUnread(manifest, head) &&
        isOfAnApplication(base, manifest) &&
        !mayGo(manifest, base, head) &&
        !isLeftBehind(manifest, change) &&
        !isHandedBack(placeOf(base, manifest), manifest, change.takenOver),
    );
    const byPlace = grouped(
      gone.map(manifest => [supportedBy(base, manifest)?.place ?? placeOf(base, manifest), manifest] as const),
    );
    const objects = [...byPlace].flatMap(([place, manifests]) => {
      const first = manifests.find(isService) ?? manifests[0]!;
      const isGone = isRemoved(place, change);
      if (!isGone && !isWhole(place, manifests, base)) return manifests.map(manifest => fault(place, manifest, base));
      const count = `${counted(manifests.length, 'object')}, ${objectName(first.identity)} among them`;
      const message = isGone
        ? `the whole application disappears: ${count}`
        : `the whole application gets other names, or another namespace: what is there now disappears, ${count}`;
      return [{ ...fault(place, first, base), message, users: lossOfAll(manifests, first, base) }];
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

function fault(place: string, manifest: Manifest, base: Model): Fault {
  const message = `${objectName(manifest.identity)} disappears`;
  return { place, ...at('base', manifest), message, users: lossOf(manifest, base) };
}

// Whether its colours and Services are all among what goes; those of an old gate come and go.
function isWhole(place: string, gone: readonly Manifest[], base: Model): boolean {
  const own = blueGreen(base).filter(application => application.place === place);
  const objects = own.flatMap(({ colours, services }) => [
    ...colours,
    ...services.filter(({ role }) => role !== 'gate'),
  ]);
  const set = new Set(gone);
  return objects.length > 2 && objects.every(({ manifest }) => set.has(manifest));
}

function lossOfAll(manifests: readonly Manifest[], first: Manifest, base: Model): string {
  const kept = manifests.filter(isKept).length;
  if (!kept || kept === manifests.length) return lossOf(first, base);
  const others = 'the others may be deleted, those that their pods need to start among them';
  return `by their annotations ${kept} of them stay in the cluster, and git changes them no more; ${others}`;
}

function lossOf(manifest: Manifest, base: Model): string {
  const application = applicationOf(base, manifest);
  const { kind } = manifest.identity;
  const isRunning = application?.colours.some(colour => colour.manifest === manifest);
  if (isKept(manifest)) return isRunning ? PODS_STAY : STAYS;
  if (kind === 'Gateway') return 'the engine deletes what they come through: no request arrives';
  if (kind === 'Certificate') return 'their connections are refused once the certificate is over, or at once';
  if (kind === 'PodDisruptionBudget') return 'the next drain of nodes may end all pods that they are on at once';
  const isLive = application?.live.some(colour => colour.manifest === manifest);
  const isEntrance = application?.entrances.some(({ manifests }) => manifests.includes(manifest));
  if (isLive) return 'the engine deletes the pods that serve them';
  if (isEntrance || manifest.identity.kind === 'Ingress')
    return 'the engine deletes what they come through: no request arrives';
  if (manifest.identity.kind === 'Namespace') return 'the engine deletes the namespace, and all that is in it';
  if (isRunning) {
    return 'the engine deletes the idle colour: there is nothing to go back or forward to';
  }
  return 'the engine deletes it, and whatever relies on it fails';
}

// Kept by what it says to Argo CD, Flux or Helm.
const STAYS = 'by its annotations it stays in the cluster as it is now, and nothing that git says reaches it any more';
const PODS_STAY =
  'by its annotations it stays in the cluster with its pods, and nothing that git says reaches them any more; what these need to start may be deleted';

function isOfAnApplication(base: Model, manifest: Manifest): boolean {
  const isOfOne = applicationOf(base, manifest) ?? supportedBy(base, manifest);
  return manifest.output !== undefined || isOfOne !== undefined;
}

// Whether the application that could not do without it goes on to refer to it.
function staysNeeded({ identity, file, value }: Manifest, application: Application | undefined, head: Model): boolean {
  const after = head.applications.find(({ id }) => id === application?.id);
  const name = value['spec']?.target?.name ?? value['spec']?.secretName ?? identity.name;
  const where = { environment: head.tree.environmentOf(file), namespace: identity.namespace };
  const entrances = ofKind(head.tree, 'Ingress', where);
  return (
    entrances.some(one => itemsOf(one.value['spec']?.tls).some(({ secretName }) => secretName === name)) ||
    (after?.colours ?? []).some(colour => referencesOf(colour).some(one => one.kind === 'Secret' && one.name === name))
  );
}

const IDLE_MAY_LOSE = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'PodDisruptionBudget']);
const MAKING = new Set(['SealedSecret', 'ExternalSecret', 'Certificate']);

function isService({ identity }: Manifest): boolean {
  return identity.kind === 'Service';
}

function mayGo(manifest: Manifest, base: Model, head: Model): boolean {
  const { kind, namespace, name } = manifest.identity;
  const environment = base.tree.environmentOf(manifest.file);
  if (kind === 'Job') return true;
  if (isOfIdleRelease(manifest, base, head)) return true;
  if (isForWorkers(manifest)) return isOfReleaseThatUsersLeave(manifest, base, head);
  if (kind === 'Service') return gateServices(base).has(manifest);
  // Where it is nobody's any more, nobody misses what makes it.
  if (MAKING.has(kind)) return !staysNeeded(manifest, supportedBy(base, manifest), head);
  if (kind === 'ConfigMap' || kind === 'Secret' || kind === 'ServiceAccount') {
    return !workloadsByReference(head).has(referenceKey({ environment, namespace }, { kind, name }));
  }
  if (kind === 'Ingress' || leading(base).has(manifest)) {
    return takesNothingAlong(manifest, base, head) || leadsWhatOthersLead(manifest, base, head);
  }
  if (kind === 'PodDisruptionBudget' && isOfJob(manifest)) return true;
  if (IDLE_MAY_LOSE.has(kind)) return isOfIdleColour(manifest, base, head);
  return false;
}

const workloadsByReference = onceFor(({ workloads }: Model) => byReference(workloads));

const leading = onceFor(({ rules }: Model) => new Set(rules.map(({ manifest }) => manifest)));

const gateServices = onceFor(
  ({ services }: Model) => new Set(services.flatMap(({ manifest, role }) => (role === 'gate' ? [manifest] : []))),
);

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

// Every host and path that it led users to is led by another object now.
function leadsWhatOthersLead(manifest: Manifest, base: Model, head: Model): boolean {
  const ledBy = ({ rules }: Model) =>
    new Set(rules.filter(({ forSome, isCanary }) => !forSome && !isCanary).flatMap(addressesOf));
  const [before, now] = [ledBy(base), ledBy(head)];
  const own = base.rules.filter(rule => rule.manifest === manifest);
  const ofUsers = own.filter(({ forSome }) => !forSome);
  return own.length > 0 && ofUsers.flatMap(addressesOf).every(one => now.has(addressAfter(one, before, now)));
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

// What a release brought along for a colour that stays, and that users are on neither before nor after. What may lead users
// somewhere is looked at as such.
function isOfIdleRelease({ identity, file, value }: Manifest, base: Model, head: Model): boolean {
  if (labelsOf(value['metadata'].labels)[OWN_LABEL] === undefined) return false;
  if (identity.kind === 'Ingress' || base.rules.some(({ manifest }) => manifest.file === file)) return false;
  const folder = posix.dirname(file);
  const isIdle = ({ applications }: Model) =>
    applications.some(({ colours, live }) =>
      colours.some(colour => posix.dirname(colour.manifest.file) === folder && !live.includes(colour)),
    );
  return isIdle(base) && isIdle(head);
}

// A release that has no such worker takes it away, by the very switch.
function isOfReleaseThatUsersLeave({ output: path }: Manifest, base: Model, head: Model): boolean {
  const live = ({ applications }: Model) =>
    applications
      .filter(({ colours }) => colours.some(({ manifest: { output } }) => output?.place === path?.place))
      .flatMap(application => application.live.map(({ id }) => id));
  const [before, after] = [live(base), live(head)];
  return path !== undefined && after.length > 0 && after.some(id => !before.includes(id));
}

// Whose pods Kubernetes labels with the name of their Job.
function isOfJob({ value }: Manifest): boolean {
  return Object.keys(value['spec']?.selector?.matchLabels ?? {}).some(label => /(^|\/)job-name$/.test(label));
}

function matches(selector: unknown, labels: { readonly [label: string]: string }): boolean {
  const asked = Object.entries((selector ?? {}) as object);
  return asked.length > 0 && asked.every(([label, value]) => labels[label] === value);
}

// Of an application that leaves for plain files, once users are there: all but what those still need, and what users are on.
function isLeftBehind(manifest: Manifest, { base, leaving }: Change): boolean {
  const path = manifest.output;
  if (!path || path.unit === 'base') return false;
  if (!hasLeft(path.place, leaving)) return false;
  return !base!.applications.some(
    ({ live, entrances }) =>
      live.some(colour => colour.manifest === manifest || colour.autoscaler === manifest) ||
      entrances.some(({ manifests }) => manifests.includes(manifest)),
  );
}

// Nothing of the application is left.
function isRemoved(place: string, { head }: Change): boolean {
  return !head.tree.manifests.some(manifest => placeOf(head, manifest) === place);
}
