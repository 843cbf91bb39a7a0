import { firstSync } from '../project/engines/first-sync';
import type { ApplicationFiles } from '../project/files/application-files';
import type { FieldFate } from './account';
import type { Adopted, LedByCanary } from './adopt';
import { LEFT_ALONE, NEVER_PRUNED } from './never-pruned';

/** Where a takeover takes place. */
interface Place {
  readonly environment: string;
  readonly namespace: string;
  /** Who applies what comes, as bluegreen.yaml has it. */
  readonly engines: readonly string[];
  /** What runs there otherwise than in the environments before, in words. @default - it is the first one */
  readonly differs?: readonly string[];
  /** What besides Services is to be ours, and is in old files, such as `Ingress/web`. @default - nothing */
  readonly objects?: readonly string[];
  /** What the takeover writes of the application. */
  readonly files: ApplicationFiles;
}

// How Argo CD knows whose an object is, also when that Application has it in its files no more.
// https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
const TRACKED = 'argocd.argoproj.io/tracking-id';

/** The folder of all plans, from the project's. */
export const TAKEOVERS = 'takeover';

/** Where the plan of a takeover stands, from the project's folder. */
export const checklistPath = (environment: string, application: string): string =>
  `${TAKEOVERS}/${environment}/${application}.md`;

/** The plan of a takeover, in steps that a person ticks off: users are never led to fewer pods than they have. */
export function checklist(
  adopted: Adopted,
  { environment, namespace, engines, files, differs = [], objects = [] }: Place,
  fields: readonly FieldFate[],
): string {
  const { application, workload, goesToo, service, serviceExists, alsoLeading, isRollout, canary, late, worker } =
    adopted;
  const services = [service, ...adopted.furtherServices];
  const shared = [...services.map(name => `Service/${name}`), ...objects];
  const [it, its, them] =
    shared.length > 1 ? [listed(shared), 'their', 'them'] : [`the Service ${service}`, 'its', 'it'];
  const next = `bluegreen adopt --next --app ${application} --env ${environment}`;
  const k = `kubectl --namespace ${namespace}`;
  // The copy of the Service is part of the plan's second step.
  const goes = [workload, ...goesToo, ...(isRollout && serviceExists ? [`Service/${service}-old`] : [])];
  const lines = [
    `# Taking over ${workload} as ${application} in ${environment}`,
    '',
    worker === undefined
      ? `Users stay on the pods of ${workload} until step 3, and those pods stay until step 4. Each step is a commit; take the next`
      : `Nobody calls it. The pods of ${workload} stay at work until step 4, and ours start with its last line. Each step is a commit; take the next`,
    'one when the cluster has the one before. This file is for you: delete it in the end.',
    '',
    '## 1. Ours stand beside it',
    '',
    `- [ ] \`${k} get ${[workload, ...(serviceExists ? [`Service/${service}`] : [])].map(name => name.toLowerCase()).join(' ')}\` shows what runs.`,
    '      Otherwise bluegreen.yaml says another namespace than it runs in: change it there, and run `bluegreen synth`.',
    ...(adopted.canary ? canaryAtRest(adopted.canary, k) : []),
    ...(engines.length
      ? []
      : [
          `- [ ] bluegreen.yaml does not say who applies \`${files.dist}/\`: say it there in \`gitops\`, as the docs of Argo CD, Flux or kubectl`,
          '      have it, and run `bluegreen synth`.',
        ]),
    `- [ ] Commit \`${files.spec}\`, \`${files.release}\` and \`${files.dist}/\`, and let them be applied.`,
    ...engines.map(
      engine =>
        `      Where it is the first application in ${environment}: \`${firstSync(engine, files.dist, environment)}\`, once.`,
    ),
    `- [ ] \`${k} rollout status deployment/${application}-blue\` ends, and \`${k} get jobs\` shows the Job ${application}-verify-… as complete.`,
    ...(worker === undefined ? [] : standingBy(adopted, worker)),
    ...(worker !== undefined
      ? []
      : [
          `- [ ] Look at it: \`${k} port-forward service/${application}-blue 8080:${adopted.spec['ports'][0].servicePort ?? adopted.spec['ports'][0].port}\`.`,
        ]),
    '',
    `Where it does not come up, change \`${files.spec}\`, run \`bluegreen synth\` and commit: nobody is on it yet.`,
  ];
  if (canary) lines.push('', ...canarySteps(adopted, canary, k));
  else if (serviceExists) {
    lines.push(
      '',
      `## 2. ${shared.length > 1 ? 'What is to be ours leaves' : `The Service ${service} leaves`} whatever applies ${them} today`,
      '',
      'Two who apply one Service mix their selectors, and a mixed one leads to no pods. So the old files let go first:',
      `${it} ${shared.length > 1 ? 'stay' : 'stays'} in the cluster, and users go on coming to the old pods.`,
      '',
      ...(isRollout ? rolloutSteps(adopted, k) : []),
      `- [ ] In ${its} old ${shared.length > 1 ? 'manifests' : 'manifest'}, give ${it} these annotations, and let that be applied:`,
      '',
      '  ```yaml',
      ...NEVER_PRUNED.map(([annotation, value]) => `  ${annotation}: ${value}`),
      '  ```',
      '',
      `- [ ] \`${k} get ${typed(shared)} --output yaml\` shows them.`,
      `- [ ] Take ${it} out of the old files (and out of what a pipeline runs \`kubectl apply\` on), and let that be applied.`,
      `- [ ] \`${k} get ${typed(shared)}\` still shows ${them}.`,
      ...nobodys(adopted, shared, k),
    );
  } else if (worker !== undefined)
    lines.push('', '## 2. Nothing has to let go', '', 'There is no Service that two could apply.');
  else lines.push('', `## 2. There is no Service ${service} yet`, '', 'Nothing has to let go of it.');
  lines.push(
    '',
    ...(worker === undefined ? usersMove() : notYetAtWork(next, workload)),
    '',
    '## 4. The old goes',
    '',
    ...alsoLeading.flatMap(name => [
      `- [ ] The Service ${name} leads to the old pods alone, and no promotion moves it. Lead its callers to ${service}, and let it`,
      `      go; or give it the selector \`app.kubernetes.io/name: ${application}\` and \`blue-green/colour: blue\` in its own file, and the`,
      '      other colour there by hand after each promotion, before the retire: until then its callers stay with the release before.',
    ]),
    ...(canary
      ? [
          `- [ ] \`${k} get service ${service} --output jsonpath={.metadata.ownerReferences}\` says nothing: whatever a Canary owns goes with it.`,
        ]
      : []),
    `- [ ] Take ${goes.join(', ')} out of the old files and let that be applied.`,
    `- [ ] Where kubectl applied them, or where nothing is left in their folder, which Argo CD and Flux take for a fault and prune`,
    `      nothing: \`${k} delete ${goes.map(name => name.toLowerCase()).join(' ')}\`.`,
    ...(worker === undefined
      ? [`- [ ] \`${next} --commit\`: from now on it is deployed and promoted like any other.`]
      : [
          `- [ ] \`${k} get ${workload.toLowerCase()}\` finds nothing, and no pod of it is left: whatever is, would work beside ours.`,
          `- [ ] \`${next} --commit\`: ${application}-${worker} starts, and it is deployed and promoted like any other. Until it is applied`,
          '      nobody is at work, and what comes waits in the queue. The way back: `git revert`, and the old manifest again.',
        ]),
    '',
    ...(differs.length ? [`## What differs in ${environment}`, '', ...differs.map(one => `- ${one}`), ''] : []),
    '## What becomes of each field',
    '',
    ...fields.filter(({ kind }) => kind === 'told').map(told),
    '',
    `Laid into \`podTemplate\` as they are: ${list(fields, 'podTemplate')}.`,
    '',
    `Said by a key: ${list(fields, 'key')}.`,
    '',
  );
  return lines.join('\n');

  function usersMove(): string[] {
    return [
      '## 3. Users move',
      '',
      ...(late === undefined ? [] : lateSteps(late)),
      `- [ ] \`${next} --commit\`, and push: the gate proves the pods once more, then the Service ${service} leads to them.`,
      ...services.map(
        name =>
          `- [ ] \`${k} get service ${name} --output jsonpath={.spec.selector}\` says \`blue-green/colour: blue\`, and nothing but that and the name.`,
      ),
      '',
      ...(canary
        ? [
            'The way back: `git revert` that commit, and once it is applied, take `suspend` out of the Canary:',
            `Flagger leads the Service ${service} to ${canary.primary} again. Before users move once more, do step 2 once more.`,
          ]
        : [
            'The way back: `git revert` that commit, and once it is applied, with the old manifest of the Service at hand:',
            `\`${k} replace --filename <file>\`. Not \`apply\`: what ours said and the old one does not would stay, such as the name`,
            'of a port that old pods do not have, or a part of the selector, and users would reach nothing.',
          ]),
    ];
  }
}

function standingBy({ application, spec }: Adopted, worker: string): string[] {
  const program = (spec['command'] as readonly string[]).join(' ');
  return [
    `- [ ] They stand by with \`${program}\`, and take no work. Where the image has no such program, write another one that waits`,
    `      until SIGTERM, never what the worker ${worker} runs.`,
    `- [ ] \`overlap\` of the worker says whether pods of two releases may be at work at once, in each promotion to come: ${application}-${worker}`,
    `      has ${spec['workers'][worker].overlap === false ? 'false, as `strategy: Recreate` had it' : 'true, as a rolling update had it; say false where no message may be taken twice'}.`,
  ];
}

function notYetAtWork(next: string, workload: string): string[] {
  return [
    '## 3. Ours are proved once more',
    '',
    `- [ ] \`${next} --commit\`, and push: what blue runs is frozen, and the gate looks at its pods. ${workload} stays at work.`,
  ];
}

// As kubectl reads names of objects.
function typed(objects: readonly string[]): string {
  const [first = '', ...more] = objects.map(object => object.toLowerCase());
  return more.length ? [first, ...more].join(' ') : first.replace('/', ' ');
}

function listed(objects: readonly string[]): string {
  const shown = objects.map(object => `\`${object}\``);
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

// Argo CD tells what it applied as its own as long as that carries its mark.
function nobodys({ service, serviceIsLeftAlone }: Adopted, shared: readonly string[], k: string): string[] {
  return [
    `- [ ] Where Argo CD applied it: \`${k} annotate ${typed(shared)} ${TRACKED}-\`, or where it tracks by label`,
    `      \`${k} label ${typed(shared)} app.kubernetes.io/instance-\`. Else it is still told as the old Application's, and`,
    '      ours refuses it as a shared resource.',
    ...(serviceIsLeftAlone ? heededAgain(service, k) : []),
  ];
}

function heededAgain(service: string, k: string): string[] {
  const marks = Object.keys(LEFT_ALONE).map(mark => `${mark}-`);
  return [
    `- [ ] \`${k} annotate service ${service} ${marks.join(' ')}\`: as long as it carries one of these marks, Flux leaves it as`,
    `      it is, tells ours as applied, and users never move. Where they are labels, \`${k} label service ${service} ${marks.join(' ')}\`.`,
  ];
}

// Users are on what was promoted last, and that is what the manifest says only between two releases.
function canaryAtRest({ name, primary, target }: LedByCanary, k: string): string[] {
  return [
    `- [ ] \`${k} get canary ${name}\` says Initialized or Succeeded. Otherwise users are on an older image than ${target} says: let it`,
    '      end, or put the image back, before you go on.',
    `- [ ] \`${k} get deployment ${primary} --output jsonpath={..image}\` says the image of ${target}.`,
  ];
}

// Flagger writes to the Service until it is suspended, and takes what it owns along.
// https://docs.flagger.app/usage/how-it-works#canary-finalizers
function canarySteps(adopted: Adopted, { name, primary, target, serviceIsFound }: LedByCanary, k: string): string[] {
  const { service } = adopted;
  const withoutOwner = `'{"metadata":{"ownerReferences":null}}'`;
  return [
    `## 2. Flagger lets go of the Service ${service}`,
    '',
    `It goes on leading to the pods of ${primary}, on which users are, and nobody writes to it any more.`,
    '',
    ...(serviceIsFound
      ? [
          `- [ ] \`${k} annotate service ${service} ${NEVER_PRUNED.map(pair => pair.join('=')).join(' ')}\`, in the cluster and NOT in`,
          `      its file: whoever applies that leads the Service to ${target}, which has no pods, until Flagger notices.`,
          `- [ ] Take the Service ${service} out of the old files (and out of what a pipeline runs \`kubectl apply\` on), and let that be applied.`,
          ...nobodys({ ...adopted, serviceIsLeftAlone: false }, [`Service/${service}`], k),
        ]
      : []),
    `- [ ] In the Canary ${name}, write \`suspend: true\`, and take \`revertOnDeletion\` away where it stands; let that be applied. From here on`,
    `      no new image of ${target} reaches anybody.`,
    `- [ ] \`${k} get canary ${name} --output jsonpath={.spec.suspend}\` says true, and one \`interval\` of its analysis has passed.`,
    `- [ ] \`${k} patch canary ${name} --type merge --patch '{"metadata":{"finalizers":null}}'\`: with the one of \`revertOnDeletion\` it could never go.`,
    `- [ ] \`${k} patch service ${service} --type merge --patch ${withoutOwner}\`: it belongs to the Canary, and would go with it.`,
    ...heededAgain(service, k),
    `- [ ] \`${k} get service ${service} --output yaml\` shows no ownerReferences, and the selector of the pods of ${primary}.`,
    `- [ ] Leave the Canary where it is until step 4: ${primary}, its autoscaler and its ConfigMaps go with it.`,
  ];
}

function lateSteps(late: string): string[] {
  return [
    `${late}. It has to learn of ours, and may lose requests meanwhile: take a quiet hour. Afterwards`,
    'each promotion has two commits (`traffic: overlap`), and between them both colours serve; with a Gateway `traffic: route` needs one.',
    '',
  ];
}

// As long as a Rollout names a Service, its controller puts a hash into the selector.
// https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/
function rolloutSteps({ service, workload }: Adopted, k: string): string[] {
  return [
    `- [ ] Make a copy of the Service ${service} under the name ${service}-old, in the old files, and name that as \`activeService\` of the ${workload}:`,
    `      its controller then takes its hash out of ${service}, which goes on leading to all pods of the Rollout.`,
    '      Start no new release of the Rollout from here on: its pods would serve before they are promoted.',
    `- [ ] \`${k} get service ${service} --output jsonpath={.spec.selector}\` says nothing of \`rollouts-pod-template-hash\` any more.`,
  ];
}

/** What a person should know of one field. */
export function told({ object, field, text }: FieldFate): string {
  return `- ${object}${field ? ` \`${field}\`` : ''}: ${text}`;
}

function list(fields: readonly FieldFate[], kind: FieldFate['kind']): string {
  const names = fields.filter(field => field.kind === kind).map(({ field }) => field.replace(/^spec\.template\./, ''));
  return names.length ? [...new Set(names)].map(name => `\`${name}\``).join(', ') : 'nothing';
}
