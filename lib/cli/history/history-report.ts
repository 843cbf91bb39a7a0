import { type ApplicationHistory, applicationHistory } from '../../history/application-history';
import { figureRows } from '../../history/figures/delivery-figures';
import { figuresJson } from '../../history/figures/figures-json';
import { figuresMetrics } from '../../history/figures/figures-metrics';
import { figuresText } from '../../history/figures/figures-text';
import { type Period, periodOf } from '../../history/figures/period';
import { historyJson } from '../../history/history-json';
import { historyText } from '../../history/history-text';
import { movedTogether, type Together } from '../../history/moved-together';
import type { ReleaseVersion } from '../../history/revision';
import { timelineSvg } from '../../history/timeline/timeline-svg';
import type { Html } from '../../text/html';
import { matchesPattern } from '../../text/names';
import type { Safe } from '../../text/safe';
import type { Terminal } from '../../text/terminal';
import { Progress } from '../progress';
import { releaseVersions } from './release-versions';

/** Which applications a history is about. Names may hold `*`; in a large fleet, plain ones are found ten times as fast. */
export interface HistorySelection {
  /** @default - every one that was ever there */
  readonly environments?: readonly string[];
  /** @default - every one that was ever there */
  readonly applications?: readonly string[];
  /** Who moves together. @default - everybody moves alone */
  readonly groups?: readonly Together[];
}

/** A history in the forms in which it is told. */
export interface HistoryReport {
  /** How many applications it is about, one in two environments counting twice. */
  readonly count: number;
  text(): Terminal;
  json(): Safe<'json'>;
  svg(): Html;
  /**
   * How deliveries went, in figures.
   * @param from milliseconds since 1970
   */
  figures(from: number): FiguresReport;
}

/** Figures in the forms in which they are told. */
interface FiguresReport {
  text(): Terminal;
  json(): Safe<'json'>;
  openmetrics(): Safe<'openmetrics'>;
}

/**
 * What git knows of applications, up to the commit that is checked out.
 * @param root the folder of the project
 * @param now milliseconds since 1970
 * @throws GitError where there is no git, no work tree, or no commit
 */
export function historyReport(root: string, selection: HistorySelection, now: number): HistoryReport {
  const histories = readHistories(root, selection, now);
  return {
    count: histories.length,
    text: () => historyText(histories),
    json: () => historyJson(histories),
    svg: () => timelineSvg(histories, now),
    figures: from => figuresReport(histories, periodOf(histories, from, now), selection.groups),
  };
}

function figuresReport(
  histories: readonly ApplicationHistory[],
  period: Period,
  groups?: readonly Together[],
): FiguresReport {
  const rows = figureRows(histories, period, groups);
  return {
    text: () => figuresText(rows, period),
    json: () => figuresJson(rows, period),
    openmetrics: () => figuresMetrics(rows, period),
  };
}

/**
 * The same, to be told by others.
 * @param revision the commit up to which it goes
 */
export function readHistories(
  root: string,
  selection: HistorySelection,
  now: number,
  revision?: string,
): ApplicationHistory[] {
  const { environments = ['*'], applications = ['*'], groups = [] } = selection;
  const isWanted = (name: string) => applications.some(pattern => matchesPattern(name, pattern));
  // Whoever moved with them is asked for too.
  const members = groups.filter(group => group.members.some(isWanted)).flatMap(group => group.members);
  const names = [...new Set([...applications, ...(applications.includes('*') ? [] : members)])];
  const places = environments.flatMap(environment => names.map(name => `${environment}/${name}`));
  // By place, so that "shop" comes before "shop-web".
  const versions = new Map<string, ReleaseVersion[]>();
  if (places.length) {
    for (const { place, commit, text } of new Progress('versions of release files').over(
      releaseVersions(root, places, revision),
    )) {
      const known = versions.get(place);
      if (known) known.push({ commit, text });
      else versions.set(place, [{ commit, text }]);
    }
  }
  const all = [...versions.keys()].sort().map(place => {
    const [environment, application] = place.split('/') as [string, string];
    return applicationHistory(environment, application, versions.get(place)!.reverse(), now);
  });
  return movedTogether(all, groups).filter(({ application }) => isWanted(application));
}
