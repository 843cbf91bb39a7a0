import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

/** Translates the writer and transaction-process.ts into a folder, so that a process of it starts fast; returns its path. */
export function buildTransactionProgram(folder: string): string {
  const project = resolve(__dirname, '..', '..', '..');
  const sources = ['lib/project/write', 'lib/text'].flatMap(room =>
    readdirSync(join(project, room)).flatMap(name => (name.endsWith('.ts') ? [`${room}/${name}`] : [])),
  );
  for (const source of [...sources, 'test/project/write/transaction-process.ts']) {
    const { code } = transformFileSync(join(project, source), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    const target = join(folder, source.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  return join(folder, 'test/project/write/transaction-process.js');
}
