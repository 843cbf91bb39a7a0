import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { MAIN, TOOL } from '../../cli/synth/project';
import { temporaryFolder } from '../../folder';
import { someOf } from '../../nightly';
import { inputOf, inWords } from './checkout';
import { faultsOf } from './fuzz';
import { type Prepared, prepare } from './prepared';
import { Stage } from './stage';

const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 50);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

let prepared: Prepared;

beforeAll(() => {
  prepared = prepare();
});

jest.setTimeout(Math.max(300_000, INPUTS * 1000));

test('no checkout, whatever is in it, ends a run in a stack trace, lets it hang, fills the memory, or has it write outside the project', () => {
  expect(faultsOf({ prepared, first: SEED, last: SEED + INPUTS })).toEqual([]);
});

test('the same of the tool and the app as users start them', () => {
  const stage = new Stage(prepared.folder, join(temporaryFolder(), 'stage'));
  for (let seed = SEED; seed < SEED + INPUTS / 20; seed++) {
    const input = inputOf(seed);
    stage.set(input);
    const words = input.words[0] === 'app' ? [MAIN] : [TOOL, ...input.words];
    const { signal, status, stderr } = spawnSync(process.execPath, words, {
      cwd: stage.project,
      encoding: 'utf8',
      timeout: 25_000,
      env: { ...process.env, TMPDIR: `${stage.folder}/tmp`, CDK8S_OUTDIR: '', CDK8S_CONTEXT_JSON: input.context ?? '' },
    });
    const is = {
      input: inWords(seed),
      signal,
      status,
      trace: /^\s+at .+:\d+:\d+\)?$/m.exec(stderr)?.[0],
      strayed: stage.strayed(),
    };
    expect(is).toEqual({
      input: is.input,
      signal: null,
      status: expect.any(Number),
      trace: undefined,
      strayed: undefined,
    });
  }
});

const PLANTED: ReadonlyArray<readonly [planted: string, said: RegExp, patienceSeconds: number]> = [
  ['crash', /TypeError: Cannot read properties of undefined/, 60],
  ['trace', /a stack trace is printed/, 60],
  ['hang', /did not end within 3 s/, 3],
  ['loop', /did not end within 3 s/, 3],
  ['memory', /took \d{3} MB of memory/, 60],
  ['stray', /outside the project it was/, 60],
  ['left', /outside the project it was/, 60],
];

test.each(someOf(PLANTED, 3))('what does such a thing is found: %s', (planted, said, patienceSeconds) => {
  const faults = faultsOf({ prepared, first: SEED, last: SEED + 1, planted, patienceSeconds });
  expect(faults).toEqual([expect.stringMatching(said)]);
});
