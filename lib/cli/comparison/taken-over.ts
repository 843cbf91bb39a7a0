import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TAKEOVERS } from '../../adopt/checklist';
import { isNeverPruned } from '../../adopt/never-pruned';
import type { TakenOver } from '../../analysis/check/taken-over';
import { servicesOfUsers } from '../../construct/resolve/further-services';
import { serviceNames } from '../../construct/resolve/service';
import { filesOf, releaseFrom, releasePath, specFrom } from '../../project/files/application-files';
import type { Folders } from '../../project/files/folders';
import { specIn } from '../../project/files/placed-application';
import type { Takeover } from '../../project/files/takeover';
import { isAwake, leadsToOthers } from '../../release/takeover';
import { holding } from '../holding';
import type { BothFolders } from '../synth/expected';
import type { Sides } from './sides';
import { type Texts, textsIn } from './texts';

/** Texts of files on one side of a change. */
type Reader = (paths: readonly string[]) => Texts;

/** The applications with a plan of a takeover, and what a change does to what ran before them. */
export function takenOverIn(
  root: string,
  { baseCommit, headCommit }: Pick<Sides, 'baseCommit' | 'headCommit'>,
  [folders, foldersBefore]: BothFolders,
): TakenOver[] {
  const reader =
    (commit: string | undefined): Reader =>
    paths =>
      textsIn(root, commit, paths);
  const head = reader(headCommit);
  const base = baseCommit === undefined ? undefined : reader(baseCommit);
  return plansIn(root).flatMap(({ environment, application }) => {
    const { spec, release: file } = filesOf(folders, environment, application);
    const before = base && takeoverIn(releasePath(foldersBefore, environment, application), base);
    const after = takeoverIn(file, head);
    const known = after ?? before;
    if (!known) return [];
    const files = [...new Set([...(before?.files ?? []), ...(after?.files ?? [])])];
    const had = base && holding(files, base(files));
    const has = holding(files, head(files));
    const text = head([spec]).get(spec);
    const props = text === undefined ? undefined : specFrom(spec, { text }, []).value;
    const own = props && specIn(environment, props);
    const shared = [...servicesOfUsers(application, own).map(name => `Service/${name}`), ...(known.objects ?? [])];
    const ledBackIn = known.workload.startsWith('Canary/') ? has(known.workload, isAwake) : undefined;
    // Of a Canary's Service the mark stands in the cluster alone.
    const isMarkedHere = before?.step === 'beside' && !known.workload.startsWith('Canary/');
    const unmarked = (object: string) =>
      isMarkedHere && has(object) === undefined
        ? had?.(object, ({ metadata }) => !isNeverPruned(metadata?.annotations ?? {}))
        : undefined;
    const workloadLeft = has(known.workload) === undefined ? had?.(known.workload) : undefined;
    return [
      {
        place: `${environment}/${application}`,
        file,
        before: before?.step,
        after: after?.step,
        files,
        workload: known.workload,
        service: serviceNames(application, own?.service).active,
        shared,
        sharedIn: inFiles(shared, has),
        unmarkedIn: inFiles(shared, unmarked),
        othersIn: (known.others ?? []).flatMap(other => {
          const otherIn = has(`Service/${other}`, leadsToOthers(application));
          return otherIn === undefined ? [] : [{ service: other, file: otherIn }];
        }),
        ...(ledBackIn !== undefined && { ledBackIn }),
        ...(workloadLeft !== undefined && { workloadLeft }),
      },
    ];
  });
}

function inFiles(objects: readonly string[], where: (object: string) => string | undefined): TakenOver['sharedIn'] {
  return objects.flatMap(object => {
    const file = where(object);
    return file === undefined ? [] : [{ object, file }];
  });
}

/** The old files that takeovers name: what is done to them counts as a change of the project. */
export function oldFilesIn(root: string, folders: Folders): string[] {
  return plansIn(root).flatMap(({ environment, application }) => {
    const takeover = takeoverIn(releasePath(folders, environment, application), paths =>
      textsIn(root, undefined, paths),
    );
    return takeover?.files ?? [];
  });
}

/**
 * The applications with a plan of a takeover, or of a departure. A project in which there is none has no such folder: it
 * costs nothing.
 */
export function plansIn(root: string): { readonly environment: string; readonly application: string }[] {
  return namesIn(join(root, TAKEOVERS)).flatMap(environment =>
    namesIn(join(root, TAKEOVERS, environment)).map(file => ({ environment, application: file.replace(/\.md$/, '') })),
  );
}

// Whatever else stands there, or in its place, is no plan.
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.md)?$/.test(name));
  } catch {
    return [];
  }
}

function takeoverIn(file: string, read: Reader): Takeover | undefined {
  const text = read([file]).get(file);
  return text === undefined ? undefined : releaseFrom(file, { text }, []).value?.takeover;
}
