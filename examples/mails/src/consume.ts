import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './log';
import type { Message, Queue } from './queue';

// Before the queue is asked again that had nothing, or did not answer.
const PAUSE_MILLISECONDS = 500;

export interface ConsumeProps {
  readonly queue: Queue;
  readonly work: (message: Message) => Promise<void>;
  readonly log: Log;
  /** Told to end, it completes the message that it is at, and takes no other. */
  readonly ends: AbortSignal;
}

/** Takes one message after the other until it is to end. What fails is left to the queue, which gives it out again. */
export async function consume({ queue, work, log, ends }: ConsumeProps): Promise<void> {
  while (!ends.aborted) {
    try {
      // Not cut short by the end: what the queue is just giving out would be nobody's until it is given out again.
      const message = await queue.take();
      if (message) {
        log('took', { id: message.id });
        await work(message);
        await queue.done(message);
        log('done', { id: message.id });
        continue;
      }
    } catch (error) {
      log('failed', { error: String(error) });
    }
    await pause(PAUSE_MILLISECONDS, undefined, { signal: ends }).catch(() => {}); // the end is no failure
  }
}
