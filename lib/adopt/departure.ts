import type { ApplicationFiles } from '../project/files/application-files';
import { checklistPath } from './checklist';

/** An application that leaves for plain YAML, and where it stands. */
export interface Departure {
  readonly environment: string;
  readonly namespace: string;
  readonly application: string;
  /** The colour that users are on. */
  readonly active: string;
  /** The folder of its plain files. */
  readonly folder: string;
  /** What hands that folder to engines. */
  readonly engineFiles: readonly string[];
  /** Whether a person, or a pipeline, applies that folder with kubectl. */
  readonly byHand: boolean;
  /** What lets go of what has delivered it before, a command for each engine that does not do so by itself. */
  readonly lettingGo: readonly string[];
  /** Its files in the project. */
  readonly files: ApplicationFiles;
  /** The Service that users come through, and all else that leaves dist/ with it, such as `service/web`. */
  readonly service: string;
  readonly shared: readonly string[];
  /** What nobody has any more in the end. */
  readonly left: readonly string[];
  /** What selects the plain pods, such as `app=web`. */
  readonly selector: string;
  /** Whether its releases migrate a database. */
  readonly migrates: boolean;
  /**
   * Kind of the autoscaler that sets the number of pods; `others` where it stands elsewhere.
   * @default - the number is fixed
   */
  readonly scaledBy?: string;
}

/** Where the plan of a departure stands: beside those of takeovers, which it is the other way round. */
export const departurePath = checklistPath;

/** The plan of a departure, in steps that a person ticks off: users are never led to fewer pods than they have. */
export function departure(of: Departure): string {
  const { environment, namespace, application, active, folder, engineFiles, service } = of;
  const next = `bluegreen eject --next --app ${application} --env ${environment} --commit`;
  const k = `kubectl --namespace ${namespace}`;
  // As the manager of our fields: what is ours of an object, such as a label, goes with the first apply.
  const byHand = `kubectl apply --server-side --field-manager=cdk8s-blue-green --force-conflicts --kustomize ${folder}`;
  const handing = engineFiles.map(file => `\`kubectl apply --filename ${file}\``);
  const applying = of.byHand ? [`\`${byHand}\``] : [];
  const [applied, appliedLater] = [[...handing, ...applying], applying].map(ways => ways.join(', or '));
  return [
    `# ${application} leaves for plain YAML in ${environment}`,
    '',
    `Users stay on the pods of ${active} until step 2, and those stay until step 4. Each step is a commit; take the next one`,
    'when the cluster has the one before. This file is for you: delete it in the end.',
    '',
    '## 1. Plain pods stand beside the colours',
    '',
    `- [ ] \`${k} get pods --selector ${of.selector}\` and \`${k} get deployment ${application}\` show nothing: those are the names`,
    '      that the plain pods get.',
    `- [ ] Commit \`${folder}/\` and \`${of.files.release}\`.`,
    `- [ ] Hand the folder to what applies it, once, or apply it: ${applied}.`,
    `- [ ] \`${k} rollout status deployment/${application}\` ends.`,
    ...scaled(of, k),
    `- [ ] Look at it: \`${k} port-forward deployment/${application} 8080:<port>\`.`,
    '',
    'The way back: `git revert` that commit, and delete what it made.',
    '',
    '## 2. Users move',
    '',
    `- [ ] \`${next}\`, and let it be applied: the gate proves the plain pods, then the Service ${service} leads to them.`,
    `- [ ] \`${k} get service ${service} --output jsonpath={.spec.selector}\` says \`${of.selector.replace('=', ': ')}\`, and nothing else.`,
    '',
    `The way back: \`git revert\` that commit. ${active} is up as it was.`,
    '',
    `## 3. What both have leaves ${of.files.dist}/`,
    '',
    `- [ ] Once users have been served for a while: \`${next}\`, and let it be applied${appliedLater ? `; with kubectl: ${appliedLater}` : ''}.`,
    `      ${sentence(of.shared)} stand in \`${folder}/\` from then on, as they were; the colours are nobody's any more.`,
    `- [ ] \`${k} get service ${service} --output jsonpath={.metadata.labels}\` says nothing of cdk8s-blue-green.`,
    '',
    'The way back: `git revert` that commit.',
    '',
    '## 4. The colours go',
    '',
    ...of.lettingGo.map(
      command =>
        `- [ ] \`${command}\`: what has delivered it looks for a folder that is gone. That deletes nothing else.`,
    ),
    `- [ ] \`${deleting(namespace, of.left)}\``,
    `- [ ] Where it was the last application here: \`bluegreen.yaml\`, \`${of.files.dist}/\` and the package can go.`,
    '',
    '## What is yours from now on',
    '',
    `- A new version is an edit of \`${folder}/deployment.yaml\`; Kubernetes replaces the pods a few at a time, and no gate asks them.`,
    `- A change of \`${folder}/configmap.yaml\`, where there is one, restarts nothing by itself.`,
    ...(of.migrates ? ['- Migrations are yours to run before a new version: the Jobs stay behind.'] : []),
    `- Nobody may go on calling the Services of the colours and the one for a look: they go in step 4.`,
    '',
  ].join('\n');
}

const deleting = (namespace: string, left: readonly string[]): string =>
  `kubectl --namespace ${namespace} delete --ignore-not-found ${left.join(' ')}`;

/**
 * A plan that names what is left as it is in the end: the gate is another one since it was written.
 * @param text as a person may have ticked it off
 */
export function withLeft(text: string, namespace: string, left: readonly string[]): string {
  return text.replace(/`kubectl \S+ \S+ delete --ignore-not-found [^`]*`/, () => `\`${deleting(namespace, left)}\``);
}

function sentence(names: readonly string[]): string {
  const shown = names.map(name => `\`${name}\``);
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}

function scaled({ scaledBy, application, active, folder }: Departure, k: string): string[] {
  if (scaledBy === undefined) return [];
  if (scaledBy === 'others') {
    return [
      `- [ ] Have whoever scales ${application}-${active} scale ${application} too, and keep as many pods there.`,
      `- [ ] \`${k} get deployments\` shows as many pods of ${application} as of ${application}-${active}.`,
    ];
  }
  const fewest = scaledBy === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas';
  return [
    `- [ ] \`${k} get horizontalpodautoscalers\` shows as many pods of ${application} as of ${application}-${active}; else raise`,
    `      \`${fewest}\` in \`${folder}/${scaledBy.toLowerCase()}.yaml\` for the move.`,
  ];
}
