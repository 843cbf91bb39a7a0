// A process of its own, for the tests that kill it: `node transaction-process.js <root> <job>`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recoverInterrupted } from '../../../lib/project/write/project-lock';
import { Transaction } from '../../../lib/project/write/transaction';

const [root = '', job = ''] = process.argv.slice(2);

const JOBS: Readonly<Record<string, () => void>> = {
  /** One change of each kind. */
  promote: () => {
    const transaction = new Transaction(root);
    transaction.write('releases/ping.yaml', 'active: green\n');
    transaction.write('dist/apps/ping/base/ServiceAccount.yaml', 'kind: ServiceAccount\n');
    transaction.write('dist/apps/ping/release/verify/Job.yaml', 'kind: Job\n');
    transaction.remove('dist/apps/ping/release/old/Service.yaml');
    transaction.remove('dist/apps/ping/blue/ConfigMap.yaml');
    transaction.commit();
  },
  recover: () => {
    recoverInterrupted(root);
  },
  /** Writes the same number to two files, a higher one each time, until it is ended. */
  countForEver: () => {
    console.log('counting');
    for (;;) count();
  },
  countToTen: () => {
    for (let i = 0; i < 10; i++) count();
  },
};

function count(): void {
  const transaction = new Transaction(root, { patienceMilliseconds: 60_000 });
  const path = join(root, 'one/count');
  const next = existsSync(path) ? Number(readFileSync(path, 'utf8')) + 1 : 1;
  transaction.write('one/count', `${next}`);
  transaction.write(`two/${next}/count`, `${next}`);
  transaction.remove(`two/${next - 1}/count`);
  transaction.commit();
}

JOBS[job]?.();
