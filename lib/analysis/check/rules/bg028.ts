import { firstDifference } from '../../manifests/difference';
import { objectName } from '../../manifests/identity';
import { itemsOf } from '../../manifests/items';
import type { Manifest } from '../../manifests/manifest';
import type { Colour, Model } from '../../topology/model';
import { named, pairsOf } from '../change';
import { referencesOf } from '../references';
import { at, type Fault, type Rule } from '../rule';
import { shownOf } from '../shown-value';

export const bg028: Rule = {
  id: 'BG028',
  title: 'Who the pods of users are, and what they may do, is unchanged',
  severity: 'error',
  what: 'The annotations of the ServiceAccount that the pods of a colour with users have, by which clouds give them a role; and what the Roles and ClusterRoles that are bound to it let them do.',
  why: 'Both take effect on pods that run, without any release, and no rollback takes them back: a pod that may no longer read its bucket answers with errors, on both colours at once.',
  example: [
    {
      file: 'base/ServiceAccount.ping.k8s.yaml',
      from: 'metadata:\n  annotations:\n',
      to: 'metadata:\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::1:role/other\n',
    },
  ],
  wayOut:
    'make another ServiceAccount, give it to the idle colour, and move users there; what is only added to a Role hurts nobody',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const grants = touchedGrants(base, head);
    return pairsOf(change).flatMap(({ before, after }) => {
      const found = new Map<string, Fault>();
      for (const colour of before.live) {
        for (const [manifest, fault] of [...accountFaults(colour, base, head), ...roleFaults(colour, grants, head)]) {
          const key = objectName(manifest.identity);
          if (!found.has(key)) found.set(key, { place: after.place, ...fault });
        }
      }
      return [...found.values()];
    });
  },
};

type Found = readonly [Manifest, Omit<Fault, 'place'>];

function accountOf(colour: Colour): string {
  return referencesOf(colour).find(({ kind }) => kind === 'ServiceAccount')?.name ?? 'default';
}

// What tools write about applying an object, says nothing of its pods.
const OF_TOOLS = /(^|\.)(argoproj\.io|fluxcd\.io|helm\.sh|kubectl\.kubernetes\.io|config\.kubernetes\.io|k8s\.io)\//;

function accountFaults(colour: Colour, base: Model, head: Model): Found[] {
  const identity = { group: '', kind: 'ServiceAccount', namespace: colour.namespace, name: accountOf(colour) };
  const [was, is] = [base.tree.find(colour.environment, identity), head.tree.find(colour.environment, identity)];
  if (!was || !is || was === is) return [];
  const difference = firstDifference(rolesIn(was), rolesIn(is), ['metadata', 'annotations']);
  if (!difference) return [];
  const { path, before, after } = difference;
  return [
    [
      is,
      {
        ...at('head', is, path),
        message: `users are on ${named(colour)}, whose pods are ${objectName(identity)}: its annotation ${String(path.at(-1))} was ${shownOf(was, path, before)}, and becomes ${shownOf(is, path, after)}`,
        users: 'the pods that they are on may do something else than before, from the moment that it is applied',
      },
    ],
  ];
}

function rolesIn({ value }: Manifest): object {
  const annotations = Object.entries((value['metadata'].annotations ?? {}) as object);
  return Object.fromEntries(annotations.filter(([key]) => !OF_TOOLS.test(key)));
}

/** A binding, and the role that it gives, of which the change touches at least one. */
interface Grant {
  readonly binding: Manifest;
  readonly touched: readonly Manifest[];
}

// Of the many that there may be, nearly all are as they were.
function touchedGrants(base: Model, head: Model): Grant[] {
  return base.tree.manifests
    .filter(({ identity: { kind } }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding')
    .flatMap(binding => {
      const environment = base.tree.environmentOf(binding.file);
      const { kind, name, apiGroup: group = 'rbac.authorization.k8s.io' } = binding.value['roleRef'] ?? {};
      const namespace = kind === 'Role' ? binding.identity.namespace : '';
      const role = base.tree.find(environment, { group, kind, namespace, name });
      const touched = [binding, ...(role ? [role] : [])].filter(
        was => head.tree.find(environment, was.identity) !== was,
      );
      return touched.length ? [{ binding, touched }] : [];
    });
}

function roleFaults(colour: Colour, grants: readonly Grant[], head: Model): Found[] {
  const account = accountOf(colour);
  const isFor = ({ kind, name, namespace }: { readonly [key: string]: any }, binding: Manifest) =>
    kind === 'ServiceAccount' && name === account && (namespace ?? binding.identity.namespace) === colour.namespace;
  return grants
    .filter(({ binding }) => itemsOf(binding.value['subjects']).some(subject => isFor(subject, binding)))
    .flatMap(({ binding, touched }) =>
      touched.flatMap(was => {
        const is = head.tree.find(colour.environment, was.identity);
        const lost = lostRights(was, is, account);
        if (!lost) return [];
        const where = is ? at('head', is, [was === binding ? 'subjects' : 'rules']) : at('base', was);
        return [
          [
            was,
            {
              ...where,
              message: `users are on ${named(colour)}, whose pods are ServiceAccount ${account}, and ${objectName(was.identity)} ${lost}`,
              users: 'what their pods are no longer allowed to do fails, from the moment that it is applied',
            },
          ] as const,
        ];
      }),
    );
}

function lostRights(was: Manifest, is: Manifest | undefined, account: string): string {
  if (!is) return 'disappears';
  if (was.value['subjects']) {
    return itemsOf(is.value['subjects']).some(({ name }) => name === account) ? '' : 'is no longer for it';
  }
  const left = new Set(itemsOf(is.value['rules']).flatMap(rightsOf));
  const lost = itemsOf(was.value['rules'])
    .flatMap(rightsOf)
    .filter(right => !left.has(right) && ![...left].some(other => isWider(other, right)));
  return lost.length ? `no longer lets them ${lost.slice(0, 3).join(', ')}` : '';
}

// `get configmaps`
function rightsOf({ verbs, resources, nonResourceURLs, resourceNames }: { readonly [key: string]: any }): string[] {
  const texts = (list: unknown) => (Array.isArray(list) ? list.map(String) : []);
  const names = texts(resourceNames).length ? ` named ${texts(resourceNames).sort().join('|')}` : '';
  return texts(verbs).flatMap(verb =>
    [...texts(resources), ...texts(nonResourceURLs)].map(resource => `${verb} ${resource}${names}`),
  );
}

function isWider(wide: string, narrow: string): boolean {
  const [[verb, resource, named], [asked, of]] = [wide.split(' '), narrow.split(' ')] as [string[], string[]];
  return !named && (verb === '*' || verb === asked) && (resource === '*' || resource === of);
}
