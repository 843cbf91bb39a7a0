import * as z from 'zod/mini';
import { applicationName } from '../../construct/props/names';
import { nearest } from '../../construct/props/nearest';
import type { Problem } from '../../construct/validate/problem';

/** Applications whose users move with one commit, all of them or none, by the name of the group. */
export interface Groups {
  readonly [name: string]: string[];
}

/** One of them. */
export interface Group {
  readonly name: string;
  /** Names of applications; some may not be there in an environment. */
  readonly members: readonly string[];
}

export const groupsSchema = z.record(applicationName, z.array(applicationName));

/** In the order of bluegreen.yaml. */
export function groupsOf({ groups = {} }: { readonly groups?: Groups }): Group[] {
  return Object.entries(groups).map(([name, members]) => ({ name, members }));
}

/** The group that an application is in; undefined where it is in none. */
export function groupOf(settings: { readonly groups?: Groups }, application: string): Group | undefined {
  return groupsOf(settings).find(({ members }) => members.includes(application));
}

/**
 * Whose users move together with those of an application: the other members that are deployed there.
 * @param deployed the applications of the environment
 */
export function companionsOf(
  settings: { readonly groups?: Groups },
  application: string,
  deployed: readonly string[],
): string[] {
  const { members = [] } = groupOf(settings, application) ?? {};
  return members.filter(member => member !== application && deployed.includes(member));
}

/** What is wrong with groups by themselves. */
export function problemsOfGroups(groups: Groups, environments: readonly string[]): Problem[] {
  const owners = new Map<string, string>();
  const places = new Map<string, string>();
  return Object.entries(groups).flatMap(([name, members]) => {
    const twice = members.flatMap((member, index): Problem[] => {
      const owner = owners.get(member);
      owners.set(member, owner ?? name);
      if (owner === undefined) return [];
      const where = owner === name ? 'it is in this group already' : `"${member}" is in the group "${owner}" already`;
      return [
        {
          path: ['groups', name, index],
          message: `expected an application that is in no group yet: ${where}`,
          fix: 'take it out of one of them',
        },
      ];
    });
    // Engines know a group by such a name.
    const met = environments.flatMap(environment => {
      const known = `${environment}-${name}`;
      const owner = places.get(known);
      places.set(known, `${environment}/${name}`);
      return owner === undefined ? [] : [owner];
    });
    if (!met.length) return twice;
    const message = `expected a name of its own: engines would know it as they do ${met[0]}`;
    return [...twice, { path: ['groups', name], message, fix: 'another name' }];
  });
}

/**
 * What is wrong with groups, as applications are.
 * @param applications names of all that have a spec
 */
export function problemsOfMembers(groups: Groups, apps: string, applications: readonly string[]): Problem[] {
  return Object.entries(groups).flatMap(([name, members]) => {
    const unknown = members.flatMap((member, index): Problem[] => {
      if (applications.includes(member)) return [];
      const near = nearest(member, applications);
      return [
        {
          path: ['groups', name, index],
          message: `there is no application "${member}": expected ${apps}/${member}.yaml`,
          ...(near && { fix: `the nearest is "${near}"` }),
        },
      ];
    });
    if (!applications.includes(name)) return unknown;
    const message = `expected a name that no application has: ${apps}/${name}.yaml is one`;
    return [{ path: ['groups', name], message, fix: 'another name' }, ...unknown];
  });
}
