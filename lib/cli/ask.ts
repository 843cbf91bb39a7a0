import { createInterface, type Interface } from 'node:readline/promises';
import { UsageError } from './errors';

/** Something that a person has to say, as an option or at a prompt. */
export interface Question {
  /** The option that says it too. */
  readonly option: string;
  readonly text: string;
  readonly said: string | undefined;
  /** What an empty answer means. */
  readonly default?: string;
}

/**
 * The answers, from the options, and where they say nothing from a person at a terminal.
 * @throws UsageError without a terminal, naming all options that are missing; and when the person leaves
 */
export async function answersTo(questions: readonly Question[]): Promise<string[]> {
  const open = questions.filter(({ said }) => said === undefined);
  if (!open.length) return questions.map(({ said }) => said!);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    const missing = open.filter(question => question.default === undefined);
    if (missing.length) throw new UsageError(`say ${missing.map(({ option }) => option).join(' and ')}`);
    return questions.map(question => question.said ?? question.default!);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C and Ctrl-D close it.
  const gone = new AbortController();
  terminal.once('close', () => gone.abort());
  try {
    const answers: string[] = [];
    for (const question of questions) answers.push(question.said ?? (await answerTo(question, terminal, gone.signal)));
    return answers;
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    throw new UsageError('nothing was written: not all questions were answered');
  } finally {
    terminal.close();
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
