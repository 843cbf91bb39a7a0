import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TAKEOVERS } from '../../adopt/checklist';
import type { TakenOver } from '../../analysis/check/taken-over';
import { readManifests } from '../../analysis/manifests/read-manifests';
import { serviceNames } from '../../construct/resolve/service';
import { committed } from '../../git/committed';
import { releaseFrom, releasePath, specFrom, specPath } from '../../project/files/application-files';
import { readFileText } from '../../project/files/file-text';
import type { Takeover } from '../../project/files/takeover';
import type { Sides } from './sides';

/** Texts of files on one side of a change, by path; undefined where there is none. */
type Reader = (paths: readonly string[]) => ReadonlyMap<string, string | undefined>;

/** The applications with a plan of a takeover, and what a change does to what ran before them. */
export function takenOverIn(
  root: string,
  { baseCommit, headCommit }: Pick<Sides, 'baseCommit' | 'headCommit'>,
): TakenOver[] {
  const reader =
    (commit: string | undefined): Reader =>
    paths =>
      commit === undefined ? onDisk(root, paths) : committed(root, commit, paths);
  const head = reader(headCommit);
  const base = baseCommit === undefined ? undefined : reader(baseCommit);
  return plansIn(root).flatMap(({ environment, application }) => {
    const [file, spec] = [releasePath(environment, application), specPath(application)];
    const [before, after] = [base, head].map(read => read && takeoverIn(file, read));
    const known = after ?? before;
    if (!known) return [];
    const files = [...new Set([...(before?.files ?? []), ...(after?.files ?? [])])];
    const had = base && holding(files, base);
    const has = holding(files, head);
    const text = head([spec]).get(spec);
    const props = text === undefined ? undefined : specFrom(spec, { text }, []).value;
    const service = serviceNames(application, props?.service).active;
    const serviceIn = has(`Service/${service}`);
    const workloadLeft = has(known.workload) === undefined ? had?.(known.workload) : undefined;
    return [
      {
        place: `${environment}/${application}`,
        file,
        before: before?.step,
        after: after?.step,
        workload: known.workload,
        service,
        ...(serviceIn !== undefined && { serviceIn }),
        ...(workloadLeft !== undefined && { workloadLeft }),
      },
    ];
  });
}

/** The old files that takeovers name: what is done to them counts as a change of the project. */
export function oldFilesIn(root: string): string[] {
  return plansIn(root).flatMap(({ environment, application }) => {
    const takeover = takeoverIn(releasePath(environment, application), paths => onDisk(root, paths));
    return takeover?.files ?? [];
  });
}

// A project in which nothing is taken over has no such folder: it costs nothing.
function plansIn(root: string): { readonly environment: string; readonly application: string }[] {
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

function holding(files: readonly string[], read: Reader): (object: string) => string | undefined {
  const texts = read(files);
  const objects = files.map(file => ({
    file,
    names: readManifests(file, Buffer.from(texts.get(file) ?? '')).manifests.map(
      ({ identity: { kind, name } }) => `${kind}/${name}`,
    ),
  }));
  return object => objects.find(({ names }) => names.includes(object))?.file;
}

function onDisk(root: string, paths: readonly string[]): ReadonlyMap<string, string | undefined> {
  return new Map(
    paths.map(path => {
      const read = readFileText(root, path);
      return [path, 'text' in read ? read.text : undefined];
    }),
  );
}
