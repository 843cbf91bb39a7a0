import { commit } from '../../git/commit';
import { GitError } from '../../git/git-error';
import { isInWorkTree } from '../../git/work-tree';
import { releasePath } from '../../project/files/application-files';
import { readFileText } from '../../project/files/file-text';
import { Transaction } from '../../project/write/transaction';
import type { ApplicationState } from '../../release/application-state';
import type { Verb } from '../../release/expected-changes';
import { refuseUntilPromoted } from '../../release/guards';
import type { Outcome } from '../../release/outcome';
import { UsageError } from '../errors';
import { recentlyMoved } from '../history/recent-moves';
import type { ChangeOptions, LiveChoice } from '../options';
import { currentFolder, projectRoot, settingsOf } from '../project';
import { failed, type Report, tell, tellInterrupted } from '../report';
import { environmentFor, selected } from '../selection';
import { applicationsFor } from './applications';
import { commitMessage } from './commit-message';
import { liveApplications } from './live-applications';
import { commitCommand, nextAfter } from './next';
import { prepareVerb } from './prepare';

/** What a decision may need beside the files of its application. */
interface Asked {
  readonly root: string;
  /** How many pods the active colour has now; undefined where no cluster was asked, or it has none. */
  readonly livePods?: number;
  /** Whether users left the idle colour within the last hour; asked only by verbs that end its pods. */
  readonly justLeft: boolean;
}

const ENDS_PODS: ReadonlySet<Verb> = new Set(['deploy', 'retire']);

/** Does a verb to the applications that the user named, or to none, and says what came of it. */
export async function runVerb(
  verb: Verb,
  names: readonly string[],
  options: ChangeOptions & LiveChoice,
  decide: (current: ApplicationState, asked: Asked) => Outcome,
): Promise<void> {
  if (!names.length && !options.all) throw new UsageError('say which applications: their names, or --all');
  const root = projectRoot(currentFolder());
  const transaction = new Transaction(root);
  try {
    tellInterrupted(root, transaction);
    const settings = settingsOf(root);
    const environment = environmentFor(options.env, Object.keys(settings.value.environments));
    const applications = selected({ names, all: options.all ?? false }, applicationsFor(root, verb, environment));
    const files = new Map(applications.map(application => [application, releasePath(environment, application)]));
    const moved = ENDS_PODS.has(verb) ? recentlyMoved(root, [...files.values()], Date.now()) : undefined;
    const live = options.live ? await liveApplications(environment, settings.value) : undefined;
    const plan = await prepareVerb({
      verb,
      root,
      settings,
      environment,
      applications,
      decide: current => {
        const here = live?.(current.application);
        const livePods = current.state && here?.podsOf(current.state.active);
        const justLeft = moved?.has(files.get(current.application)!) ?? false;
        const asked = { root, justLeft, ...(livePods !== undefined && { livePods }) };
        return (here && refuseUntilPromoted(current, here.served)) ?? decide(current, asked);
      },
    });
    let report: Report = { dryRun: options.dryRun ?? false, next: [], ...plan.report };
    if (!failed(report) && !report.dryRun) {
      for (const [path, content] of plan.writes) {
        if (content === undefined) transaction.remove(path);
        else transaction.write(path, content, plan.found.get(path));
      }
      const message = options.commit && report.changed.length ? commitMessage(verb, report.changed) : undefined;
      transaction.commit(message);
      const made = message === undefined ? undefined : committed(root, plan.writes, message);
      const inGit = made ? 'committed' : isInWorkTree(root) ? 'uncommitted' : 'no work tree';
      report = { ...report, ...(made && { commit: made }), next: nextAfter(report.changed, inGit) };
    }
    tell(report, options.output);
  } finally {
    transaction.abandon();
  }
}

function committed(root: string, writes: ReadonlyMap<string, string | undefined>, message: string): string | undefined {
  const paths = [...writes.keys()];
  try {
    refuseOthersEdits(root, writes);
    return commit(root, paths, message);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const command = commitCommand(paths, message);
    throw new GitError(`${error.message}\nThe files are written. When that is mended, commit them:\n  ${command}`);
  }
}

// Hooks of git may run this tool, so that the project is not held by now: an edit of somebody else that falls in between
// would be committed under a message that does not know of it.
function refuseOthersEdits(root: string, writes: ReadonlyMap<string, string | undefined>): void {
  const edited = [...writes].filter(([path, content]) => {
    const read = readFileText(root, path);
    return ('text' in read ? read.text : undefined) !== content;
  });
  if (!edited.length) return;
  throw new GitError(`${edited.map(([path]) => path).join(', ')} changed after it was written; nothing is committed`);
}
