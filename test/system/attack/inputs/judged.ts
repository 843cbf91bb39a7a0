import { ALLOW_FILE } from '../../../../lib/analysis/check/allowance';
import { review } from '../../../../lib/analysis/check/review';
import { planOf } from '../../../../lib/analysis/plan/plan';
import { modelsOf } from '../../../../lib/analysis/topology/model';
import { allowancesIn } from '../../../../lib/cli/comparison/allowances';
import { withoutEngines } from '../../../../lib/cli/comparison/engine-files';
import { affected } from '../../../../lib/cli/comparison/scope';
import { LAYOUT } from '../../../../lib/project/output/layout';
import { Reading } from '../reading';

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

const reading = new Reading();

export function judged(base: Side, head: Side): Judgement {
  const differs = [...new Set([...base.dist.keys(), ...head.dist.keys()])].filter(
    file => base.dist.get(file) !== head.dist.get(file),
  );
  const wanted = affected(LAYOUT, differs, [...new Set([...base.dist.keys(), ...head.dist.keys()])]);
  const chosen = (texts: Texts) => new Map([...texts].filter(([file]) => wanted.includes(file)));
  const apart = withoutEngines(reading.sides(chosen(base.dist), chosen(head.dist)));
  const models = modelsOf(reading.trees(apart.applied));
  const engines = reading.trees(apart.engines);
  const permissions = { before: allowed(base.inputs), after: allowed(head.inputs) };
  const { findings } = review({ ...models, engines, synthesized: [], permissions });
  const { stories } = planOf({
    compared: '',
    models,
    engines,
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
