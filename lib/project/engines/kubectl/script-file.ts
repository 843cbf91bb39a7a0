/** The file of an environment that people and pipelines run. */
export const SCRIPT = 'apply.sh';
