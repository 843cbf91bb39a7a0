import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EditError } from '../../project/edit/edit-error';
import { filesOf, readSpec, releaseFrom } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { newReleaseFile } from '../../project/files/new-release-file';
import { type PlacedApplication, placed, specIn } from '../../project/files/placed-application';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { layoutOf } from '../../project/output/layout';
import type { ApplicationState } from '../../release/application-state';
import { applyEdits } from '../../release/apply-edits';
import { expectedChanges, type Verb } from '../../release/expected-changes';
import { lostReplicas } from '../../release/lost-replicas';
import type { Edit, Edits, Outcome } from '../../release/outcome';
import type { Changed, Refused, Unchanged } from '../report';
import { deployedIn } from '../synth/deployed';
import { firstDelivery } from '../synth/first-delivery';
import { outputOf } from '../synth/output';
import { rendering } from '../synth/rendered-files';
import { areAlike } from './alike';
import { copiesAlone } from './copied-requests';
import { foreseen } from './foreseen';
import type { LastCommit } from './last-commit';
import { firstOf } from './paths';

/** What a verb would do to one application in one environment. */
export interface PreparedApplication {
  readonly changed?: Changed;
  readonly unchanged?: Unchanged;
  readonly refused?: Refused;
  /** Contents by path from the project's folder; undefined takes a file away. */
  readonly writes: ReadonlyMap<string, string | undefined>;
  /** What those files held when they were read; null where there was none. */
  readonly found: ReadonlyMap<string, string | null>;
  /** Files that have to be as they were committed, or else the verb is refused. */
  readonly guarded: readonly string[];
}

interface Request {
  readonly verb: Verb;
  /** The project's folder. */
  readonly root: string;
  readonly environment: string;
  readonly application: string;
  readonly settings: Required<ValidatedFile<SettingsFile>>;
  readonly lastCommit: LastCommit;
  /** @default false */
  readonly unattended?: boolean;
  decide(current: ApplicationState): Outcome;
}

/** Verbs by which users go from one colour to the other. */
const MOVES: ReadonlySet<Verb> = new Set(['promote', 'rollback']);

/** Verbs by which the idle colour comes to run, and no longer does. */
const COPIES: ReadonlySet<Verb> = new Set(['deploy', 'retire']);

const WRITES_NOTHING = { writes: new Map<string, string>(), found: new Map<string, string>(), guarded: [] };

/**
 * Reads one application, decides, edits its release file and renders it anew; writes nothing.
 * @returns undefined where its files are wrong; what is wrong with them is added to the problems
 */
export async function prepareApplication(
  request: Request,
  problems: Diagnostic[],
): Promise<PreparedApplication | undefined> {
  const { verb, root, environment, application, settings, lastCommit } = request;
  const here = { environment, application };
  const folders = foldersOf(settings.value);
  const own = filesOf(folders, environment, application);
  const path = own.release;
  const spec = valid(readSpec(root, folders, application, problems));
  const text = existsSync(join(root, path)) ? readFileText(root, path) : undefined;
  const release = text && valid(releaseFrom(path, text, problems));
  if (!spec || (text && !release)) return undefined;

  const place = settings.value.environments[environment];
  const outcome = request.decide({
    ...here,
    files: own,
    spec: specIn(environment, spec.value, place),
    state: release?.value,
    committed: lastCommit.release(path),
    ...(lastCommit.hash !== undefined && { lastCommit: lastCommit.hash }),
  });
  if (outcome.kind === 'nothing') return { ...WRITES_NOTHING, unchanged: { ...here, why: outcome.why } };
  if (outcome.kind === 'refused') {
    return { ...WRITES_NOTHING, refused: { ...here, why: outcome.why, wayOut: outcome.wayOut } };
  }

  const before = text && 'text' in text ? text.text : null;
  const deployed = deployedIn(root, settings.value, environment);
  const edited = (edits: Edits) => {
    const after = textAfter(root, path, before ?? '', edits, problems);
    const renewed = after === undefined ? undefined : valid(releaseFrom(path, { text: after }, problems));
    return renewed && { after: after!, next: placed({ environment, deployed, settings, spec, release: renewed }) };
  };
  const moved = edited(outcome.edits);
  const watch = moved && outcome.watches && (await watchIn(moved.next));
  const made = watch
    ? edited([...(outcome.edits as readonly Edit[]), { kind: 'add', path: ['watched'], value: watch }])
    : moved;
  if (!made) return undefined;
  const { after, next } = made;
  const output = await outputOf(root, layoutOf(folders.dist), next, problems);
  problems.push(...(output?.foreign ?? []));
  if (!output || output.foreign.length) return undefined;

  const { folder, files, differing } = output;
  const active = release?.value.active ?? next.application.active;
  const isRaised = release?.value[active]?.raised !== undefined;
  const { changes, reliesOn } = expectedChanges(outcome.step ?? verb, active, isRaised);
  // What besides Services becomes ours with the move is of no colour; until then something else may keep its folder's place.
  const objects = release?.value.takeover?.objects ?? [];
  const brought = [...objects, ...(objects.length ? [`ConfigMap/${application}-base`] : [])].map(
    object => `base/${object.replace('/', '.')}.`,
  );
  const follows = (file: string) =>
    startsWith(file, [...changes, ...brought]) ||
    (COPIES.has(verb) && copiesAlone(file, output.foundIn(file), output.contentOf(file)));
  const stray = release ? differing.filter(file => !follows(file)) : [];
  const lost =
    stray.length > 0 &&
    lostReplicas({ name: application, active }, environment, path, output.foundIn, file => output.contentOf(file));
  if (lost) return { ...WRITES_NOTHING, refused: { ...here, ...lost } };
  if (stray.length)
    return { ...WRITES_NOTHING, refused: { ...here, ...notUpToDate(verb, application, folder, stray) } };
  const moves = MOVES.has(verb) && !outcome.step;
  const isJudged = moves ? !areAlike(output) : request.unattended;
  const warnings = isJudged ? foreseen(request, own, output) : [];
  if (request.unattended && verb !== 'rollback' && warnings.length) {
    const refused = { ...here, why: warnings.slice(0, -1).join('; '), wayOut: warnings.at(-1)! };
    return { ...WRITES_NOTHING, refused };
  }
  const engines = release ? new Map<string, string>() : await firstDelivery(root, settings.value, next);
  const below = (file: string) => `${folder}/${file}`;
  const removed = differing.filter(file => output.contentOf(file) === undefined);
  const written = differing.filter(file => !removed.includes(file));
  return {
    changed: {
      ...here,
      effect: outcome.effect,
      notes: [...outcome.notes, ...warnings],
      next: outcome.next,
      ...(outcome.step && { step: outcome.step }),
      files: [path, ...written.map(below), ...engines.keys(), ...removed.map(below)],
      removed: removed.map(below),
    },
    writes: new Map([
      [path, after],
      ...differing.map(file => [below(file), output.contentOf(file)] as const),
      ...engines,
    ]),
    found: new Map([[path, before], ...differing.map(file => [below(file), output.foundIn(file)] as const)]),
    guarded: [path, ...differing.map(below), ...files.filter(file => startsWith(file, reliesOn)).map(below)],
  };
}

// Which watch is to run, and no other.
async function watchIn({ application, problems }: PlacedApplication): Promise<string | undefined> {
  if (problems.some(({ warning }) => !warning)) return undefined;
  const { watchJob } = await rendering();
  return watchJob(application)?.hash;
}

function startsWith(file: string, starts: readonly string[]): boolean {
  return starts.some(start => file.startsWith(start));
}

function textAfter(
  root: string,
  path: string,
  before: string,
  edits: Edits,
  problems: Diagnostic[],
): string | undefined {
  if ('created' in edits) return newReleaseFile(root, path, edits.created);
  return editedText(path, () => applyEdits(before, edits), problems);
}

/** An edited text; undefined where the file is written in a way that can't be edited, which is added to the problems. */
export function editedText(path: string, edit: () => string, problems: Diagnostic[]): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    problems.push({ file: path, line: error.line, column: 1, message: error.message, fix: error.fix });
    return undefined;
  }
}

// Then the change would carry others along that nobody reviews as such.
function notUpToDate(verb: Verb, application: string, folder: string, stray: readonly string[]) {
  return {
    why: `${folder}/${firstOf(stray)} is not what the files of the project make, and this would change it too`,
    wayOut: `bluegreen synth --only ${application}, commit that as a change of its own, and ${verb} in a later commit`,
  };
}
