import type { Finding } from '../check/finding';

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
