import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedJobs } from '../../delivery/situation';
import { applicationFolder, inDist } from '../../project/output/layout';

/** The names of the gate and of the watch that git says are to run. */
export function jobNames(root: string, environment: string, application: string): ExpectedJobs {
  const folder = join(root, inDist(applicationFolder(environment, application)), 'release');
  return { gate: jobsIn(join(folder, 'verify')), watch: jobsIn(join(folder, 'watch')) };
}

// A folder that is not there has none; one that can't be read is told by whoever renders into it.
function jobsIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap(file => /^Job\.(.+)\.k8s\.yaml$/.exec(file)?.[1] ?? []);
  } catch {
    return [];
  }
}
