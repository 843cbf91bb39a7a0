import {
  ApplicationSet,
  type ApplicationSetSpecGenerators,
  ApplicationSetSpecSyncPolicyApplicationsSync,
  AppProject,
} from '../../../../imports/argoproj.io';
import { objectLabels } from '../../../construct/names';
import type { DeliveredEnvironment, EngineFile, EngineFiles, PlainDelivery, PlainSource, Source } from '../engine';
import { manifestFile } from '../manifest-file';
import { environmentName } from '../units';
import type { ArgoCdSettings } from './settings';

// Which files of an application's folder make up each of its Applications. A migration stands beside the pods that
// wait for it, because only inside one Application do waves order anything.
const COLOURS = [
  { unit: 'base', include: 'base/*' },
  { unit: 'blue', include: '{blue/*,migrate/blue/*}' },
  { unit: 'green', include: '{green/*,migrate/green/*}' },
];
const RELEASE = { unit: 'release', include: 'release/*' };
const UNITS = [...COLOURS, RELEASE];

const IN_CLUSTER = 'https://kubernetes.default.svc';

/** What Argo CD is told: nothing of an application, which it finds by its folder. */
export const argoCdFiles: EngineFiles<ArgoCdSettings> = { ofEnvironment, ofApplication: () => [], ofPlain };

/**
 * How Argo CD delivers an environment: a project that bounds what it may do, and a set that makes four Applications for
 * every folder of an application. So a new application needs no new object.
 */
function ofEnvironment(
  { repository, branch, applications, settings }: Source<ArgoCdSettings>,
  { name: environment, namespace, destination = IN_CLUSTER, objects, groups }: DeliveredEnvironment,
): EngineFile[] {
  const name = environmentName(environment);
  const found: Found = (directories, elements) => ({
    matrix: {
      generators: [
        { git: { repoUrl: repository, revision: branch, directories: [...directories] } },
        { list: { elements: [...elements] } },
      ],
    },
  });
  const metadata = { name, namespace: settings.namespace ?? 'argocd' };
  const cluster = clusterOf(destination, namespace);
  return [
    manifestFile(
      AppProject.manifest({
        metadata,
        spec: {
          description: `Applications that are delivered blue-green: ${environment}`,
          sourceRepos: [repository],
          destinations: [cluster, ...(objects?.namespaces ?? []).map(one => clusterOf(destination, one))],
          // For `createNamespace`.
          clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }, ...(objects?.clusterKinds ?? []).map(kindOf)],
        },
      }),
    ),
    manifestFile(
      ApplicationSet.manifest({
        metadata,
        spec: {
          goTemplate: true,
          goTemplateOptions: ['missingkey=error'],
          generators: groups ? grouped(found, applications, groups) : [found([allOf(applications)], UNITS)],
          // A folder that is gone, or this object, takes neither an Application nor its objects with it.
          syncPolicy: {
            applicationsSync: ApplicationSetSpecSyncPolicyApplicationsSync.CREATE_HYPHEN_UPDATE,
            preserveResourcesOnDeletion: true,
          },
          template: {
            metadata: {
              name: `${environment}-{{.path.basename}}-{{.unit}}`,
              // No finalizer: deleting an Application must not delete the Service that users reach.
              labels: objectLabels('{{.path.basename}}', {}),
            },
            spec: {
              project: name,
              source: {
                repoUrl: repository,
                targetRevision: branch,
                path: '{{.path.path}}',
                directory: { recurse: true, include: '{{.include}}' },
              },
              destination: cluster,
              syncPolicy: {
                automated: { prune: true, selfHeal: true, allowEmpty: false },
                // Few, and each at the newest commit: a gate that fails must not keep a rollback waiting.
                retry: { limit: 2, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '1m' } },
                // No PruneLast. On the release, a gate that failed would be left over, and would fail at once when git
                // comes back to it. On a colour, a sync that replaces a ConfigMap would wait until all is healthy: a
                // new autoscaler is not in its first minute, and after a failed sync nothing is healed until the next
                // commit. Without it, what goes early is the ConfigMap of pods that are being replaced, on the idle
                // colour.
                // The same stands on every object, for Applications of others. Here it also has Argo CD compare as the
                // server does: what only goes from an object is a difference too.
                syncOptions: [`FailOnSharedResource=${groups ? '{{.isAlone}}' : true}`, 'ServerSideApply=true'],
              },
            },
          },
        },
      }),
    ),
  ];
}

/** Makes Applications of some units, for each of some folders. */
type Found = (
  directories: readonly { readonly path: string; readonly exclude?: boolean }[],
  elements: readonly object[],
) => ApplicationSetSpecGenerators;

/**
 * With groups: an Application for each that has the gates and the Services of all its members, out of one folder, so that
 * all are of one commit. A member's own one for them stays, and takes nothing: so the objects change hands without being
 * deleted, in either direction, as soon as this object is applied. Whoever is to have them applies them, whose they were
 * before; and Argo CD refuses to prune all that an Application has.
 */
function grouped(
  found: Found,
  applications: string,
  groups: NonNullable<DeliveredEnvironment['groups']>,
): ApplicationSetSpecGenerators[] {
  const told = (isAlone: boolean, units: readonly { readonly unit: string; readonly include: string }[]) =>
    units.map(unit => ({ ...unit, isAlone: String(isAlone) }));
  const all = allOf(applications);
  const members = groups.flatMap(group => group.members.map(member => ({ path: `${applications}/${member}` })));
  return [
    found([all], told(true, COLOURS)),
    found([all, ...members.map(member => ({ ...member, exclude: true }))], told(false, [RELEASE])),
    ...(members.length ? [found(members, told(false, [{ ...RELEASE, include: NOTHING }]))] : []),
    {
      list: {
        elements: groups.map(({ name, members: some }) => ({
          path: { basename: name, path: applications },
          ...told(false, [
            { unit: GROUP, include: some.length ? anyOf(some.map(each => `${each}/release/*`)) : NOTHING },
          ])[0],
        })),
      },
    },
  ];
}

const allOf = (applications: string) => ({ path: `${applications}/*` });

const GROUP = 'group';
/** No file is called so. */
const NOTHING = 'in-a-group';

const anyOf = (patterns: readonly string[]): string => (patterns.length > 1 ? `{${patterns.join(',')}}` : patterns[0]!);

function kindOf(text: string) {
  const [kind, ...group] = text.split('.') as [string, ...string[]];
  return { group: group.join('.'), kind };
}

function clusterOf(destination: string, namespace: string) {
  return { ...(destination.includes('://') ? { server: destination } : { name: destination }), namespace };
}

/**
 * One Application for a folder of plain files. It merges on the server: there a selector is replaced as a whole, and what
 * this Argo CD had said of an object before, and does not say any more, goes from it.
 */
function ofPlain(
  { repository, branch, application, folder, settings }: PlainSource<ArgoCdSettings>,
  { name: environment, namespace, destination = IN_CLUSTER }: DeliveredEnvironment,
): PlainDelivery {
  const place = settings.namespace ?? 'argocd';
  const object = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: `${environment}-${application}`, namespace: place },
    spec: {
      project: 'default',
      source: { repoURL: repository, targetRevision: branch, path: folder },
      destination: clusterOf(destination, namespace),
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
    },
  };
  // The set keeps them though the folder is gone, and they have no finalizer.
  const units = UNITS.map(({ unit }) => `application/${environment}-${application}-${unit}`);
  return { objects: [object], lettingGo: `kubectl --namespace ${place} delete ${units.join(' ')}` };
}
