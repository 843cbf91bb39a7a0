import { stringify } from 'yaml';
import { type ApplicationHistory, applicationHistory } from '../../lib/history/application-history';
import type { ReleaseVersion } from '../../lib/history/revision';

/** A commit to a release file: when, and the file after it; undefined where it is removed. */
export type Chapter = readonly [date: string, file: unknown, author?: string, subject?: string];

/** The versions of a release file, the oldest first, as git would give them. */
export function versionsOf(chapters: readonly Chapter[]): ReleaseVersion[] {
  return chapters.map(([date, file, author = 'Ada Lovelace', subject], index) => ({
    commit: {
      hash: String(index + 1)
        .padStart(7, '0')
        .padEnd(40, 'f'),
      author,
      date,
      subject: subject ?? `commit ${index + 1}`,
      cutOff: false,
    },
    text: file === undefined || typeof file === 'string' ? file : stringify(file),
  }));
}

/** The history of `production/ping`, told on the tenth of January 2026. */
export function history(...chapters: readonly Chapter[]): ApplicationHistory {
  return applicationHistory('production', 'ping', versionsOf(chapters), NOW);
}

export const NOW = Date.UTC(2026, 0, 10);
