import type { Finding } from '../review/finding';

/** What comes before a change is told, and what after it. */
export function bySeverity(findings: readonly Finding[]): { readonly errors: Finding[]; readonly warnings: Finding[] } {
  return {
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}
