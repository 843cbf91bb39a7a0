/**
 * A text as it has to stand in `command` or `args` so that the container gets it unchanged: Kubernetes puts variables
 * in place of `$(NAME)` there, and takes `$$` for `$`.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 */
export function kubernetesLiteral(text: string): string {
  return text.replaceAll(/\$(?=[$(])/g, '$$$$');
}
