import { Command } from 'commander';
import { nextAfter } from '../../change/next';
import { Transaction } from '../../write/transaction';
import { answersTo } from '../ask';
import { environmentOption, examples, outputOption } from '../change-command';
import { environmentFor } from '../environment';
import { firstSettings, planNewApplication } from '../new-application';
import { findProjectRoot } from '../project-root';
import { failed } from '../report';
import { settingsIn, settingsOf } from '../settings';
import { tell } from '../tell';

interface NewOptions {
  readonly image?: string;
  readonly port?: string;
  readonly readiness?: string;
  readonly env?: string;
  readonly namespace?: string;
  readonly output: 'text' | 'json';
}

export function newCommand(): Command {
  return new Command('new')
    .summary('start an application')
    .description(
      'Writes a first spec, a first release and their output. Without a bluegreen.yaml it starts a project in this folder. ' +
        'What the options leave out is asked for.',
    )
    .argument('[application]', 'its name, a DNS label')
    .option('--image <reference>', 'the image with its tag or digest')
    .option('--port <number>', 'the port that the container listens on')
    .option('--readiness <path>', 'the path that answers once a pod can serve users')
    .addOption(environmentOption())
    .option('--namespace <name>', 'the namespace, where bluegreen.yaml is written too')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'bluegreen new web --image registry.example.com/web:1.0 --port 8080 --readiness /health --env production',
      ),
    )
    .action(async (application: string | undefined, options: NewOptions) => {
      const [name, image, port, readiness] = (await answersTo([
        { option: 'the name of the application', text: 'Name', said: application },
        { option: '--image', text: 'Image with tag', said: options.image },
        { option: '--port', text: 'Port that the container listens on', said: options.port },
        {
          option: '--readiness',
          text: 'Path that answers once a pod can serve',
          said: options.readiness,
          default: '/',
        },
      ])) as [string, string, string, string];
      const found = findProjectRoot(process.cwd());
      const root = found ?? process.cwd();
      const transaction = new Transaction(root);
      try {
        if (transaction.recovered) console.error(transaction.recovered);
        const first = found ? undefined : firstSettings(root, options.env ?? 'production', options.namespace ?? name);
        const settings = first ? settingsIn(first) : settingsOf(root);
        const environment = environmentFor(options.env, Object.keys(settings.value.environments));
        const { report, writes } = await planNewApplication(
          root,
          { name, image, port, readiness },
          settings,
          environment,
          first,
        );
        const whole = { ...report, dryRun: false, next: nextAfter('new', report.changed, false) };
        if (!failed(whole)) {
          for (const [path, content] of writes) transaction.write(path, content!);
          transaction.commit();
        }
        tell(whole, options.output);
      } finally {
        transaction.abandon();
      }
    });
}
