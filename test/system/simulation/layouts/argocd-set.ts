import type { Groups } from '../../../../lib/project/files/groups';
import { environmentFiles } from '../../../project/engines/delivered';
import type { ApplicationSpec } from '../argocd/application';
import { APPLICATION } from './argocd-units';

const SET = 'argocd/production/ApplicationSet.bluegreen-production.k8s.yaml';
const FOLDER = 'dist/apps/production';

interface Values {
  readonly path: { readonly path: string; readonly basename: string };
  readonly [key: string]: unknown;
}

/**
 * The Applications that Argo CD makes of our ApplicationSet, as far as ours says anything.
 * @param names folders that are there
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Matrix/
 */
export function applicationsOf(names: readonly string[], groups?: Groups): ApplicationSpec[] {
  const { generators, template } = environmentFiles({}, {}, groups)[SET]!['spec'];
  const made = (generators as any[]).flatMap(({ list, matrix }): Values[] => {
    if (list) return list.elements;
    const [{ git }, { list: second }] = matrix.generators;
    return foldersOf(git.directories, names).flatMap(path => second.elements.map((one: object) => ({ ...one, path })));
  });
  return made.map(values => {
    const filled = (text: string) =>
      text.replaceAll(/\{\{\.([\w.]+)\}\}/g, (_, key: string) => String(valueAt(values, key)));
    const { source, syncPolicy } = template.spec;
    const [, list = ''] = /^\{?(.*?)\}?$/.exec(filled(source.directory.include))!;
    const below = filled(source.path).slice(FOLDER.length + 1);
    return {
      ...APPLICATION,
      name: filled(template.metadata.name).replace('production-', ''),
      includes: list.split(',').map(pattern => `${below ? `${below}/` : ''}${pattern.replace(/\*$/, '')}`),
      failOnSharedResource: syncPolicy.syncOptions.map(filled).includes('FailOnSharedResource=true'),
    };
  });
}

function foldersOf(directories: readonly { path: string; exclude?: boolean }[], names: readonly string[]) {
  const isOne = (name: string) => (one: { path: string }) =>
    one.path === `${FOLDER}/*` || one.path === `${FOLDER}/${name}`;
  return names
    .filter(name => directories.some(one => !one.exclude && isOne(name)(one)))
    .filter(name => !directories.some(one => one.exclude && isOne(name)(one)))
    .map(name => ({ path: `${FOLDER}/${name}`, basename: name }));
}

function valueAt(values: object, key: string): unknown {
  return key.split('.').reduce<any>((value, step) => value[step], values);
}
