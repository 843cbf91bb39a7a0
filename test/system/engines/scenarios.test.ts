import { argocd } from './argocd';
import { flux } from './flux';
import { Joining } from './joining';
import { kubectl } from './kubectl';
import { GIT_URL } from './project';
import { SCENARIOS } from './scenarios';
import { record } from './table';

// Real engines on a real cluster: docs/live-engines.md says what it takes.

const wanted = process.env.CLUSTER_ENGINES ?? 'argocd flux kubectl';
const engines = [argocd, flux, kubectl].filter(({ name }) => wanted.includes(name));
const chosen = SCENARIOS.filter(({ short }) => short || process.env.CLUSTER_SCENARIOS !== 'short').filter(
  ({ needs }) => !needs || process.env.CLUSTER_HAS?.includes(needs),
);

beforeAll(() => {
  if (!GIT_URL) throw new Error('CLUSTER_GIT_URL is not set: docs/live-engines.md says what these tests need');
});

test.each(chosen)('$name: $outcome, and no request is lost', async scenario => {
  const stage = new Joining(engines);
  try {
    await scenario.run(stage);
    const seen = await stage.watched();
    expect(seen.flatMap(({ engine, lost }) => lost.map(request => `${engine}: ${request}`))).toEqual([]);
    if (process.env.CLUSTER_TABLE) record(scenario, seen);
  } finally {
    await stage.close();
  }
});
