import type { Files } from '../../analysis/manifests/files';
import { isForEngines } from '../../project/output/layout';

/** Files before and after a change. */
type BothSides = { readonly base?: Files; readonly head: Files };

/** Takes what engines are told, which stands apart in a project, from what they apply. */
export function withoutEngines(sides: BothSides): { readonly applied: BothSides; readonly engines: BothSides } {
  return { applied: only(sides, file => !isForEngines(file)), engines: only(sides, isForEngines) };
}

function only({ base, head }: BothSides, isWanted: (file: string) => boolean): BothSides {
  const chosen = (files: Files) => new Map([...files].filter(([file]) => isWanted(file)));
  return { ...(base && { base: chosen(base) }), head: chosen(head) };
}
