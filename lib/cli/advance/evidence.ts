import { basename, dirname, resolve } from 'node:path';
import { type Evidence, type EvidenceFile, evidenceFile } from '../../cluster/evidence/evidence';
import { liveEvidence } from '../../cluster/evidence/live-evidence';
import { ClusterError } from '../../cluster/kubectl/cluster-error';
import { liveObjects, WITH_JOBS } from '../../cluster/kubectl/objects';
import { BadInput, type Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { SettingsFile } from '../../project/files/files';
import { validated } from '../../project/files/validated-file';

/** What is known of applications; undefined where nothing is. */
export interface EvidenceSource {
  /** @param jobs names of the Jobs that count */
  of(environment: string, application: string, jobs: readonly string[]): Evidence | undefined;
  /** Why environments could not be asked, in words. */
  readonly failures: readonly string[];
}

export const NO_EVIDENCE: EvidenceSource = { of: () => undefined, failures: [] };

/** Asks the cluster of each of these environments once, all at the same time; one that does not answer hides no other. */
export async function evidenceOfClusters(
  environments: readonly string[],
  settings: SettingsFile,
): Promise<EvidenceSource> {
  const failures: string[] = [];
  const answers = await Promise.all(
    environments.map(async environment => {
      const { namespace, cluster } = settings.environments[environment]!;
      try {
        const objects = await liveObjects({ environment, namespace, cluster }, undefined, WITH_JOBS);
        return [[environment, { objects, taken: Date.now() }] as const];
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        failures.push(error.message);
        return [];
      }
    }),
  );
  const known = new Map(answers.flat());
  return {
    of: (environment, application, jobs) => {
      const answer = known.get(environment);
      return answer && liveEvidence(application, answer.objects, jobs, answer.taken);
    },
    failures,
  };
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
