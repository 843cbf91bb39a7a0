import { applied } from './cluster';
import { served } from './served';

/**
 * Ways that answered before and not now, or not every request. What lacks what any such object has, the API server refuses, and
 * the simulator can't apply: whoever is served stays so.
 */
export function lost(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): string[] {
  try {
    return lostBy(base, head);
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

function lostBy(base: ReadonlyMap<string, string>, head: ReadonlyMap<string, string>): string[] {
  const [before, after] = [served(applied(base)), served(applied(head))];
  return [...before].flatMap(([way, answers]) => (whole(answers) && !whole(after.get(way)) ? [way] : []));
}

function whole(answers: ReadonlyMap<string, number> | undefined): boolean {
  return Math.round([...(answers?.values() ?? [])].reduce((sum, part) => sum + part, 0)) === 100;
}
