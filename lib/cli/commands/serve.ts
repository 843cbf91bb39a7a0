import { Command, InvalidArgumentError, Option } from 'commander';
import { lines } from '../../text/terminal';
import { portProblem } from '../answers';
import { versionsAt } from '../history/versions-at';
import { environmentsOption, examples } from '../options';
import { print } from '../print';
import { recoveredRoot, settingsOf } from '../project';
import { environmentsFor } from '../selection';
import { AskedNowAndThen } from '../serve/asked-now-and-then';
import { CurrentPage } from '../serve/current-page';
import { projectStamp } from '../serve/project-stamp';
import { ended, served } from '../serve/server';
import { clustersOf } from '../status/clusters';
import { commitIn, fleetOf } from '../status/fleet';
import { logsOf } from '../status/logs';
import { ORDERS } from '../status/orders';

interface ServeOptions {
  readonly env: readonly string[];
  readonly live?: boolean;
  readonly port: number;
}

const PORT = 8484;
// Milliseconds. A cluster answers some hundred such questions a minute.
const ASKED_EVERY = 15_000;

export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'Shows the page of "status --output html" on this machine, to nobody else, and keeps it up to date. It only tells.',
    )
    .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes (default: all)')
    .addOption(environmentsOption())
    .option('--live', 'ask the clusters too, by kubectl; nothing is changed there')
    .addOption(new Option('--port <number>', 'where it answers; 0 is any that is free').argParser(portOf).default(PORT))
    .addHelpText('after', examples('bluegreen serve', 'bluegreen serve --env production --port 0'))
    .action(async (names: string[], { env, live, port: asked }: ServeOptions) => {
      const root = recoveredRoot();
      const clusters = new AskedNowAndThen(
        (environments, withShares) =>
          clustersOf(environments, settingsOf(root).value, new Set(environments), withShares),
        ASKED_EVERY,
      );
      const versions = versionsOfCommit();
      const logs = live ? logsOf() : undefined;
      const fleet = async () => {
        const settings = settingsOf(root).value;
        const environments = environmentsFor(env, Object.keys(settings.environments));
        const selection = { names, all: !names.length, environments };
        const ask = live
          ? (of: readonly string[], withShares: ReadonlySet<string>) => clusters.clusters(of, withShares)
          : undefined;
        return (await fleetOf({ root, settings, selection, order: ORDERS.name, clusters: ask, logs, versions })).fleet;
      };
      const page = new CurrentPage({
        look: () => clusters.look(),
        files: () => projectStamp(root),
        clusters: () => clusters.stamp,
        fleet,
      });
      // What is wrong is said at once.
      await page.current();
      const { server, port } = await served(page, asked);
      // Listened for before it is said: whoever reads that it can be ended may end it at once.
      const over = ended(server);
      print(lines([`http://127.0.0.1:${port}/ shows where all stands, on this machine alone; Ctrl-C ends it`]));
      await over;
    });
}

/** Versions of release files are read anew once another commit is checked out. */
function versionsOfCommit(): typeof versionsAt {
  let known: { readonly key: string; readonly versions: ReturnType<typeof versionsAt> } | undefined;
  return (root, applications) => {
    const places = applications.map(({ environment, application }) => `${environment}/${application}`);
    const key = [commitIn(root), ...places].join(' ');
    if (known?.key !== key) known = { key, versions: versionsAt(root, applications) };
    return known.versions;
  };
}

function portOf(text: string): number {
  const problem = text === '0' ? undefined : portProblem(text);
  if (problem) throw new InvalidArgumentError(problem);
  return Number(text);
}
