import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedJobs } from '../../delivery/situation';
import { applicationFolder, layoutOf } from '../../project/output/layout';

/**
 * The names of the gate and of the watch that git says are to run.
 * @param dist what dist/ is called
 */
export function jobNames(root: string, dist: string, environment: string, application: string): ExpectedJobs {
  const folder = join(root, layoutOf(dist).inDist(applicationFolder(environment, application)), 'release');
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
