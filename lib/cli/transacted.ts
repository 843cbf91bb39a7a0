import { Transaction } from '../project/write/transaction';
import { tellInterrupted } from './report';

/**
 * Runs an action that writes files of a folder all at once, or none: what it has not committed when it ends is given up. What
 * runs before were interrupted at is told first.
 */
export async function transacted<T>(root: string, action: (transaction: Transaction) => Promise<T>): Promise<T> {
  const transaction = new Transaction(root);
  try {
    tellInterrupted(root, transaction);
    return await action(transaction);
  } finally {
    transaction.abandon();
  }
}
