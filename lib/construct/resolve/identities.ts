import type { Application } from '../model';
import { activeColourName, workerName } from '../names';
import { COLOURS } from '../props/colour';
import type { Path, Problem } from '../validate/problem';
import { colourObjects, identityText, isElsewhere, isOfCluster, type OwnObject } from './own-objects';
import { workerKind } from './worker';

/** A problem of one of several applications. */
export interface ApplicationProblem<T> {
  readonly of: T;
  readonly problem: Problem;
}

interface InEnvironment {
  readonly environment: string;
  readonly application: Application;
  /**
   * Whether its cluster may be that of another environment.
   * @default - nobody knows, so it may
   */
  readonly mayShareCluster?: (environment: string) => boolean;
}

/**
 * No two applications of one environment may make the same object: engines would take it from each other for ever. What is
 * of the whole cluster, or in a namespace of others, is made once in all environments that may be on one cluster.
 */
export function identitiesTwice<T extends InEnvironment>(applications: readonly T[]): ApplicationProblem<T>[] {
  const owners = new Map<string, string>();
  const everywhere = new Map<string, T[]>();
  const twice = (of: T, claim: Claim): ApplicationProblem<T>[] => {
    const { name } = of.application;
    if (claim.beyond) {
      const others = everywhere.get(claim.object) ?? [];
      everywhere.set(claim.object, [...others, of]);
      const first = others.find(
        ({ environment }) => environment === of.environment || (of.mayShareCluster?.(environment) ?? true),
      );
      if (!first || (first.application.name === name && first.environment === of.environment)) return [];
      const { problem } = madeToo(of, claim, first.application.name);
      const message = `${problem.message} in ${first.environment}, and it is ${claim.beyond}`;
      const apart = first.environment === of.environment ? '' : APART;
      return [{ of, problem: { ...problem, message, fix: `say $(APPLICATION) and $(ENVIRONMENT) in it${apart}` } }];
    }
    const identity = `${of.environment} ${claim.object}`;
    const owner = owners.get(identity);
    owners.set(identity, owner ?? name);
    // Two applications of one name are said to be that, once.
    return owner === undefined || owner === name ? [] : [madeToo(of, claim, owner)];
  };
  const made = applications.flatMap(of => ofItself(of.application).flatMap(claim => twice(of, claim)));
  // What users bring along, most often little: it can be called otherwise.
  const own = applications.flatMap(of => broughtAlong(of.application).map(claim => ({ of, claim })));
  return [...made, ...own.flatMap(({ of, claim }) => twice(of, claim)), ...calledLikeOurs(own, applications)];
}

const APART =
  '; or, where the two are on different clusters, say that in bluegreen.yaml: "cluster" or "destination" of both';

function madeToo<T>(of: T, { object, problem }: Claim, owner: string): ApplicationProblem<T> {
  return { of, problem: { ...problem, message: `${problem.message} ${object}, which "${owner}" makes too` } };
}

// What is made for one application under names that no other one has for itself. Of a fleet that is much, and none of it is kept.
function calledLikeOurs<T extends InEnvironment>(
  own: ReadonlyArray<{ readonly of: T; readonly claim: Claim }>,
  applications: readonly T[],
): ApplicationProblem<T>[] {
  if (!own.length) return [];
  const brought = new Map(own.map(one => [`${one.of.environment} ${one.claim.object}`, one]));
  return applications.flatMap(({ environment, application }) =>
    unclaimed(application).flatMap(made => {
      const found = brought.get(`${environment} ${keptText(made, application)}`);
      if (!found || found.of.application.name === application.name) return [];
      return [madeToo(found.of, found.claim, application.name)];
    }),
  );
}

/** What an application could take from others, by names alone, within its environment. */
export interface Identities {
  /** The objects that no other application may make. */
  readonly claimed: readonly string[];
  /** Those that are of the whole cluster or in a namespace of others: no application of any environment on that cluster may make them. */
  readonly beyond: readonly string[];
  /** Those of them that users bring along. */
  readonly brought: readonly string[];
  /** Names of objects that are kept for it: no other application may bring them along. */
  readonly kept: readonly string[];
}

/** By which names `identitiesTwice` tells applications apart. */
export function identitiesOf(application: Application): Identities {
  const own = broughtAlong(application);
  const texts = (claims: readonly Claim[]) => [...new Set(claims.map(({ object }) => object))];
  return {
    claimed: texts([...ofItself(application), ...own.filter(claim => claim.beyond === undefined)]),
    beyond: texts(own.filter(claim => claim.beyond !== undefined)),
    brought: texts(own),
    kept: unclaimed(application).map(made => keptText(made, application)),
  };
}

/** An object of an application, and what is wrong if another one makes it too. */
interface Claim {
  readonly object: string;
  /** Where it stands, if it is not in the namespace of its environment. */
  readonly beyond?: string;
  readonly problem: Problem;
}

/** The objects that no two applications may both make, and what is wrong if they do. */
export const claims = (application: Application): Claim[] => [...ofItself(application), ...broughtAlong(application)];

/** Those of them that are made for it. */
function ofItself(application: Application): Claim[] {
  const { namespace = '', createNamespace } = application;
  return [
    ...claimed(application).map(({ kind, name, path, message }) => ({
      object: `${kind} ${namespace}/${name}`,
      problem: { path, message: message ?? 'expected another name: this one makes' },
    })),
    ...(createNamespace
      ? [
          {
            object: `Namespace ${namespace}`,
            problem: {
              path: ['createNamespace'],
              message: 'expected one application to make the namespace: this one makes',
            },
          },
        ]
      : []),
  ];
}

/** The objects that users bring along: of the application, and of both colours. */
function broughtAlong(application: Application): Claim[] {
  const claim = (object: OwnObject, path: Path): Claim => ({
    object: identityText(object),
    ...(isOfCluster(object, application)
      ? { beyond: 'of the whole cluster' }
      : isElsewhere(object, application) && { beyond: 'in a namespace of others' }),
    problem: { path: [...path, 'metadata', 'name'], message: 'expected another name: this is the object' },
  });
  return [
    ...application.objects.map((object, index) => claim(object, ['objects', index])),
    ...COLOURS.flatMap(colour =>
      colourObjects(application, colour).map((object, index) => claim(object, [colour, 'colourObjects', index])),
    ),
  ];
}

/** An object that is made for an application, without its namespace. */
interface Made {
  readonly kind: string;
  /** Where it is not one of Kubernetes' own. */
  readonly group?: string;
  readonly name: string;
}

/** What the applications of two names may both make, and what says so. */
function claimed(application: Application): Array<Made & { readonly path: Path; readonly message?: string }> {
  const { name, serviceNames, furtherServices, serviceAccounts } = application;
  const { active, preview } = serviceNames;
  const of = (kind: string, path: Path, names: readonly string[]) => names.map(made => ({ kind, name: made, path }));
  return [
    ...of('Service', active === name ? ['name'] : ['service', 'name'], [active]),
    ...of('Service', preview === `${name}-preview` ? ['name'] : ['service', 'preview'], [preview]),
    ...furtherServices.flatMap(({ key, name: service, preview: other }) => [
      ...of('Service', ['services', key], [service]),
      ...of('Service', ['services', key, 'preview'], other === undefined ? [] : [other]),
    ]),
    ...of('Service', ['name'], coloured(name)),
    // What the applications of other names make, as far as a worker may be called that.
    ...of('Deployment', ['name'], coloured(name)),
    ...workersIn(application).flatMap(worker =>
      of(worker.kind, ['workers', worker.name], [workerName(name, worker.name)]),
    ),
    ...serviceAccounts.map(account => ({
      kind: 'ServiceAccount',
      name: account.name,
      path: ['serviceAccount', 'name'],
      message: 'expected an account of its own: this one makes',
    })),
  ];
}

const coloured = (name: string): string[] => COLOURS.map(colour => `${name}-${colour}`);

// Of both releases: the other one is a promotion away.
function workersIn(application: Application): Made[] {
  const made = COLOURS.flatMap(colour =>
    application[colour].workers.map((worker): Made => ({ kind: workerKind(worker), name: worker.name })),
  );
  return [...new Map(made.map(one => [textOf(one), one])).values()];
}

/** What else is made for an application under names that stay, be it there now or not: no other application's are like these. */
function unclaimed(application: Application): Made[] {
  const { name } = application;
  const running = [name, ...coloured(name), ...workersIn(application).map(worker => workerName(name, worker.name))];
  const of = (kind: string, names: readonly string[]) => names.map(one => ({ kind, name: one }));
  const ending = (...ends: readonly string[]) => ends.map(end => `${name}-${end}`);
  return [
    // Without us, once it has left, it is called by its own name.
    ...of('Deployment', [name]),
    ...of('PodDisruptionBudget', running),
    ...scaledIn(application),
    ...of('ConfigMap', [
      activeColourName(name),
      ...ending('base', 'release', 'watch', 'migrate-blue', 'migrate-green', 'config', 'files'),
    ]),
    ...of('NetworkPolicy', [name, ...ending('open', 'idle', 'served', 'workers')]),
    ...of('Ingress', [name, ...ending('preview')]),
    ...of('HTTPRoute', [name]),
    ...of('GRPCRoute', [name]),
  ];
}

// Where others scale, their autoscaler may be called like the Deployment.
function scaledIn(application: Application): Made[] {
  return COLOURS.flatMap(colour => {
    const { autoscaling, workers } = application[colour];
    const { name } = application;
    const scaled = [
      { of: name, autoscaling },
      { of: `${name}-${colour}`, autoscaling },
      ...workers.map(worker => ({ of: workerName(name, worker.name), autoscaling: worker.autoscaling })),
    ];
    return scaled.flatMap(one =>
      one.autoscaling && !one.autoscaling.external
        ? [{ ...(one.autoscaling.keda ? KEDA : { kind: 'HorizontalPodAutoscaler' }), name: one.of }]
        : [],
    );
  });
}

const keptText = ({ kind, group, name }: Made, { namespace = '' }: Application): string =>
  `${kind}${group ? `.${group}` : ''} ${namespace}/${name}`;

const KEDA = { kind: 'ScaledObject', group: 'keda.sh' };

// What is named by what it holds, in ten digits.
const HASHED: { readonly [kind: string]: readonly string[] } = {
  ConfigMap: ['blue', 'green', 'blue-files', 'green-files', 'migrate', 'migrate-files'],
  Job: ['verify', 'expand', 'contract', 'watch'],
  PodDisruptionBudget: ['verify', 'expand', 'contract', 'watch'],
  Service: ['colour', 'release'],
};

/** Whether what users bring along is called like something that is made for the application. */
export function isMadeFor(application: Application): (object: OwnObject) => boolean {
  const { name: of } = application;
  const names = new Set([...claimed(application), ...unclaimed(application)].map(textOf));
  return ({ kind, metadata: { name } }) =>
    names.has(textOf({ kind, name })) ||
    (HASHED[kind] ?? []).some(what => new RegExp(`^-${what}-[0-9a-f]{10}$`).test(afterName(name, of)));
}

const textOf = ({ kind, name }: Pick<Made, 'kind' | 'name'>): string => `${kind} ${name}`;
const afterName = (text: string, name: string): string => (text.startsWith(name) ? text.slice(name.length) : '');
