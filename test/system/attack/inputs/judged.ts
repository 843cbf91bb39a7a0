import { ALLOW_FILE } from '../../../../lib/analysis/check/allowance';
import { review } from '../../../../lib/analysis/check/review';
import type { Files } from '../../../../lib/analysis/manifests/files';
import { treesOf } from '../../../../lib/analysis/manifests/tree';
import { planOf } from '../../../../lib/analysis/plan/plan';
import { modelsOf } from '../../../../lib/analysis/topology/model';
import { allowancesIn } from '../../../../lib/cli/comparison/allowances';
import { withoutEngines } from '../../../../lib/cli/comparison/engine-files';
import { affected } from '../../../../lib/cli/comparison/scope';

type Texts = ReadonlyMap<string, string>;

/** Inputs, and what they make. */
export interface Side {
  readonly inputs: Texts;
  readonly dist: Texts;
}

/** What `check` and `plan` say of a change whose dist/ is what its inputs make, so that BG012 has nothing to say. */
export interface Judgement {
  /** The rules that find something, each once. */
  readonly rules: readonly string[];
  /** Whether `plan` has a story. */
  readonly isTold: boolean;
  /** Whether it tells of an outage, or that something of users' goes. */
  readonly isOutage: boolean;
}

export function judged(base: Side, head: Side): Judgement {
  const differs = [...new Set([...base.dist.keys(), ...head.dist.keys()])].filter(
    file => base.dist.get(file) !== head.dist.get(file),
  );
  const wanted = affected(differs, [...new Set([...base.dist.keys(), ...head.dist.keys()])]);
  const before = bytes(wanted, base.dist);
  const after = bytes(wanted, head.dist, base.dist, before);
  const { applied, engines } = withoutEngines({ base: before, head: after });
  const models = modelsOf(treesOf(applied));
  const told = treesOf(engines);
  const permissions = { before: allowed(base.inputs), after: allowed(head.inputs) };
  const { findings } = review({ ...models, engines: told, synthesized: [], permissions });
  const { stories } = planOf({
    compared: '',
    models,
    engines: told,
    releases: new Map(),
    inputs: [...new Set([...base.inputs.keys(), ...head.inputs.keys()])]
      .filter(file => base.inputs.get(file) !== head.inputs.get(file) && file !== ALLOW_FILE)
      .map(file => {
        const [was, is] = [base.inputs.get(file), head.inputs.get(file)];
        return { file, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
      }),
    findings,
    notes: [],
  });
  return {
    rules: [...new Set(findings.map(({ rule }) => rule))].sort(),
    isTold: stories.length > 0,
    isOutage: stories.some(({ effects }) => effects.some(({ kind }) => kind === 'outage' || kind === 'removal')),
  };
}

function allowed(inputs: Texts) {
  return allowancesIn(inputs.get(ALLOW_FILE));
}

// What is the same on both sides is one buffer, as it is for the tool.
function bytes(wanted: readonly string[], texts: Texts, other?: Texts, known?: Files): Files {
  return new Map(
    wanted.flatMap(file => {
      const text = texts.get(file);
      if (text === undefined) return [];
      return [[file, text === other?.get(file) ? known!.get(file)! : Buffer.from(text)] as const];
    }),
  );
}
