import type { Diagnostic } from '../../project/files/diagnostic';

/** How bad it is: an error cuts or restarts what users are on, or the way back; a warning may do so later. */
export type Severity = 'error' | 'warning';

/** One thing about a change that can hurt users. */
export interface Finding extends Pick<Diagnostic, 'file' | 'line' | 'message'> {
  /** `BG001`. */
  readonly rule: string;
  readonly severity: Severity;
  /** `production/ping`: the application that it concerns. */
  readonly place: string;
  /** Which side of the change the file is in. */
  readonly side: 'base' | 'head';
  /** `Deployment ping-blue`. */
  readonly object: string;
  /** What would happen to users. */
  readonly users: string;
  /** What to do in its place. */
  readonly wayOut: string;
}

/** What comes before a change is told, and what after it. */
export function bySeverity(findings: readonly Finding[]): { readonly errors: Finding[]; readonly warnings: Finding[] } {
  return {
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** Whether a part of a change can hurt users for certain. */
export function hasError({ findings }: { readonly findings: readonly Finding[] }): boolean {
  return findings.some(({ severity }) => severity === 'error');
}
