/** What a cdk8s.yaml says of its output. */
export interface Cdk8sProject {
  /** The folder that `cdk8s synth` empties, and where it has its app write. */
  readonly output: string;
  /** The line that says so; undefined where none does. */
  readonly line?: number;
  /** Whether that app is this tool. */
  readonly isOurs: boolean;
}

const OUTPUT = /^output:[ \t]*["']?([^\s"'#]+)/;

/** A cdk8s.yaml from its text. */
export function cdk8sProject(text: string): Cdk8sProject {
  const isOurs = text.includes('cdk8s-blue-green');
  const lines = text.split('\n');
  const at = lines.findIndex(line => OUTPUT.test(line));
  // Without the key it is dist: https://cdk8s.io/docs/latest/cli/synth/
  if (at === -1) return { output: 'dist', isOurs };
  return { output: OUTPUT.exec(lines[at]!)![1]!.replace(/^\.\/|\/+$/g, ''), line: at + 1, isOurs };
}
