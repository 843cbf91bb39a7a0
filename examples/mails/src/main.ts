import { setTimeout as pause } from 'node:timers/promises';
import { consume } from './consume';
import { jsonLog } from './log';
import { queueAt } from './queue';
import { readSettings } from './settings';

// In the place of what a mail takes: this is a demo, and sends none.
const MAIL_MILLISECONDS = 200;

const settings = readSettings(process.argv.slice(2), process.env);
const queue = queueAt(settings.queue);
const log = jsonLog(process.stdout, { version: settings.version });

const ending = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Said in so many words: for pid 1 the kernel drops a signal that has no handler.
  process.on(signal, () => {
    if (ending.signal.aborted) {
      log('stopped at once', { signal });
      process.exit(1);
    }
    log('stopping', { signal });
    ending.abort();
  });
}

async function main(): Promise<void> {
  switch (settings.mode) {
    case 'check':
      return queue.check();
    case 'consume':
      log('consuming');
      await consume({ queue, work: () => pause(MAIL_MILLISECONDS), log, ends: ending.signal });
      break;
    case 'stand-by': {
      log('standing by');
      const forEver = setInterval(() => {}, 2 ** 30); // else node ends, as it has nothing to do
      await new Promise(resolve => ending.signal.addEventListener('abort', resolve));
      clearInterval(forEver);
    }
  }
  log('stopped');
}

main().catch(error => {
  console.error(String(error)); // one line: the kubelet tells it as why the pod is not ready
  process.exit(1);
});
