import { ENGINES } from '../../../project/engines';
import { firstSync } from '../../../project/engines/first-sync';
import { grouped } from '../../manifests/grouped';
import type { Trees } from '../../manifests/tree';
import type { Fault } from '../rule';

/** That engines go on looking under the old name of dist/ where a change gives it another one: a fault for each environment. */
export function renamedOutput({ base, head }: Trees): Fault[] {
  if (!base || base.layout.dist === head.layout.dist) return [];
  const [was, is] = [base.layout.dist, head.layout.dist];
  const before = new Set([...base.files.keys()].filter(base.layout.isForEngines).map(base.layout.keyOf));
  const files = [...head.files.keys()].filter(
    file => head.layout.isForEngines(file) && before.has(head.layout.keyOf(file)),
  );
  const environments = grouped(files.map(file => [head.layout.placeInEngines(file).split('/')[0]!, file] as const));
  return [...environments].map(([environment, own]) => {
    const engines = ENGINES.filter(({ id }) => own.some(file => head.layout.keyOf(file).includes(`/${id}/`)));
    const commands = engines.map(({ id }) => firstSync(id, is, environment)).join(', ');
    return {
      place: environment,
      side: 'head',
      file: own[0]!,
      object: `${is}/`,
      message: `${was}/ is called ${is}/ now, and ${engines.map(({ title }) => title).join(' and ')} know it as ${was}/ until somebody tells them`,
      users: 'they stay on what they are on; until then no later commit reaches them, a rollback neither',
      wayOut: `commit it alone, with this finding allowed; once it is pushed, lead to ${is}/ what a person has pointed at ${was}/, and: ${commands}`,
    };
  });
}
