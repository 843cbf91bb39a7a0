import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../simulation/random';
import { cleared, contentOf } from './cleared';
import type { Oddity } from './oddity';
import { INPUTS, OUTPUTS } from './places';
import { TEXTS } from './texts';

const SIGNS = [
  ...'[]{}:-?&*!|>%@`"\'#,\t\n\r\\<0~ \0\u001b\u0085\u2028\ufeff',
  '---\n',
  '...\n',
  '*a',
  '&a ',
  '<<: ',
  '!!js/function ',
  '__proto__: ',
  'constructor: ',
  '::error::x\n',
  '\u001b]8;;http://x\u0007',
  '$' + '{{ x }}',
  '{{ .Values.x }}',
  '- ',
  '1e999',
  '.nan',
  '0o777',
  '2026-01-01',
];

/** A sign where it does not belong, in place of what stood there. */
export function cut(random: Random): Oddity {
  const file = random.pick([...INPUTS, ...OUTPUTS]);
  const [at, length, sign, times] = [
    random.between(0, 1),
    random.between(0, 12),
    random.pick(SIGNS),
    random.pick([1, 1, 1, 40]),
  ];
  return edit(file, `${JSON.stringify(sign)} at ${at.toFixed(3)}`, before => {
    const start = Math.floor(at * before.length);
    return Buffer.concat([
      before.subarray(0, start),
      Buffer.from(sign.repeat(times)),
      before.subarray(start + Math.floor(length)),
    ]);
  });
}

/** Any bytes in between. */
export function bytes(random: Random): Oddity {
  const file = random.pick([...INPUTS, ...OUTPUTS]);
  const [at, some] = [random.between(0, 1), Array.from({ length: 8 }, () => Math.floor(random.between(0, 256)))];
  return edit(file, `bytes ${some} at ${at.toFixed(3)}`, before => {
    const start = Math.floor(at * before.length);
    return Buffer.concat([before.subarray(0, start), Buffer.from(some), before.subarray(start)]);
  });
}

/** Another text, or one more. */
export function text(random: Random): Oddity {
  const file = random.pick([
    ...INPUTS,
    ...OUTPUTS,
    'dist/apps/production/ping/base/kustomization.yaml',
    'dist/more.yaml',
    'more.yaml',
  ]);
  const name = random.pick(Object.keys(TEXTS));
  const isAdded = random.between(0, 1) < 0.3;
  return edit(file, `${isAdded ? 'with' : 'of'} ${name}`, before =>
    Buffer.concat([isAdded ? before : Buffer.alloc(0), Buffer.from(TEXTS[name]!)]),
  );
}

function edit(path: string, words: string, after: (before: Buffer) => Buffer): Oddity {
  return {
    words: `${path} ${words}`,
    make: project => {
      const before = contentOf(join(project, path));
      writeFileSync(cleared(project, path), after(before));
    },
  };
}
