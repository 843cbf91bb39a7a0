import { NotHere } from '../copy';
import { HARMLESS } from './harmless';
import { Inputs, PROJECT } from './inputs';
import { type Judgement, judged } from './judged';
import type { Edit } from './keys';
import { rowsOfKeys } from './layers';
import { FILES, SETTINGS } from './settings';
import { synthesized } from './synthesized';

/** An edit of inputs, and whether what they make hurts. */
export interface InputAttack {
  /** `service: another port`; no two have one. */
  readonly name: string;
  /** The key, or what else is edited. */
  readonly kind: string;
  /** Undefined where nothing is to be found. */
  readonly by?: readonly string[];
  readonly before?: Edit;
  readonly after: Edit;
}

export function inputAttacks(): InputAttack[] {
  const settings = Object.entries(SETTINGS).flatMap(([key, rows]) =>
    typeof rows === 'string' ? [] : [[`settings: ${key}`, rows] as const],
  );
  const harmful = [...rowsOfKeys(), ...settings, ['files', FILES] as const].flatMap(([kind, rows]) =>
    rows.map(([words, by, first, second]) => ({
      name: `${kind}: ${words}`,
      kind,
      by: by.split(' ').filter(id => id),
      ...(second ? { before: first, after: second } : { after: first }),
    })),
  );
  const harmless = HARMLESS.map(([words, first, second]) => ({
    name: `harmless: ${words}`,
    kind: 'harmless',
    ...(second ? { before: first, after: second } : { after: first }),
  }));
  return [...harmful, ...harmless];
}

/** What comes of an edit: `synth` refuses it, nothing in dist/ differs, or `check` and `plan` say something of it. */
export type InputOutcome =
  | { readonly attack: InputAttack; readonly kind: 'refused'; readonly why: readonly string[] }
  | { readonly attack: InputAttack; readonly kind: 'same' }
  | { readonly attack: InputAttack; readonly kind: 'judged'; readonly judgement: Judgement; readonly isRight: boolean };

export async function inputOutcome(attack: InputAttack): Promise<InputOutcome> {
  const first = new Inputs(PROJECT);
  attack.before?.(first);
  const base = await side(first.files());
  if ('refused' in base) throw new Error(`${attack.name}: its base is refused: ${base.refused.join('; ')}`);
  const second = new Inputs(base.inputs);
  try {
    attack.after(second);
  } catch (error) {
    if (error instanceof NotHere) throw new Error(`${attack.name}: there is nothing to edit`);
    throw error;
  }
  const head = await side(second.files());
  if ('refused' in head) return { attack, kind: 'refused', why: head.refused };
  const judgement = judged(base, head);
  const { by } = attack;
  const isSame =
    [...base.dist].every(([file, text]) => head.dist.get(file) === text) && head.dist.size === base.dist.size;
  if (isSame && !judgement.rules.length) return { attack, kind: 'same' };
  const isRight = by ? judgement.rules.some(rule => !by.length || by.includes(rule)) : !judgement.rules.length;
  return { attack, kind: 'judged', judgement, isRight };
}

async function side(inputs: ReadonlyMap<string, string>) {
  const made = await synthesized(inputs);
  return 'refused' in made ? made : { inputs, dist: made.dist };
}
