/**
 * A text that orders a pipeline nothing. GitHub's runner takes each line on standard output and standard error for a
 * command that, behind white space, starts with "::", and each that has "##[" anywhere; Azure looks for "##vso[".
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*:)(?=:)/gm, '$1 ').replace(BRACKET, '## ');
}

/** Where a command begins that may stand anywhere in a line. */
export const BRACKET = /##(?=\w*\[)/g;
