import { Command, Option } from 'commander';
import { type Diagnostic, diagnosticText } from '../../project/files/diagnostic';
import { statusOf } from '../../release/status';
import { json } from '../../text/json';
import { decided } from '../advance/decided';
import { evidenceIn, evidenceOfClusters, evidenceOfFile, NO_EVIDENCE } from '../advance/evidence';
import { environmentsAsked, environmentsWithShares } from '../advance/situations';
import { undone } from '../advance/told';
import { environmentsOption, examples, outputOption } from '../options';
import { complain, print } from '../print';
import { currentFolder, recoveredRoot, settingsOf } from '../project';
import { environmentsFor } from '../selection';
import { clustersOf } from '../status/clusters';
import { driftsOf } from '../status/drifts';
import type { Asked } from '../status/fleet';
import { logsOf } from '../status/logs';
import { ORDERS } from '../status/orders';
import { statesIn } from '../status/states';
import { statusText } from '../status/status-text';
import { watchesIn } from '../status/watches';

interface StatusOptions {
  readonly env: readonly string[];
  readonly todo?: boolean;
  readonly live?: boolean;
  readonly evidence?: string;
  readonly quota?: boolean;
  readonly sort: 'name' | 'environment';
  readonly output: 'text' | 'json' | 'html';
}

export function statusCommand(): Command {
  return new Command('status')
    .description(
      'Says per environment and application which colour is active, what both run, and what can be done next.',
    )
    .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes (default: all)')
    .addOption(environmentsOption())
    .option('--todo', 'only those with something to do')
    .addOption(
      new Option('--live', 'compare with the clusters, by kubectl; nothing is changed there').conflicts('evidence'),
    )
    .option('--evidence <file>', 'what clusters show, as JSON, where they are out of reach')
    .option('--quota', 'say what both colours and the workers ask of the quota of their namespace, now and at most')
    .addOption(new Option('--sort <by>', 'the order').choices(['name', 'environment']).default('name'))
    .addOption(outputOption('html'))
    .addHelpText(
      'after',
      examples(
        'bluegreen status',
        'bluegreen status ping --env production',
        'bluegreen status --todo --output json',
        'bluegreen status --output html',
      ),
    )
    .action(async (names: string[], options: StatusOptions) => {
      const root = recoveredRoot();
      const settings = settingsOf(root).value;
      const known = Object.keys(settings.environments);
      const environments = environmentsFor(options.env, known);
      const file = options.evidence === undefined ? undefined : evidenceOfFile(currentFolder(), options.evidence);
      const selection = { names, all: !names.length, environments };
      const look = { root, settings, selection, order: ORDERS[options.sort], ...options, evidence: file };
      const failed = options.output === 'html' ? await tellPage(look) : await tell(look, options.output);
      if (failed) process.exitCode = 1;
    });
}

/** What is looked at, and how far. */
interface Look extends Omit<Asked, 'clusters' | 'logs' | 'versions'> {
  readonly live?: boolean;
  readonly quota?: boolean;
}

/** @returns whether something could not be read, or asked */
async function tell(look: Look, output: 'text' | 'json'): Promise<boolean> {
  const { root, settings, selection, live, evidence } = look;
  const problems: Diagnostic[] = [];
  const states = statesIn(root, settings, selection, problems);
  const statuses = states
    .flatMap(current => statusOf(current, look.quota) ?? [])
    .filter(({ next }) => !look.todo || next.length > 0)
    .sort(look.order);
  const shown = new Set(statuses.map(({ environment, application }) => `${environment}/${application}`));
  const wanted = states.filter(({ environment, application }) => shown.has(`${environment}/${application}`));
  const environments = [...new Set(statuses.map(({ environment }) => environment))];
  const watched = statuses.flatMap(({ environment, watch }) => (watch === undefined ? [] : [environment]));
  // Asked once for both: what differs from git, and what the autopilot goes by.
  const withJobs = new Set([...environmentsAsked(wanted), ...watched]);
  const clusters = live
    ? await clustersOf(environments, settings, withJobs, environmentsWithShares(wanted))
    : undefined;
  const told = await decided(root, settings, wanted, selection.environments, async (asked, ...more) => {
    if (!clusters) return evidence ?? NO_EVIDENCE;
    const elsewhere = await evidenceOfClusters(
      asked.filter(name => !environments.includes(name)),
      ...more,
    );
    const here = evidenceIn(clusters);
    return { ...elsewhere, of: (...place) => here.of(...place) ?? elsewhere.of(...place) };
  });
  const delivery = told.decisions
    .filter(({ situation: { current } }) => shown.has(`${current.environment}/${current.application}`))
    .map(({ situation, decision }) => undone(situation.current, decision));
  const drifts = clusters && driftsOf(statuses, clusters);
  const watches = clusters ? await watchesIn(statuses, clusters, settings) : [];
  for (const problem of problems) complain(diagnosticText(problem));
  for (const failure of clusters?.failures ?? []) complain(`error: ${failure}`);
  if (output === 'json') {
    const parts = {
      ...(drifts && { live: drifts }),
      ...(watches.length && { watches }),
      ...(delivery.length && { delivery }),
    };
    print(json({ situations: statuses, ...parts }));
  } else print(statusText(statuses, drifts, delivery, watches));
  return problems.some(problem => !problem.warning) || (clusters?.failures.length ?? 0) > 0;
}

/** The same as a page, which has what is wrong in it too. What makes it is loaded for it alone. */
async function tellPage(look: Look): Promise<boolean> {
  const { dashboardPage } = await import('../../dashboard/page/page');
  const { fleetOf } = await import('../status/fleet');
  const clusters = look.live
    ? (environments: readonly string[], withShares: ReadonlySet<string>) =>
        clustersOf(environments, look.settings, new Set(environments), withShares)
    : undefined;
  const logs = look.live ? logsOf() : undefined;
  const { problems, failures, notes, fleet } = await fleetOf({ ...look, clusters, logs });
  for (const problem of problems) complain(diagnosticText(problem));
  for (const failure of failures) complain(`error: ${failure}`);
  for (const note of notes) complain(`warning: ${note}`);
  print(dashboardPage(fleet));
  return problems.some(problem => !problem.warning) || failures.length > 0;
}
