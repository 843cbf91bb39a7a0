import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseImage } from '../../construct/props/image';
import { filesOf, specFrom } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { newReleaseFile, schemaLine } from '../../project/files/new-release-file';
import { specIn } from '../../project/files/placed-application';
import { problemsOfPlace } from '../../project/files/settings';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { yamlText } from '../../project/output/yaml-text';
import { deploy } from '../../release/deploy';
import { placeInRepository } from '../place-in-repository';
import type { Refused } from '../report';
import { type NewFiles, withOutput } from './new-files';

/** What a person has to say of a new application; all else has a default. */
export interface NewApplication {
  readonly name: string;
  /** With its tag or digest. */
  readonly image: string;
  /** How it is called, or the name of the worker that is all there is of it. */
  readonly kind: Called | { readonly worker: string };
}

interface Called {
  /** As it was typed. */
  readonly port: string;
  /** Path of the readiness probe. */
  readonly readiness: string;
}

/**
 * Plans the spec, the first release and the output of a new application; writes nothing.
 * @param project what is new beside it, where the project starts with it
 */
export async function prepareNewApplication(
  root: string,
  asked: NewApplication,
  settings: Required<ValidatedFile<SettingsFile>>,
  environment: string,
  project: { readonly files: ReadonlyMap<string, string>; readonly notes: readonly string[] },
): Promise<NewFiles> {
  const { name, image } = asked;
  const here = { environment, application: name };
  const problems: Diagnostic[] = [];
  const bad = (refused: readonly Refused[] = []): NewFiles => ({
    report: { verb: 'new', changed: [], unchanged: [], refused, problems },
    writes: new Map(),
  });
  const own = filesOf(foldersOf(settings.value), environment, name);
  const { spec: path, release: state } = own;
  const taken = [path, state].filter(file => existsSync(join(root, file)));
  if (taken.length) {
    return bad([{ ...here, why: `${taken[0]} is there already`, wayOut: `another name, or bluegreen deploy ${name}` }]);
  }

  problems.push(...problemsOfPlace(settings, () => placeInRepository(root)));
  if (problems.some(({ warning }) => !warning)) return bad();
  const text = specText(root, path, asked);
  const spec = valid(specFrom(path, { text }, problems));
  if (!spec) return bad();
  const next = specIn(environment, spec.value, settings.value.environments[environment]);
  const outcome = deploy({ ...here, files: own, spec: next }, { image });
  if (outcome.kind === 'refused') return bad([{ ...here, ...outcome }]);
  if (outcome.kind === 'nothing' || !('created' in outcome.edits)) return bad();

  const release = newReleaseFile(root, state, outcome.edits.created);
  const files = new Map([...project.files, [path, text], [state, release]]);
  const whole = await withOutput({ root, environment, application: name, settings, spec, files }, problems);
  if (!whole) return bad();
  if (!('writes' in whole)) return bad([whole]);
  const { effect, notes, next: following } = outcome;
  const changed = {
    ...here,
    effect,
    notes: [...project.notes, ...notes],
    next: following,
    files: [...whole.writes.keys()],
    removed: [],
  };
  return { report: { ...bad().report, changed: [changed] }, writes: whole.writes };
}

function specText(root: string, path: string, { name, image, kind }: NewApplication): string {
  const repository = parseImage(image)?.repository ?? image;
  const spec = { name, image: repository, ...('worker' in kind ? workerAlone(kind.worker) : called(kind)) };
  return `${schemaLine(root, path, 'application')}${yamlText(spec)}`;
}

// A port that is no number stays a text, so that the message shows what was typed.
function called({ port, readiness }: Called) {
  return { port: /^\d+$/.test(port) ? Number(port) : port, readiness: { path: readiness } };
}

// The worker is what the image runs; its colours do nothing.
function workerAlone(worker: string) {
  return { command: ['sleep', 'infinity'], workers: { [worker]: { replicas: 1 } } };
}
