import { Command, Option } from 'commander';
import type { Asked } from '../../adopt/asked';
import { isMetricTemplate } from '../../adopt/flagger/metrics';
import { takeOver } from '../../release/takeover';
import { portProblem } from '../answers';
import { asked as askedFor, isAtTerminal } from '../ask';
import { UsageError } from '../errors';
import { type ChangeOptions, changing, environmentOption, examples } from '../options';
import { currentFolder, recoveredProject, settingsIn, settingsOf } from '../project';
import { tell } from '../report';
import { environmentFor } from '../selection';
import { transacted } from '../transacted';
import { adoptionAsked } from '../verbs/adoption-asked';
import { carriedOut } from '../verbs/carry-out';
import { newProject } from '../verbs/new-project';
import { oldManifests, stillIn } from '../verbs/old-manifests';
import { prepareAdoption } from '../verbs/prepare-adoption';
import { runVerb } from '../verbs/run';

interface AdoptOptions extends ChangeOptions, Omit<Asked, 'port'> {
  readonly port?: string;
  readonly next?: boolean;
  readonly namespace?: string;
}

export function adoptCommand(): Command {
  return changing(
    new Command('adopt')
      .description(
        'Reads the manifests of a Deployment, a blue-green Rollout or a blue-green Canary of Flagger, with its Service, autoscaler, ' +
          'budget and config, and writes a spec, a first release beside what runs, and a plan of how users move. Says what ' +
          'becomes of every field. What is open is asked for at a terminal.',
      )
      .argument(
        '[files...]',
        'files or folders with manifests, or "-" for standard input, such as what "helm template" prints',
      )
      .option('--app <name>', 'the name of the application (default: that of its Deployment)')
      .option('--workload <name>', 'the Deployment, Rollout or Canary, where there are several')
      .option('--service <name>', 'the Service that users come through, where there are several')
      .option('--preview <name>', 'the name of the Service for a look at the next release, such as that of a Rollout')
      .option(
        '--readiness <path>',
        'the path that answers once a pod can serve; "tcp" for a connection, "none" for no probe',
      )
      .option('--tag <tag>', 'the tag that runs today, where the manifest has none')
      .option('--port <number>', 'the port that the container listens on, where no manifest says it')
      .option(
        '--whole',
        'take its Ingress, routes and objects of other kinds over too, which otherwise stay where they are',
      )
      .addOption(environmentOption())
      .option(
        '--namespace <name>',
        'the namespace, where bluegreen.yaml is written too (default: the name of the application)',
      )
      .addOption(
        new Option('--next', 'take the next step of a takeover').conflicts([
          'tag',
          'port',
          'readiness',
          'service',
          'preview',
          'workload',
          'namespace',
          'whole',
        ]),
      ),
  )
    .addHelpText(
      'after',
      examples(
        'bluegreen adopt k8s/ --app web --readiness /health --env production --dry-run',
        'bluegreen adopt --next --app web --env production --commit',
      ),
    )
    .action((files: string[], options: AdoptOptions) => {
      if (options.next) return nextStep(files, options);
      if (!files.length)
        throw new UsageError('say which files: those that are applied today, or "-" for standard input');
      return firstStep(files, options);
    });
}

function nextStep(files: readonly string[], options: AdoptOptions): Promise<void> {
  if (files.length) throw new UsageError('--next takes no files: the release file says which they are');
  if (options.app === undefined) throw new UsageError('say which application: --app <name>');
  return runVerb('adopt', [options.app], options, (current, { root }) =>
    takeOver(current, stillIn(root, current.state?.takeover?.files ?? [])),
  );
}

async function firstStep(files: readonly string[], options: AdoptOptions): Promise<void> {
  const { port, ...others } = options;
  const said: Asked = { ...others, ...(port !== undefined && { port: portNumber(port) }) };
  const here = currentFolder();
  const found = recoveredProject(here);
  const root = found ?? here;
  const manifests = oldManifests(root, files);
  const known = found === undefined ? undefined : Object.keys(settingsOf(found).value.environments);
  const { asked, env } = isAtTerminal()
    ? await askedFor(ask => adoptionAsked({ manifests: manifests.manifests, said, env: options.env, known }, ask))
    : { asked: said, env: options.env };
  await transacted(root, async transaction => {
    const [stated] = manifests.manifests.flatMap(one => (isMetricTemplate(one) ? [] : one.identity.namespace || []));
    const [workload] = manifests.manifests.filter(({ identity }) => ['Deployment', 'Rollout'].includes(identity.kind));
    const namespace = options.namespace ?? stated ?? asked.app ?? workload?.identity.name ?? 'default';
    const first = found ? undefined : newProject(root, env ?? 'production', namespace);
    const settings = first ? settingsIn(first.settings) : settingsOf(root);
    const environment = environmentFor(env, Object.keys(settings.value.environments));
    const plan = await prepareAdoption({
      root,
      settings,
      environment,
      manifests,
      asked,
      project: {
        files: first?.writes ?? new Map(),
        notes: first && !options.namespace && !stated ? [guess(namespace)] : [],
      },
    });
    tell(
      carriedOut(
        root,
        'adopt',
        transaction,
        { ...plan, found: new Map([...(first?.found ?? []), ...(plan.found ?? [])]) },
        options,
      ),
      options.output,
    );
  });
}

const guess = (namespace: string): string =>
  `no manifest says a namespace, so bluegreen.yaml says ${namespace}: where it runs in another one, change it there and run "bluegreen synth"`;

function portNumber(text: string): number {
  const problem = portProblem(text);
  if (problem !== undefined) throw new UsageError(`--port: ${problem}`);
  return Number(text);
}
