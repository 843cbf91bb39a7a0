import { broken } from './output';
import { type Edit, edits } from './pair';

// Who the pods of users are, and what they may do: both take effect without a release.

const role =
  (rules: readonly object[], kind = 'Role'): Edit =>
  objects => {
    objects['role'] = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind,
      metadata: { name: 'web', ...(kind === 'Role' && { namespace: 'web' }) },
      rules,
    };
    objects['binding'] = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'web', namespace: 'web' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'web' }],
    };
  };
const may = (verbs: readonly string[], ...resources: readonly string[]) => ({ apiGroups: [''], resources, verbs });
const annotate =
  (key: string, value: string | undefined): Edit =>
  ({ account }) => {
    account!['metadata'].annotations = { ...account!['metadata'].annotations, [key]: value };
  };
const AWS = 'eks.amazonaws.com/role-arn';

test.each<[words: string, before: Edit, change: Edit, rules: string[]]>([
  ['another role of the cloud', () => {}, annotate(AWS, 'arn:aws:iam::1:role/other'), ['BG028']],
  ['no role of the cloud', () => {}, annotate(AWS, undefined), ['BG028']],
  ['a word of a tool', () => {}, annotate('meta.helm.sh/release-name', 'web'), []],
  ['fewer rights', role([may(['get', 'list'], 'configmaps')]), role([may(['get'], 'configmaps')]), ['BG028']],
  [
    'fewer rights of a role for all',
    role([may(['get'], 'a', 'b')], 'ClusterRole'),
    role([may(['get'], 'a')], 'ClusterRole'),
    ['BG028'],
  ],
  ['more rights', role([may(['get'], 'configmaps')]), role([may(['get', 'list'], 'configmaps')]), []],
  ['all rights in place of some', role([may(['get'], 'configmaps')]), role([may(['*'], '*')]), []],
  ['the same rights in two rules', role([may(['get'], 'a', 'b')]), role([may(['get'], 'a'), may(['get'], 'b')]), []],
  ['the role goes', role([may(['get'], 'a')]), objects => delete objects['role'], ['BG028']],
  [
    'the binding is for another one',
    role([may(['get'], 'a')]),
    ({ binding }) => {
      binding!['subjects'][0].name = 'other';
    },
    ['BG028'],
  ],
  [
    'a role of others goes',
    role([may(['get'], 'a')]),
    ({ binding }) => {
      binding!['metadata'].labels = { a: 'b' };
    },
    [],
  ],
])('%s', (_, before, change, rules) => {
  expect(broken(edits(before), edits(before, change))).toEqual(rules);
});
