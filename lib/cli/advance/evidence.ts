import { basename, dirname, resolve } from 'node:path';
import { type Evidence, type EvidenceFile, evidenceFile } from '../../cluster/evidence/evidence';
import { liveEvidence } from '../../cluster/evidence/live-evidence';
import { BadInput, type Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { SettingsFile } from '../../project/files/files';
import { validated } from '../../project/files/validated-file';
import { type Clusters, clustersOf } from '../status/clusters';

/** What is known of applications; undefined where nothing is. */
export interface EvidenceSource {
  /** @param jobs names of the Jobs that count */
  of(environment: string, application: string, jobs: readonly string[]): Evidence | undefined;
  /** Why environments could not be asked, in words. */
  readonly failures: readonly string[];
}

export const NO_EVIDENCE: EvidenceSource = { of: () => undefined, failures: [] };

/** What clusters have shown. */
export function evidenceIn({ answers, failures }: Clusters): EvidenceSource {
  return {
    of: (environment, application, jobs) => {
      const answer = answers.get(environment);
      return answer && liveEvidence(application, answer.objects, jobs, answer.taken);
    },
    failures,
  };
}

/**
 * Asks the clusters of these environments.
 * @param withShares those in which shares of requests count
 */
export async function evidenceOfClusters(
  environments: readonly string[],
  settings: SettingsFile,
  withShares: ReadonlySet<string>,
): Promise<EvidenceSource> {
  return evidenceIn(await clustersOf(environments, settings, new Set(environments), withShares));
}

/**
 * Reads a file of evidence.
 * @param folder the folder that the user is in
 * @throws BadInput with all that is wrong with it
 */
export function evidenceOfFile(folder: string, path: string): EvidenceSource {
  const problems: Diagnostic[] = [];
  const place = resolve(folder, path);
  const text = readFileText(dirname(place), basename(place));
  const { value } = validated<EvidenceFile>(path, text, evidenceFile, problems);
  if (!value || problems.some(({ warning }) => !warning)) throw BadInput.of(problems);
  const taken = Date.parse(value.taken);
  return {
    of: (environment, application) => {
      const here = own(own(value.environments, environment), application);
      return here && { ...here, taken };
    },
    failures: [],
  };
}

function own<T>(entries: { readonly [name: string]: T } | undefined, name: string): T | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
