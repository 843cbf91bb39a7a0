import { adopt } from '../../adopt/adopt';
import type { Asked, Obstacle } from '../../adopt/asked';
import type { Manifest } from '../../analysis/manifests/manifest';
import { nameProblem, pathProblem, portProblem, tagProblem } from '../answers';
import type { Ask } from '../ask';
import { complain } from '../print';
import { environmentQuestion } from '../selection';

type Open = NonNullable<Obstacle['asks']>;

interface Wording {
  readonly text: string;
  /** Why an answer can't be taken, whatever the manifests say. */
  wrong?(answer: string): string | undefined;
}

const QUESTIONS: Readonly<Record<Open, Wording>> = {
  workload: { text: 'Deployment, Rollout or Canary' },
  service: { text: 'Service that users come through' },
  app: { text: 'Name of the application', wrong: nameProblem },
  readiness: {
    text: 'Path that answers once a pod can serve, or "tcp" for a connection, or "none"',
    wrong: answer => (['tcp', 'none'].includes(answer) ? undefined : pathProblem(answer)),
  },
  tag: { text: 'Tag that runs today', wrong: tagProblem },
  port: { text: 'Port that the container listens on', wrong: portProblem },
};

/** What is known before anybody is asked. */
interface Known {
  readonly manifests: readonly Manifest[];
  /** By options. */
  readonly said: Asked;
  readonly env: string | undefined;
  /** The environments that there are; undefined where the project starts with the application. */
  readonly known: readonly string[] | undefined;
}

/**
 * Asks for what the manifests leave open, one after the other, until nothing is open that a person could say. Where anything
 * else stands in the way, nothing is asked: the answers would be lost.
 */
export async function adoptionAsked(
  { manifests, said, env, known }: Known,
  ask: Ask,
): Promise<{ readonly asked: Asked; readonly env: string | undefined }> {
  for (let asked = said; ; ) {
    const { obstacles } = adopt(manifests, asked);
    const [obstacle] = obstacles;
    if (obstacles.some(({ asks }) => !asks)) return { asked, env };
    if (!obstacle?.asks) return { asked, env: known ? await ask(environmentQuestion(known, env)) : env };
    complain(`${obstacle.message}; ${obstacle.fix}`);
    asked = await oneAsked(manifests, asked, obstacle.asks, ask);
  }
}

async function oneAsked(manifests: readonly Manifest[], asked: Asked, option: Open, ask: Ask): Promise<Asked> {
  const { text, wrong } = QUESTIONS[option];
  const withAnswer = (answer: string): Asked => ({ ...asked, [option]: option === 'port' ? Number(answer) : answer });
  const answer = await ask({
    option: `--${option}`,
    text,
    said: undefined,
    wrong: one => wrong?.(one) ?? stillOpen(adopt(manifests, withAnswer(one)).obstacles, option),
  });
  return withAnswer(answer);
}

function stillOpen(obstacles: readonly Obstacle[], option: Open): string | undefined {
  const again = obstacles.find(({ asks }) => asks === option);
  return again && `${again.message}; ${again.fix}`;
}
