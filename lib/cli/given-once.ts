import type { Command } from 'commander';
import { UsageError } from './errors';

/**
 * Refuses an option that takes one value and gets several: commander would take the last one without a word, and half of
 * what was asked would be left undone. An option that takes several has a list as its default; a switch that is said
 * twice says the same.
 */
export function refuseRepeats(command: Command): void {
  const said = new Map<string, { readonly flag: string; readonly value: unknown }>();
  for (const option of command.options) {
    if (Array.isArray(option.defaultValue)) continue;
    const attribute = option.attributeName();
    const flag = option.long!;
    command.on(`option:${option.name()}`, (value: unknown) => {
      const before = said.get(attribute);
      said.set(attribute, { flag, value });
      if (!before || (before.flag === flag && !option.required)) return;
      throw new UsageError(
        before.flag === flag
          ? `${flag} takes one value, and was given "${before.value}" and "${value}": call the command once for each`
          : `${before.flag} and ${flag} contradict each other: say one of them`,
      );
    });
  }
}
