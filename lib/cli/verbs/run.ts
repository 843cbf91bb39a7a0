import type { RollbackTarget } from '../../history/rollback-target';
import { foldersOf } from '../../project/files/folders';
import type { ApplicationState } from '../../release/application-state';
import { refusedWhenLeaving } from '../../release/eject';
import type { Verb } from '../../release/expected-changes';
import { refuseUntilPromoted } from '../../release/guards';
import type { Outcome } from '../../release/outcome';
import { refusedInTakeover } from '../../release/takeover';
import { UsageError } from '../errors';
import { recentlyMoved } from '../history/recent-moves';
import { rollbackTargets } from '../history/rollback-target';
import { placeOf } from '../history/versions-at';
import type { AloneChoice, ChangeOptions, LiveChoice } from '../options';
import { currentFolder, projectRoot, settingsOf } from '../project';
import { tell } from '../report';
import { environmentFor, selected, withMembers } from '../selection';
import { transacted } from '../transacted';
import { applicationsFor } from './applications';
import { carriedOut } from './carry-out';
import { grouped } from './grouped';
import { liveApplications } from './live-applications';
import { prepareVerb } from './prepare';

/** What a decision may need beside the files of its application. */
interface Asked {
  readonly root: string;
  /** How many pods the active colour has now; undefined where no cluster was asked, or it has none. */
  readonly livePods?: number;
  /** What the idle colour ran when users were last on it. */
  readonly left: (current: ApplicationState) => RollbackTarget;
  /** Whether users left the idle colour within the last hour; asked only by verbs that end its pods. */
  readonly justLeft: boolean;
}

const ENDS_PODS: ReadonlySet<Verb> = new Set(['deploy', 'retire']);

/** Does a verb to the applications that the user named, or to none, and says what came of it. */
export async function runVerb(
  verb: Verb,
  names: readonly string[],
  options: AloneChoice & ChangeOptions & LiveChoice,
  decide: (current: ApplicationState, asked: Asked) => Outcome,
): Promise<void> {
  if (!names.length && !options.all) throw new UsageError('say which applications: their names, or --all');
  const root = projectRoot(currentFolder());
  await transacted(root, async transaction => {
    const settings = settingsOf(root);
    const environment = environmentFor(options.env, Object.keys(settings.value.environments));
    const known = applicationsFor(root, foldersOf(settings.value), verb, environment);
    const applications = selected(
      { names: withMembers(names, settings.value, known), all: options.all ?? false },
      known,
    );
    const places = applications.map(application => `${environment}/${application}`);
    const moved = ENDS_PODS.has(verb) ? recentlyMoved(root, places, Date.now()) : undefined;
    const left = rollbackTargets(root, places);
    const live = options.live ? await liveApplications(environment, settings.value) : undefined;
    const decideOne = (current: ApplicationState) => {
      const here = live?.(current.application);
      const livePods = current.state && here?.podsOf(current.state.active);
      const justLeft = moved?.has(placeOf(current)) ?? false;
      const asked = { root, left, justLeft, ...(livePods !== undefined && { livePods }) };
      return (
        (verb === 'adopt' ? undefined : refusedInTakeover(current)) ??
        refusedWhenLeaving(current) ??
        (here && refuseUntilPromoted(current, here.served)) ??
        decide(current, asked)
      );
    };
    const { alone } = options;
    const move = { root, settings: settings.value, environment, applications, ...(alone !== undefined && { alone }) };
    const outcomes = verb === 'promote' || verb === 'rollback' ? grouped({ ...move, verb }, decideOne) : undefined;
    const plan = await prepareVerb({
      verb,
      root,
      settings,
      environment,
      applications,
      decide: current => outcomes?.get(current.application) ?? decideOne(current),
    });
    tell(carriedOut(root, verb, transaction, plan, options), options.output);
  });
}
