import { argocd } from './argocd';
import { flux } from './flux';
import { kubectl } from './kubectl';
import { PROMETHEUS } from './prometheus';
import { recordTakenBack } from './table';
import { type TakenBack, TakenBackStage } from './taken-back';

// Real engines on a real cluster, with a real Prometheus: docs/live-engines.md says what it takes.

const wanted = process.env.CLUSTER_ENGINES ?? 'argocd flux kubectl';
const engines = [argocd, flux, kubectl].filter(({ name }) => wanted.includes(name));
const isPossible = PROMETHEUS && process.env.CLUSTER_SCENARIOS !== 'short';
const rounds = Number(process.env.CLUSTER_ROUNDS ?? 1);
const told: TakenBack[][] = [];

(isPossible ? test.each([...Array(rounds).keys()]) : test.skip.each([0]))(
  'a release that fails under users is promoted and taken back with nobody typing, and git says so (round %i)',
  async () => {
    const stage = new TakenBackStage(engines, { peer: process.env.CLUSTER_HAS?.includes('rollouts') ?? false });
    try {
      await stage.begun();
      await stage.deployedBad();
      const all = await stage.takenBack();
      for (const { who, live, inGit } of all) {
        expect({ who, live }).toEqual({ who, live: '1.0' });
        // A controller takes back what runs, not what git says.
        expect({ who, inGit }).toEqual({ who, inGit: who === 'Argo Rollouts' ? '2.0' : '1.0' });
      }
      const passes = await stage.passes();
      // Of each environment a release failed; nothing else went wrong.
      expect(passes.filter(({ code }) => code !== 0 && code !== 3)).toEqual([]);
      expect(passes.some(({ code }) => code === 3)).toBe(true);
      told.push(all);
    } finally {
      await stage.close();
    }
  },
);

(isPossible ? test : test.skip)(
  'the same where passes are killed at every moment and people push meanwhile: each step is done once',
  async () => {
    const stage = new TakenBackStage(engines, { disturbed: true });
    try {
      await stage.begun();
      await stage.deployedBad();
      const all = await stage.takenBack();
      for (const { who, live, inGit } of all) expect({ who, live, inGit }).toEqual({ who, live: '1.0', inGit: '1.0' });
      const passes = await stage.passes();
      expect(passes.filter(({ code }) => ![0, 3, null].includes(code))).toEqual([]);
      expect(passes.filter(({ code }) => code === null).length).toBeGreaterThan(engines.length);
      await stage.inOrder();
    } finally {
      await stage.close();
    }
  },
);

afterAll(() => {
  if (process.env.CLUSTER_TABLE && told.length) recordTakenBack(told);
});
