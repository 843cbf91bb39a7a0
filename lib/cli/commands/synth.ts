import { Command } from 'commander';
import { collected, examples } from '../options';
import { currentFolder, projectRoot } from '../project';
import { synthesize } from '../synth/all';
import { synthesizeSome } from '../synth/some';

interface SynthOptions {
  readonly only?: string;
  readonly context: readonly string[];
}

export function synthCommand(): Command {
  return new Command('synth')
    .description(
      'Writes dist/ from bluegreen.yaml, apps/ and releases/, all or nothing; unchanged files are not touched.',
    )
    .option('--only <pattern>', 'just the applications of this name, such as ping or "shop-*"')
    .option(
      '-c, --context <key=value>',
      'another active colour, such as ping.active=green; may be repeated',
      collected,
      [],
    )
    .addHelpText('after', examples('bluegreen synth', 'bluegreen synth --only ping'))
    .action(async ({ only, context }: SynthOptions) => {
      const root = projectRoot(currentFolder());
      const json = process.env['CDK8S_CONTEXT_JSON'];
      const done = only
        ? await synthesizeSome({ root, only, json, context })
        : await synthesize({ root, json, context });
      if (!done) process.exitCode = 1;
    });
}
