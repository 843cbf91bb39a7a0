import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { adopt } from '../../adopt/adopt';
import type { Asked } from '../../adopt/asked';
import { checklist, checklistPath, told } from '../../adopt/checklist';
import type { Tree } from '../../analysis/manifests/tree';
import { Colour } from '../../construct/props/colour';
import { currentFormat } from '../../construct/resolve/format';
import { versionIn } from '../../construct/resolve/release';
import { enginesOf } from '../../project/engines/gitops';
import { releasePath, specFrom, specPath } from '../../project/files/application-files';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { SettingsFile } from '../../project/files/files';
import { newReleaseFile, schemaLine } from '../../project/files/new-release-file';
import { problemsOfPlace } from '../../project/files/settings';
import { type ValidatedFile, valid } from '../../project/files/validated-file';
import { yamlText } from '../../project/output/yaml-text';
import { placeInRepository } from '../place-in-repository';
import type { Refused } from '../report';
import { type NewFiles, withOutput } from './new-files';

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
  const adoption = adopt(manifests.manifests, asked);
  const { namespace } = settings.value.environments[environment]!;
  const named = adoption.adopted?.application ?? asked.app ?? 'the application';
  const refusals: Refused[] = adoption.obstacles.map(({ message, fix }) => ({
    environment,
    application: named,
    why: message,
    wayOut: fix,
  }));
  const elsewhere = [...new Set(manifests.manifests.map(({ identity }) => identity.namespace))].filter(
    one => one !== '' && one !== namespace,
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
  const [path, state, plan] = [
    specPath(application),
    releasePath(environment, application),
    checklistPath(environment, application),
  ];
  const taken = [path, state].find(file => existsSync(join(root, file)));
  if (taken) {
    const wayOut = `change apps/${application}.yaml and run "bluegreen synth", or take another name: --app <name>`;
    return bad([{ ...here, why: `${taken} is there already`, wayOut }]);
  }
  const text = `${schemaLine(root, path, 'application')}${opening(workload)}${yamlText({ name: application, ...spec })}`;
  const version = versionIn(image);
  const inProject = files.filter(file => !file.startsWith('..') && !isAbsolute(file) && existsSync(join(root, file)));
  const release = newReleaseFile(root, state, {
    active: Colour.BLUE,
    takeover: {
      step: 'beside',
      workload,
      ...(inProject.length && { files: inProject }),
      ...(alsoLeading.length && { others: [...alsoLeading] }),
    },
    [Colour.BLUE]: { ...(version !== undefined && { version }), image, format: currentFormat() },
  });
  const readSpec = valid(specFrom(path, { text }, problems));
  const plans = [plan, checklist(adopted, { environment, namespace, engines }, adoption.fields)] as const;
  const beside = new Map([...project.files, [path, text], [state, release], plans]);
  const whole = await withOutput({ root, ...here, settings, spec: readSpec, files: beside }, problems);
  if (!whole) return bad();
  if (!('writes' in whole)) return bad([whole]);
  const changed = {
    ...here,
    effect: `blue comes to stand beside ${workload}, with what that runs; users stay on ${workload}`,
    notes: [
      ...project.notes,
      ...adoption.fields.filter(({ kind }) => kind === 'told').map(field => told(field).slice('- '.length)),
      `${plan} says what to do now, step by step`,
    ],
    next: ['adopt'] as const,
    files: [...whole.writes.keys()],
    removed: [],
  };
  return { report: { ...bad().report, changed: [changed] }, writes: whole.writes };
}

function opening(workload: string): string {
  return [
    `# Taken over from ${workload}. What containers may do is written out as it was: take a line of a securityContext away,`,
    '# and they are confined as ours are by default.',
    '',
  ].join('\n');
}
