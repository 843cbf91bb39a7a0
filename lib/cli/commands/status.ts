import { Command, Option } from 'commander';
import { type Diagnostic, diagnosticText } from '../../project/files/diagnostic';
import { type ApplicationStatus, statusOf } from '../../release/status';
import { json } from '../../text/json';
import { decided } from '../advance/decided';
import { evidenceOfClusters, NO_EVIDENCE } from '../advance/evidence';
import { undone } from '../advance/told';
import { environmentsOption, examples, outputOption } from '../options';
import { complain, print } from '../print';
import { recoveredRoot, settingsOf } from '../project';
import { environmentsFor } from '../selection';
import { driftsOf } from '../status/drifts';
import { statesIn } from '../status/states';
import { statusText } from '../status/status-text';

interface StatusOptions {
  readonly env: readonly string[];
  readonly todo?: boolean;
  readonly live?: boolean;
  readonly quota?: boolean;
  readonly sort: 'name' | 'environment';
  readonly output: 'text' | 'json';
}

export function statusCommand(): Command {
  return new Command('status')
    .summary('say where applications stand')
    .description(
      'Says per environment and application which colour is active, what both run, and what can be done next.',
    )
    .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes (default: all)')
    .addOption(environmentsOption())
    .option('--todo', 'only those with something to do')
    .option('--live', 'compare with the clusters, by kubectl; nothing is changed there')
    .option('--quota', 'say what both colours and the workers ask of the quota of their namespace, now and at most')
    .addOption(new Option('--sort <by>', 'the order').choices(['name', 'environment']).default('name'))
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('bluegreen status', 'bluegreen status ping --env production', 'bluegreen status --todo --output json'),
    )
    .action(async (names: string[], options: StatusOptions) => {
      const root = recoveredRoot();
      const settings = settingsOf(root).value;
      const known = Object.keys(settings.environments);
      const environments = environmentsFor(options.env, known);
      const problems: Diagnostic[] = [];
      const states = statesIn(root, settings, { names, all: !names.length, environments }, problems);
      const statuses = states
        .flatMap(current => statusOf(current, options.quota) ?? [])
        .filter(({ next }) => !options.todo || next.length > 0)
        .sort(ORDERS[options.sort]);
      const shown = new Set(statuses.map(({ environment, application }) => `${environment}/${application}`));
      const told = await decided(
        root,
        settings,
        states.filter(({ environment, application }) => shown.has(`${environment}/${application}`)),
        environments,
        async (asked, all) => (options.live ? evidenceOfClusters(asked, all) : NO_EVIDENCE),
      );
      const delivery = told.decisions.map(({ situation, decision }) => undone(situation.current, decision));
      const drifts = options.live ? await driftsOf(statuses, settings) : undefined;
      for (const problem of problems) complain(diagnosticText(problem));
      for (const failure of drifts?.failures ?? []) complain(`error: ${failure}`);
      if (options.output === 'json') {
        const parts = { ...(drifts && { live: drifts.live }), ...(delivery.length && { delivery }) };
        print(json({ situations: statuses, ...parts }));
      } else print(statusText(statuses, drifts?.live, delivery));
      if (problems.some(problem => !problem.warning) || drifts?.failures.length) process.exitCode = 1;
    });
}

const ORDERS = {
  name: (a: ApplicationStatus, b: ApplicationStatus) =>
    compare([a.application, a.environment], [b.application, b.environment]),
  environment: (a: ApplicationStatus, b: ApplicationStatus) =>
    compare([a.environment, a.application], [b.environment, b.application]),
};

function compare(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1;
}
