import type { Fleet, Shown } from '../../lib/dashboard/application';
import { applicationHistory } from '../../lib/history/application-history';
import { statusOf } from '../../lib/release/status';
import { MONDAY, type Story } from '../delivery/story';

/** An application of a story, as a page shows it. */
export function shownOf(story: Story, more: Partial<Shown> = {}): Shown {
  const { situation, decision } = story;
  const { environment, application } = situation.current;
  const history = applicationHistory(environment, application, [...story.versions].reverse(), story.now);
  return { status: statusOf(situation.current)!, situation, decision, history, ...more };
}

export function fleetOf(applications: readonly Shown[], more: Partial<Fleet> = {}): Fleet {
  const now = Math.max(MONDAY, ...applications.map(({ situation }) => situation.now));
  return { applications, seen: 'The clusters were asked.', isSeen: true, problems: [], now, ...more };
}

/** The same under another name. */
export function called(shown: Shown, environment: string, application: string): Shown {
  const here = { environment, application };
  const { status, situation, history } = shown;
  return {
    ...shown,
    status: { ...status, ...here },
    situation: { ...situation, current: { ...situation.current, ...here } },
    history: { ...history, ...here },
  };
}
