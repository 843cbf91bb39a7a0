/**
 * What a container gets for a text in `command` or `args`, none of whose variables are set: `$$` is `$`, and a
 * reference `$(NAME)` to an unknown variable stays as it is.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 */
export function expanded(text: string, variables: Readonly<Record<string, string>> = {}): string {
  return text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (whole, name) => (whole === '$$' ? '$' : (variables[name] ?? whole)));
}
