import type { Application } from '../model';
import { workerName } from '../names';
import { COLOURS } from '../props/colour';
import type { Problem } from '../validate/problem';
import { identityText } from './own-objects';

/** A problem of one of several applications. */
export interface ApplicationProblem<T> {
  readonly of: T;
  readonly problem: Problem;
}

/**
 * No two applications of one environment may make the same object: engines would take it from each other for ever.
 */
export function identitiesTwice<T extends { readonly environment: string; readonly application: Application }>(
  applications: readonly T[],
): ApplicationProblem<T>[] {
  const owners = new Map<string, string>();
  return applications.flatMap(of => {
    const { application } = of;
    return claims(application).flatMap(({ object, problem }) => {
      const identity = `${of.environment} ${object}`;
      const owner = owners.get(identity);
      owners.set(identity, owner ?? application.name);
      // Two applications of one name are said to be that, once.
      if (owner === undefined || owner === application.name) return [];
      return [{ of, problem: { ...problem, message: `${problem.message} ${object}, which "${owner}" makes too` } }];
    });
  });
}

/** The objects that no two applications may both make, and what is wrong if they do. */
export function claims(application: Application): Array<{ object: string; problem: Problem }> {
  const { name, namespace = '', createNamespace, serviceNames, furtherServices } = application;
  const services = [
    { service: serviceNames.active, path: serviceNames.active === name ? ['name'] : ['service', 'name'] },
    {
      service: serviceNames.preview,
      path: serviceNames.preview === `${name}-preview` ? ['name'] : ['service', 'preview'],
    },
    ...furtherServices.flatMap(({ key, name: service, preview }) => [
      { service, path: ['services', key] },
      ...(preview === undefined ? [] : [{ service: preview, path: ['services', key, 'preview'] }]),
    ]),
    ...COLOURS.map(colour => ({ service: `${name}-${colour}`, path: ['name'] })),
  ];
  // Of both releases: the other one is a promotion away.
  const workers = [...new Set(COLOURS.flatMap(colour => application[colour].workers.map(worker => worker.name)))];
  const accounts = application.serviceAccounts.map(account => `ServiceAccount ${namespace}/${account.name}`);
  return [
    ...services.map(({ service, path }) => ({
      object: `Service ${namespace}/${service}`,
      problem: { path, message: 'expected another name: this one makes' },
    })),
    // What the applications of other names make, as far as a worker may be called that.
    ...COLOURS.map(colour => ({
      object: `Deployment ${namespace}/${name}-${colour}`,
      problem: { path: ['name'], message: 'expected another name: this one makes' },
    })),
    ...workers.map(worker => ({
      object: `Deployment ${namespace}/${workerName(name, worker)}`,
      problem: { path: ['workers', worker], message: 'expected another name: this one makes' },
    })),
    ...accounts.map(object => ({
      object,
      problem: { path: ['serviceAccount', 'name'], message: 'expected an account of its own: this one makes' },
    })),
    ...application.objects.map((object, index) => ({
      object: identityText(object),
      problem: { path: ['objects', index, 'metadata', 'name'], message: 'expected another name: this is the object' },
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
