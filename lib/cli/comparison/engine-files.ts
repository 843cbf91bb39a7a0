import type { Files } from '../../analysis/manifests/files';
import type { BothSides } from '../../analysis/manifests/tree';
import type { Layout } from '../../project/output/layout';
import type { Sides } from './sides';

/** Takes what engines are told, which stands apart in a project, from what they apply. */
export function withoutEngines(sides: Pick<Sides, 'base' | 'head' | 'layouts'>): {
  readonly applied: BothSides;
  readonly engines: BothSides;
} {
  return {
    applied: only(sides, layout => file => !layout.isForEngines(file)),
    engines: only(sides, ({ isForEngines }) => isForEngines),
  };
}

function only(
  { base, head, layouts }: Pick<Sides, 'base' | 'head' | 'layouts'>,
  isWanted: (layout: Layout) => (file: string) => boolean,
): BothSides {
  const chosen = (files: Files, layout: Layout) => {
    const wanted = isWanted(layout);
    return new Map([...files].filter(([file]) => wanted(file)));
  };
  return { ...(base && { base: chosen(base, layouts.base) }), head: chosen(head, layouts.head), layouts };
}
