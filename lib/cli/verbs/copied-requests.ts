import { same } from '../../release/application-state';
import { valueIn } from '../../text/yaml/documents';

/**
 * Whether all that differs of a file is to whom a route copies requests. That follows from what the idle colour runs, and so
 * from a deploy and a retirement.
 */
export function copiesAlone(file: string, before: string | null, after: string | undefined): boolean {
  if (!/^release\/traffic\/(HTTP|GRPC)Route\./.test(file) || before === null || after === undefined) return false;
  try {
    return same(withoutCopies(valueIn(before)), withoutCopies(valueIn(after)));
  } catch {
    // What stands there is no YAML: somebody's hand is in it.
    return false;
  }
}

function withoutCopies(route: any): unknown {
  if (!Array.isArray(route?.spec?.rules)) return route;
  const rules = route.spec.rules.map(({ filters = [], ...rule }: any) => {
    const others = filters.filter((filter: any) => filter?.type !== 'RequestMirror');
    return { ...rule, ...(others.length && { filters: others }) };
  });
  return { ...route, spec: { ...route.spec, rules } };
}
