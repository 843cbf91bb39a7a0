import { Command, Option } from 'commander';
import { isInWorkTree } from '../../git/work-tree';
import { foldersOf } from '../../project/files/folders';
import { layoutOf } from '../../project/output/layout';
import { imageProblem, labelProblem, nameProblem, pathProblem, portProblem } from '../answers';
import { type Ask, asked } from '../ask';
import { UsageError } from '../errors';
import { takenBy } from '../init/surroundings';
import { environmentOption, examples, outputOption } from '../options';
import { currentFolder, recoveredProject, settingsIn, settingsOf } from '../project';
import { failed, tell } from '../report';
import { environmentFor, environmentQuestion } from '../selection';
import { transacted } from '../transacted';
import { type NewApplication, prepareNewApplication } from '../verbs/new-application';
import { newProject } from '../verbs/new-project';
import { nextAfter } from '../verbs/next';

interface NewOptions {
  readonly image?: string;
  readonly port?: string;
  readonly readiness?: string;
  readonly worker?: string;
  readonly env?: string;
  readonly namespace?: string;
  readonly output: 'text' | 'json';
}

export function newCommand(): Command {
  return new Command('new')
    .description(
      'Writes a first spec, a first release and their output. Without a bluegreen.yaml it starts a project in this folder. ' +
        'What the options leave out is asked for.',
    )
    .argument('[application]', 'its name, a DNS label')
    .option('--image <reference>', 'the image with its tag or digest')
    .option('--port <number>', 'the port that the container listens on')
    .option('--readiness <path>', 'the path that answers once a pod can serve users')
    .addOption(
      new Option('--worker <name>', 'nobody calls it: what its image runs is a worker of this name').conflicts([
        'port',
        'readiness',
      ]),
    )
    .addOption(environmentOption())
    .option(
      '--namespace <name>',
      'the namespace, where bluegreen.yaml is written too (default: the name of the application)',
    )
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'bluegreen new web --image registry.example.com/web:1.0 --port 8080 --readiness /health --env production',
        'bluegreen new billing --image registry.example.com/billing:1.0 --worker consumer --env production',
      ),
    )
    .action(async (application: string | undefined, options: NewOptions) => {
      const found = recoveredProject(currentFolder());
      const root = found ?? currentFolder();
      const taken = found ? undefined : takenBy(root);
      if (taken !== undefined) {
        throw new UsageError(
          `a project can't start in this folder by itself: ${taken}; start it with bluegreen init, here or in a folder of its own: bluegreen init deploy`,
        );
      }
      const known = found === undefined ? undefined : Object.keys(settingsOf(found).value.environments);
      const {
        env,
        namespace: started,
        ...spec
      } = await asked(ask => newApplicationAsked(application, options, known, ask));
      await transacted(root, async transaction => {
        const first = found ? undefined : newProject(root, env, started ?? spec.name);
        const settings = first ? settingsIn(first.settings) : settingsOf(root);
        const environment = environmentFor(env, Object.keys(settings.value.environments));
        const { namespace } = settings.value.environments[environment]!;
        if (options.namespace !== undefined && options.namespace !== namespace) {
          throw new UsageError(
            `--namespace: bluegreen.yaml says already that ${environment} is in the namespace "${namespace}": ` +
              `leave the option out, or name another environment there, with "${options.namespace}" as its namespace`,
          );
        }
        const chosen = first && options.namespace === undefined ? [namespaceNote(environment, namespace)] : [];
        const plan = await prepareNewApplication(root, spec, settings, environment, {
          files: first?.writes ?? new Map(),
          notes: chosen,
        });
        const inGit = isInWorkTree(root) ? 'uncommitted' : 'no work tree';
        const whole = {
          ...plan.report,
          dryRun: false,
          next: nextAfter(layoutOf(foldersOf(settings.value).dist), plan.report.changed, inGit),
        };
        if (!failed(whole)) {
          for (const [path, content] of plan.writes) transaction.write(path, content!, first?.found.get(path));
          transaction.commit();
        }
        tell(whole, options.output);
      });
    });
}

/** @param known the environments that there are; undefined where the project starts with the application */
async function newApplicationAsked(
  application: string | undefined,
  options: NewOptions,
  known: readonly string[] | undefined,
  ask: Ask,
): Promise<NewApplication & { readonly env: string; readonly namespace?: string }> {
  const spec = {
    name: await ask({ option: 'the name of the application', text: 'Name', said: application, wrong: nameProblem }),
    image: await ask({ option: '--image', text: 'Image with tag', said: options.image, wrong: imageProblem }),
    kind:
      options.worker === undefined
        ? {
            port: await ask({
              option: '--port',
              text: 'Port that the container listens on',
              said: options.port,
              wrong: portProblem,
            }),
            readiness: await ask({
              option: '--readiness',
              text: 'Path that answers once a pod can serve',
              said: options.readiness,
              default: '/',
              wrong: pathProblem,
            }),
          }
        : {
            worker: await ask({
              option: '--worker',
              text: 'Name of the worker',
              said: options.worker,
              wrong: labelProblem,
            }),
          },
  };
  if (known) return { ...spec, env: await ask(environmentQuestion(known, options.env)) };
  const env = await ask({
    option: '--env',
    text: 'Environment',
    said: options.env,
    default: 'production',
    wrong: labelProblem,
  });
  const namespace = await ask({
    option: '--namespace',
    text: `Namespace of ${env} and all its applications`,
    said: options.namespace,
    default: spec.name,
    wrong: labelProblem,
  });
  return { ...spec, env, namespace };
}

function namespaceNote(environment: string, namespace: string): string {
  return `${environment} is the namespace "${namespace}", for all its applications: bluegreen.yaml says so, and --namespace names another one`;
}
