import type { Diagnostic } from '../../project/files/diagnostic';

/** What makes manifests of sources. */
export type Tool = 'kubectl' | 'helm';

/** Something that a tool is to make manifests of, out of some files and nothing else. */
export interface Rendering {
  readonly tool: Tool;
  /** What stands for it in findings: the kustomization, the chart, or the file with its values. */
  readonly file: string;
  /** Where the tool is started. */
  readonly folder: string;
  readonly args: readonly string[];
  /** Where what comes of it belongs: what has one folder goes to one environment. */
  readonly home: string;
  /** All that the tool gets to see: files, and what stands in the place of what they hold, if anything does. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  /** What to say where the tool is not there. */
  readonly note: Diagnostic;
}

/** Why something is not rendered. */
export interface Refused {
  readonly problem: Diagnostic;
  /** What it would be made from. */
  readonly inputs: readonly string[];
}

/** What there is to do on one side of a change, and what is not done. */
export interface Renderings {
  readonly renderings: readonly Rendering[];
  readonly refused: readonly Refused[];
}
