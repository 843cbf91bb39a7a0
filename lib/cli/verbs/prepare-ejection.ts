import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { departure, departurePath, withLeft } from '../../adopt/departure';
import { COLOURS } from '../../construct/props/colour';
import { enginesOf } from '../../project/engines/gitops';
import { filesOf, readSpec, releaseFrom, releasePath, specFolder } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { groupOf } from '../../project/files/groups';
import { type PlacedApplication, placed, specIn } from '../../project/files/placed-application';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { engineFoldersOf, layoutOf } from '../../project/output/layout';
import { type Plain, type PlainFile, withoutGate } from '../../project/output/plain/objects';
import { yamlText } from '../../project/output/yaml-text';
import { filesBelow } from '../../project/write/files-below';
import type { ApplicationState } from '../../release/application-state';
import { eject, leave, moveToPlain } from '../../release/eject';
import { type Outcome, refused } from '../../release/outcome';
import { deployedIn } from '../synth/deployed';
import { outputOf } from '../synth/output';
import { handovers, plainObjects } from '../synth/rendered-files';
import type { LastCommit } from './last-commit';
import { stillIn } from './old-manifests';
import { type PreparedVerb, prepareEach } from './prepare';
import { type PreparedApplication, prepareApplication } from './prepare-application';

/** One call of `eject`. */
export interface EjectionRequest {
  /** The project's folder. */
  readonly root: string;
  readonly settings: Required<ValidatedFile<SettingsFile>>;
  readonly environment: string;
  readonly applications: readonly string[];
  /** The folder that gets a folder of each application's plain files; undefined for the next step. */
  readonly to?: string;
}

/** Plans a step away from here for some applications, all or none of them; writes nothing. */
export function prepareEjection(request: EjectionRequest): Promise<PreparedVerb> {
  return prepareEach({ ...request, verb: 'eject' }, async (application, lastCommit, problems) => {
    const leaving = read(request, application, lastCommit, problems);
    if (!leaving) return undefined;
    const group = groupOf(request.settings.value, application);
    if (group) {
      const why = `it is in the group ${group.name}, whose traffic moves together`;
      return edited(
        leaving,
        () => refused(why, 'take it out of "groups" in bluegreen.yaml first, as docs/groups.md says'),
        problems,
      );
    }
    if (request.to !== undefined) return beside(leaving, `${request.to}/${application}`, problems);
    return leaving.current.state?.eject?.step === 'moved' ? gone(leaving, problems) : moved(leaving, problems);
  });
}

/** One application, as its files are. */
interface Leaving {
  readonly request: EjectionRequest;
  readonly current: ApplicationState;
  readonly placed: PlacedApplication;
  readonly lastCommit: LastCommit;
}

function read(
  request: EjectionRequest,
  application: string,
  lastCommit: LastCommit,
  problems: Diagnostic[],
): Leaving | undefined {
  const { root, environment, settings } = request;
  const folders = foldersOf(settings.value);
  const files = filesOf(folders, environment, application);
  const path = files.release;
  const spec = valid(readSpec(root, folders, application, problems));
  const release = valid(releaseFrom(path, readFileText(root, path), problems));
  if (!spec || !release) return undefined;
  const current = {
    environment,
    application,
    files,
    spec: specIn(environment, spec.value, settings.value.environments[environment]),
    state: release.value,
    committed: lastCommit.release(path),
  };
  const deployed = deployedIn(root, settings.value, environment);
  return { request, current, placed: placed({ environment, deployed, settings, spec, release }), lastCommit };
}

function edited(leaving: Leaving, decide: (current: ApplicationState) => Outcome, problems: Diagnostic[]) {
  const { request, lastCommit, current } = leaving;
  const { application } = current;
  return prepareApplication({ ...request, verb: 'eject', application, lastCommit, decide }, problems);
}

type Writes = ReadonlyMap<string, string | undefined>;

/** A plan with files beside those of a verb. */
function withFiles(plan: PreparedApplication, files: Writes): PreparedApplication {
  const { changed, writes, found, ...rest } = plan;
  if (!changed) return plan;
  return {
    ...rest,
    changed: { ...changed, files: [...changed.files, ...files.keys()] },
    writes: new Map([...writes, ...files]),
    found,
  };
}

async function beside(
  leaving: Leaving,
  folder: string,
  problems: Diagnostic[],
): Promise<PreparedApplication | undefined> {
  const { request, placed, current } = leaving;
  const plan = await edited(leaving, now => eject(now, folder), problems);
  if (!plan?.changed) return plan;
  const plain = await plainObjects(placed);
  const files = await besideFiles(leaving, folder, plain);
  const why =
    boundTo(plain) ??
    takenName(leaving) ??
    [...files.keys()].flatMap(file => (existsSync(join(request.root, file)) ? alreadyThere(file) : []))[0];
  return why ? { ...NOTHING, refused: { ...placeOf(current), ...why } } : withFiles(plan, files);
}

const NOTHING = { writes: new Map<string, string>(), found: new Map<string, string>(), guarded: [] };

const placeOf = ({ environment, application }: ApplicationState) => ({ environment, application });

interface Reason {
  readonly why: string;
  readonly wayOut: string;
}

function boundTo({ bound }: Plain): Reason | undefined {
  if (!bound.length) return undefined;
  return {
    why: `its pods know of their colour, at ${bound.join(' and ')}, and plain pods have none`,
    wayOut: 'take that out of podTemplate, deploy, promote, and leave then',
  };
}

// `shop-blue` is what the colour of another application is called.
function takenName({ request, current: { environment, application } }: Leaving): Reason | undefined {
  const owner = COLOURS.flatMap(colour =>
    application.endsWith(`-${colour}`) ? [application.slice(0, -colour.length - 1)] : [],
  ).find(name => existsSync(join(request.root, releasePath(foldersOf(request.settings.value), environment, name))));
  if (owner === undefined) return undefined;
  return {
    why: `its plain Deployment would be called ${application}, as a colour of ${owner} is`,
    wayOut: `let ${owner} leave first`,
  };
}

const alreadyThere = (file: string): Reason => ({
  why: `${file} is there already`,
  wayOut: 'name a folder that has no such file: --to <folder>',
});

async function besideFiles({ request, current, placed }: Leaving, folder: string, plain: Plain): Promise<Writes> {
  const { settings } = request;
  const { environment, application } = current;
  const place = settings.value.environments[environment]!;
  const handed = (await handovers(placed, { ...place, name: environment }, folder)).map(handover => ({
    ...handover,
    file: `${posix.dirname(folder)}/${application}.${handover.engine}.yaml`,
  }));
  const named = ({ object }: PlainFile) => `${object['kind'].toLowerCase()}/${object['metadata'].name}`;
  const [[label, value]] = Object.entries(plain.pods.find(isDeployment)!.object['spec'].selector.matchLabels) as [
    [string, string],
  ];
  const kinds = plain.pods.map(({ object }) => object['kind'] as string);
  const { autoscaling } = placed.application[placed.application.active];
  const scaledBy = autoscaling?.external
    ? 'others'
    : ['HorizontalPodAutoscaler', 'ScaledObject'].find(kind => kinds.includes(kind));
  const text = departure({
    environment,
    namespace: place.namespace,
    application,
    active: placed.application.active,
    folder,
    engineFiles: handed.map(({ file }) => file),
    byHand: enginesOf(settings.value.gitops ?? {}).includes('kubectl') || !handed.length,
    lettingGo: handed.flatMap(({ lettingGo }) => lettingGo ?? []),
    files: current.files,
    service: placed.application.serviceNames.active,
    shared: plain.shared.map(named),
    left: plain.left,
    selector: `${label}=${value}`,
    migrates: placed.application.migrates,
    ...(scaledBy !== undefined && { scaledBy }),
  });
  return new Map([
    ...textsOf(folder, plain.pods),
    [`${folder}/kustomization.yaml`, kustomization(plain.pods)],
    ...handed.map(({ file, text }) => [file, text] as const),
    [departurePath(environment, application), text],
  ]);
}

const isDeployment = ({ object }: PlainFile) => object['kind'] === 'Deployment';

function textsOf(folder: string, files: readonly PlainFile[]): Array<readonly [string, string]> {
  return files.map(({ file, object }) => [`${folder}/${file}`, yamlText(object)] as const);
}

function kustomization(files: readonly PlainFile[]): string {
  const resources = files.map(({ file }) => file);
  return yamlText({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources });
}

async function moved(leaving: Leaving, problems: Diagnostic[]): Promise<PreparedApplication | undefined> {
  const { request, current } = leaving;
  const files = plainFilesIn(request.root, current);
  const plan = await edited(leaving, now => moveToPlain(now, stillIn(request.root, files)), problems);
  return plan && { ...plan, guarded: [...plan.guarded, ...files] };
}

function plainFilesIn(root: string, { state }: ApplicationState): string[] {
  const folder = state?.eject?.folder;
  return folder === undefined ? [] : [...filesBelow(root, folder)].map(([file]) => `${folder}/${file}`);
}

async function gone(
  { request, current, placed }: Leaving,
  problems: Diagnostic[],
): Promise<PreparedApplication | undefined> {
  const { root, settings } = request;
  const { environment, application } = current;
  const here = placeOf(current);
  const plainFiles = plainFilesIn(root, current);
  const outcome = leave(current, stillIn(root, plainFiles));
  if (outcome.kind === 'nothing') return { ...NOTHING, unchanged: { ...here, why: outcome.why } };
  if (outcome.kind === 'refused') return { ...NOTHING, refused: { ...here, ...outcome } };

  const layout = layoutOf(current.files.dist);
  const output = await outputOf(root, layout, placed, problems);
  problems.push(...(output?.foreign ?? []));
  if (!output || output.foreign.length) return undefined;
  const [stray] = output.differing;
  if (stray !== undefined) {
    const why = `${output.folder}/${stray} is not what the files of the project make`;
    return { ...NOTHING, refused: { ...here, why, wayOut: `bluegreen synth --only ${application}, and commit that` } };
  }
  const { folder } = current.state!.eject!;
  const plain = await plainObjects(placed);
  const list = `${folder}/kustomization.yaml`;
  const edits = plain.pods.filter(file => withoutGate(file).object !== file.object);
  const changedByHand = [
    ...(textIn(root, list) === kustomization(plain.pods) ? [] : [list]),
    ...textsOf(folder, edits).flatMap(([file, text]) => (textIn(root, file) === text ? [] : [file])),
  ];
  if (changedByHand.length) {
    const why = `${changedByHand.join(' and ')} is not as eject has written it, and has to change once more`;
    return { ...NOTHING, refused: { ...here, why, wayOut: 'put it back, and change it once this step is done' } };
  }
  const taken = textsOf(folder, plain.shared).flatMap(([file]) => (existsSync(join(root, file)) ? [file] : []));
  if (taken.length) return { ...NOTHING, refused: { ...here, ...alreadyThere(taken[0]!) } };

  const engineFiles = engineFoldersOf(environment, application)
    .map(layout.inDist)
    .flatMap(below => [...filesBelow(root, below)].map(([file]) => `${below}/${file}`));
  const elsewhere = Object.keys(settings.value.environments).filter(
    other =>
      other !== environment && existsSync(join(root, releasePath(foldersOf(settings.value), other, application))),
  );
  // What it is made of besides: objects and files.
  const beside = specFolder(foldersOf(settings.value), application);
  const ofSpec = [current.files.spec, ...[...filesBelow(root, beside)].map(([file]) => `${beside}/${file}`)];
  const removed = [
    current.files.release,
    ...(elsewhere.length ? [] : ofSpec),
    ...output.files.map(file => `${output.folder}/${file}`),
    ...engineFiles,
  ];
  const writes = new Map<string, string | undefined>([
    ...textsOf(folder, plain.shared),
    ...textsOf(folder, edits.map(withoutGate)),
    [list, kustomization([...plain.pods, ...plain.shared])],
    ...removed.map(file => [file, undefined] as const),
    ...planIn(root, current, settings.value.environments[environment]!.namespace, plain),
  ]);
  const { effect, notes, next } = outcome;
  return {
    changed: { ...here, effect, notes, next, files: [...writes.keys()], removed },
    writes,
    found: new Map(),
    guarded: [...removed, ...plainFiles],
  };
}

// Nobody has to keep it.
function planIn(
  root: string,
  { environment, application }: ApplicationState,
  namespace: string,
  { left }: Plain,
): Array<readonly [string, string]> {
  const path = departurePath(environment, application);
  const text = textIn(root, path);
  return text === undefined ? [] : [[path, withLeft(text, namespace, left)]];
}

function textIn(root: string, path: string): string | undefined {
  const read = readFileText(root, path);
  return 'text' in read ? read.text : undefined;
}
