import { argocd } from './argocd';
import { flux } from './flux';
import { GIT_URL } from './project';
import { SCENARIOS } from './scenarios';
import { Stage } from './stage';

// Real engines on a real cluster: docs/live-engines.md says what it takes.

const ENGINES = [argocd, flux].filter(({ name }) => (process.env.CLUSTER_ENGINES ?? 'argocd flux').includes(name));
const chosen = SCENARIOS.filter(({ short }) => short || process.env.CLUSTER_SCENARIOS !== 'short');

beforeAll(() => {
  if (!GIT_URL) throw new Error('CLUSTER_GIT_URL is not set: docs/live-engines.md says what these tests need');
});

test.each(chosen)('$name: $outcome, and no request is lost', async ({ run }) => {
  const stage = new Stage(ENGINES);
  try {
    await run(stage);
    const seen = await stage.watched();
    console.log(JSON.stringify(seen));
    expect(seen.flatMap(({ engine, lost }) => lost.map(request => `${engine}: ${request}`))).toEqual([]);
  } finally {
    await stage.close();
  }
});
