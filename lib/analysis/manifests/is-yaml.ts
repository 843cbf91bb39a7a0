/** Whether a file is YAML by its name. */
export function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}
