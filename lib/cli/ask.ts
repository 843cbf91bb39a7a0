import { createInterface, type Interface } from 'node:readline/promises';
import { UsageError } from './errors';
import { complain } from './print';

/** Something that a person has to say, as an option or at a prompt. */
export interface Question {
  /** The option that says it too. */
  readonly option: string;
  readonly text: string;
  readonly said: string | undefined;
  /** What an empty answer means. */
  readonly default?: string;
  /** Why an answer can't be taken, in words; undefined where it can. */
  wrong?(answer: string): string | undefined;
}

/** Gives the answer to a question. */
export type Ask = (question: Question) => Promise<string>;

/**
 * Runs a flow of questions, in which a later one may depend on an earlier answer. Options answer them, and where they say
 * nothing, or what can't be taken, a person at a terminal, who is asked until it can be. Without a terminal the flow goes on
 * with a wrong answer or an empty one to its end, so that all that is wrong is known: then its result is thrown away.
 * @throws UsageError without a terminal, with all that is missing or wrong; and when the person leaves
 */
export async function asked<T>(flow: (ask: Ask) => Promise<T>): Promise<T> {
  return isAtTerminal() ? atTerminal(flow) : byOptions(flow);
}

/** Whether there is a person who can be asked. */
export function isAtTerminal(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

async function byOptions<T>(flow: (ask: Ask) => Promise<T>): Promise<T> {
  const missing: string[] = [];
  const wrong: string[] = [];
  const result = await flow(async question => {
    const { option } = question;
    if (question.said === undefined) {
      if (question.default === undefined) missing.push(option);
      return question.default ?? '';
    }
    const why = question.wrong?.(question.said);
    if (why !== undefined) wrong.push(`${option}: ${why}`);
    return question.said;
  });
  const faults = [...(missing.length ? [`say ${missing.join(' and ')}`] : []), ...wrong];
  if (faults.length) throw new UsageError(faults.join('\n'));
  return result;
}

async function atTerminal<T>(flow: (ask: Ask) => Promise<T>): Promise<T> {
  let terminal: Interface | undefined;
  // Ctrl-C and Ctrl-D close it.
  const gone = new AbortController();
  const open = () => {
    const opened = createInterface({ input: process.stdin, output: process.stdout });
    opened.once('close', () => gone.abort());
    return opened;
  };
  try {
    return await flow(async question => {
      for (let answer = question.said; ; answer = undefined) {
        if (answer === undefined) {
          terminal ??= open();
          answer = await answerTo(question, terminal, gone.signal);
        }
        const why = question.wrong?.(answer);
        if (why === undefined) return answer;
        complain(`${question.option}: ${why}`);
      }
    });
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    throw new UsageError('nothing was written: not all questions were answered');
  } finally {
    terminal?.close();
  }
}

async function answerTo(
  { text, default: preset }: Question,
  terminal: Interface,
  signal: AbortSignal,
): Promise<string> {
  const hint = preset === undefined ? '' : ` (${preset})`;
  for (;;) {
    const answer = (await terminal.question(`${text}${hint}: `, { signal })).trim() || preset;
    if (answer) return answer;
  }
}
