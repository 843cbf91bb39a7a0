import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Adopted, adopt } from '../../adopt/adopt';
import type { Asked, Obstacle } from '../../adopt/asked';
import { checklist, checklistPath, told } from '../../adopt/checklist';
import { isMetricTemplate } from '../../adopt/flagger/metrics';
import { sharedSpec, specAfter } from '../../adopt/shared-spec';
import type { Tree } from '../../analysis/manifests/tree';
import { Colour } from '../../construct/props/colour';
import { currentFormat } from '../../construct/resolve/format';
import { versionIn } from '../../construct/resolve/release';
import { pathText } from '../../construct/validate/problem';
import { enginesOf } from '../../project/engines/gitops';
import { filesOf, readSpec, releasePath, specFolder, specFrom, specPath } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { ApplicationFile, SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { newReleaseFile, schemaLine } from '../../project/files/new-release-file';
import { readObjects, type WrittenObject } from '../../project/files/own-objects';
import { allowedIn, specIn } from '../../project/files/placed-application';
import { problemsOfPlace } from '../../project/files/settings';
import { contentOf } from '../../project/files/spec-contents';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { yamlText } from '../../project/output/yaml-text';
import { placeInRepository } from '../place-in-repository';
import type { Refused } from '../report';
import { type NewFiles, withOutput } from './new-files';
import { editedText } from './prepare-application';

interface Request {
  /** The project's folder. */
  readonly root: string;
  readonly settings: Required<ValidatedFile<SettingsFile>>;
  readonly environment: string;
  readonly manifests: Tree;
  readonly asked: Asked;
  /** What is new beside it, where the project starts with it. */
  readonly project: { readonly files: ReadonlyMap<string, string>; readonly notes: readonly string[] };
}

/** Plans the files by which an application comes to stand beside what runs already; writes nothing. */
export async function prepareAdoption(request: Request): Promise<NewFiles> {
  const { root, settings, environment, manifests, asked, project } = request;
  const problems: Diagnostic[] = [...manifests.unreadable];
  const bad = (refused: readonly Refused[] = []): NewFiles => ({
    report: { verb: 'adopt', changed: [], unchanged: [], refused, problems },
    writes: new Map(),
  });
  problems.push(...problemsOfPlace(settings, () => placeInRepository(root)));
  const place = settings.value.environments[environment]!;
  const { namespace } = place;
  const allowed = allowedIn(place);
  const adoption = adopt(manifests.manifests, { ...asked, allowed });
  const named = adoption.adopted?.application ?? asked.app ?? 'the application';
  const refusals: Refused[] = adoption.obstacles.map(({ message, fix }) => ({
    environment,
    application: named,
    why: message,
    wayOut: fix,
  }));
  const taken = manifests.manifests.filter(one => !isMetricTemplate(one));
  const elsewhere = [...new Set(taken.map(({ identity }) => identity.namespace))].filter(
    one => one !== '' && one !== namespace && !allowed.objectNamespaces?.includes(one),
  );
  if (elsewhere.length && adoption.adopted) {
    refusals.push({
      environment,
      application: named,
      why: `the manifests are for the namespace ${elsewhere.join(' and ')}, and bluegreen.yaml says that ${environment} is ${namespace}`,
      wayOut: 'name an environment with that namespace in bluegreen.yaml, and say it with --env',
    });
  }
  const adopted = adoption.adopted;
  if (refusals.length || !adopted || problems.some(({ warning }) => !warning)) return bad(refusals);

  const { application, spec, image, workload, files, alsoLeading } = adopted;
  const engines = enginesOf(settings.value.gitops ?? {});
  const here = { environment, application };
  const own = filesOf(foldersOf(settings.value), environment, application);
  const [path, state, plan] = [own.spec, own.release, checklistPath(environment, application)];
  if (existsSync(join(root, state))) {
    const wayOut = `change ${path} and run "bluegreen synth", or take another name: --app <name>`;
    return bad([{ ...here, why: `${state} is there already`, wayOut }]);
  }
  const whole = existsSync(join(root, path))
    ? beside(request, adopted, problems)
    : {
        text: `${schemaLine(root, path, 'application')}${opening(workload)}${yamlText({ name: application, ...spec })}`,
      };
  if (!whole || 'refused' in whole) return bad(whole?.refused);
  const { text, before, differs = [] } = whole;
  const objects = broughtIn(request, adopted, problems);
  const newSpec = withObjects(valid(specFrom(path, { text }, problems, contentOf(root))), objects);
  const shared = newSpec ? alsoInOldFiles(request, newSpec.value) : [];
  const version = versionIn(image);
  const inProject = files.filter(file => !file.startsWith('..') && !isAbsolute(file) && existsSync(join(root, file)));
  const release = newReleaseFile(root, state, {
    active: Colour.BLUE,
    takeover: {
      step: 'beside',
      workload,
      ...(inProject.length && { files: inProject }),
      ...(alsoLeading.length && { others: [...alsoLeading] }),
      ...(shared.length && { objects: shared }),
    },
    [Colour.BLUE]: { ...(version !== undefined && { version }), image, format: currentFormat() },
  });
  const planned = { environment, namespace, engines, files: own, differs, objects: shared };
  const plans = [plan, checklist(adopted, planned, adoption.fields)] as const;
  const people = new Map([...project.files, [path, text], ...objects.files, [state, release], plans]);
  const output = await withOutput({ root, ...here, settings, spec: newSpec, files: people }, problems);
  if (!output) return bad();
  if (!('writes' in output)) return bad([output]);
  const changed = {
    ...here,
    effect: `blue comes to stand beside ${workload}, with what that runs; ${adopted.worker === undefined ? `users stay on ${workload}` : `${workload} stays at work, and blue takes none`}`,
    notes: [
      ...project.notes,
      ...(adopted.worker === undefined
        ? []
        : [
            `nobody calls it, so what it runs is the worker ${adopted.worker}; otherwise say --port with the number that it listens on`,
          ]),
      ...differs.map(one => `${path}, in environments.${environment}: ${one}`),
      ...adoption.fields.filter(({ kind }) => kind === 'told').map(field => told(field).slice('- '.length)),
      `${plan} says what to do now, step by step`,
    ],
    next: ['adopt'] as const,
    files: [...output.writes.keys()],
    removed: [],
  };
  const found = new Map(before === undefined ? [] : [[path, before] as const]);
  return { report: { ...bad().report, changed: [changed] }, writes: output.writes, found };
}

/** Objects of the application's own, and the files that come with them. */
interface OwnObjects {
  readonly all: readonly WrittenObject[];
  readonly files: ReadonlyMap<string, string>;
}

// What stands in the folder already is for every environment, so nothing is added to it.
function broughtIn({ root, settings }: Request, { application, objects }: Adopted, problems: Diagnostic[]): OwnObjects {
  const folders = foldersOf(settings.value);
  const folder = `${specFolder(folders, application)}/objects`;
  if (existsSync(join(root, specPath(folders, application)))) {
    return { all: readObjects(root, folder, problems), files: new Map() };
  }
  const made = objects.map(value => {
    const { kind, metadata } = value;
    const file = `${folder}/${kind.toLowerCase()}-${metadata.name.replaceAll(/[^-a-z0-9.]/g, '-')}.yaml`;
    return { file, value };
  });
  return {
    all: made.map(({ file, value }) => ({
      value,
      locate: ({ path, message, ...more }) => ({ file, message: `${pathText(path)}: ${message}`, ...more }),
    })),
    files: new Map(made.map(({ file, value }) => [file, yamlText(value)])),
  };
}

function withObjects<T extends Required<ValidatedFile<ApplicationFile>>>(
  spec: T | undefined,
  { all }: OwnObjects,
): T | undefined {
  return spec && all.length ? { ...spec, value: { ...spec.value, objects: [...all] } } : spec;
}

// What would be applied by two, besides the Services of users.
function alsoInOldFiles({ settings, environment, manifests }: Request, spec: ApplicationFile): string[] {
  const { name, ingress, route, objects = [] } = specIn(environment, spec, settings.value.environments[environment]!);
  const made = [
    ...(ingress ? [`Ingress/${name}`] : []),
    ...(ingress?.preview ? [`Ingress/${name}-preview`] : []),
    ...(route ? [`HTTPRoute/${name}`] : []),
    ...(route?.grpc ? [`GRPCRoute/${name}`] : []),
    ...objects.map(({ kind, metadata }) => `${kind}/${metadata?.name}`),
  ];
  const old = new Set(manifests.manifests.map(({ identity: { kind, name } }) => `${kind}/${name}`));
  return made.filter(object => old.has(object));
}

/** A spec that is there already, and says what runs in one more environment from now on. */
interface Beside {
  readonly text: string;
  readonly before?: string;
  readonly differs?: readonly string[];
}

function beside(
  { root, settings, environment, manifests, asked }: Request,
  { application, spec, image }: Adopted,
  problems: Diagnostic[],
): Beside | { readonly refused: readonly Refused[] } | undefined {
  const folders = foldersOf(settings.value);
  const path = specPath(folders, application);
  const there = valid(readSpec(root, folders, application, problems));
  const text = readFileText(root, path);
  if (!there || !('text' in text)) return undefined;
  const { environments } = settings.value;
  const others = Object.keys(environments).filter(other =>
    existsSync(join(root, releasePath(folders, other, application))),
  );
  const refused = (reasons: readonly Obstacle[]) => ({
    refused: reasons.map(({ message, fix }) => ({ environment, application, why: message, wayOut: fix })),
  });
  const imageName = (repository: string | undefined) => repository?.split('/').at(-1);
  if (imageName(there.value.image) !== imageName(spec['image'])) {
    return refused([
      {
        message: `${path} is there already, with the image ${there.value.image ?? 'that each release names'}, and what runs in ${environment} is ${image}`,
        fix: 'take another name: --app <name>',
      },
    ]);
  }
  const { ingress, route } = specIn(environment, there.value, environments[environment]);
  const [key, kind] = ingress ? ['ingress', 'Ingress'] : ['route', 'HTTPRoute'];
  const twin = manifests.manifests.some(({ identity }) => identity.kind === kind && identity.name === application);
  if ((ingress || route) && twin && !asked.whole) {
    return refused([
      {
        message: `${path} says "${key}" for ${environment} too, and the ${kind} ${application} is there already: two would apply it`,
        fix: `say "${key}" in the entries of the other environments alone until users have moved`,
      },
    ]);
  }
  const { edits, differs, obstacles } = sharedSpec(environment, spec, { spec: there.value, environments, others });
  if (obstacles.length) return refused(obstacles);
  const after = editedText(path, () => specAfter(text.text, edits), problems);
  return after === undefined ? undefined : { text: after, before: text.text, differs };
}

function opening(workload: string): string {
  return [
    `# Taken over from ${workload}. What containers may do is written out as it was: take a line of a securityContext away,`,
    '# and they are confined as ours are by default.',
    '',
  ].join('\n');
}
