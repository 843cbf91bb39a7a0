/**
 * A process of its own that writes two files, both holding the word given:
 * writer-process.ts <root> <word> <times> [hold]. With "hold" it says so when it has the lock, and waits for its input
 * to end before it commits.
 */
import { readSync, writeSync } from 'node:fs';
import { Transaction } from '../../../lib/project/write/transaction';

const [root, word, times, hold] = process.argv.slice(2) as [string, string, string, string?];

for (let time = 0; time < Number(times); time++) {
  const writer = new Transaction(root, { patienceMilliseconds: 60_000 });
  writer.write('apps/a/x.yaml', `${word}: ${time}\n`);
  writer.write('apps/b/y.yaml', `${word}: ${time}\n`);
  if (hold) {
    writeSync(1, `${word} holds\n`);
    while (readSync(0, Buffer.alloc(1)) > 0);
  }
  writer.commit();
}
