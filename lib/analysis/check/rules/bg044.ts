import { WEIGHT_ANNOTATION } from '../../../construct/names';
import { counted } from '../../../construct/props/counted';
import { objectName } from '../../manifests/identity';
import { watchedBy, watchIn } from '../../topology/watch';
import { at, type Rule } from '../rule';

export const bg044: Rule = {
  id: 'BG044',
  title: 'A watch goes once it is done, or when users go back',
  severity: 'warning',
  hurts: 'later',
  what: 'A Job that watches the release that users came to (label `blue-green/watch`) is there still after a retirement, another promotion or any other change, if it came with a commit less than the time ago for which it measures. Of what is not committed, that is counted until now, and else until the last commit of the change. Whoever takes users back, all or some of them, waits for no watch.',
  why: 'Nothing else looks at the release once users are on it. Whoever retires what they left in that time has no way back when it turns out bad, and whoever moves them on learns of it from them.',
  before: [
    {
      file: 'release/traffic/Service.ping-preview.k8s.yaml',
      from: 'apiVersion: v1\n',
      to: 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: ping-watch-704eafb7d6, namespace: demo }\nspec:\n  template:\n    metadata: { labels: { blue-green/watch: ping } }\n    spec: { containers: [{ name: analysis, args: [--colour, blue, --rounds, "20", --every, "30"] }] }\n---\napiVersion: v1\n',
    },
  ],
  example: [
    {
      file: 'release/traffic/Service.ping-preview.k8s.yaml',
      from: 'ping-watch-704eafb7d6',
      to: 'ping-watch-59d2f0ee2a',
    },
  ],
  wayOut:
    'wait until it has passed, and do it then: "bluegreen status --live" and kubectl get jobs tell; a rollback waits for nothing',
  check: ({ base, head, steps = [] }) => {
    if (!base) return [];
    return steps
      .filter(({ goesBack }) => !goesBack)
      .flatMap(({ place, watched }) =>
        [...watched].flatMap(([file, milliseconds]) => {
          const job = base.tree.manifests.find(one => one.file === file && watchedBy(one) !== undefined);
          if (!job || head.tree.find(base.tree.environmentOf(file), job.identity)) return [];
          const { colour, seconds } = watchIn(job);
          if (!(milliseconds < seconds * 1000)) return [];
          const { name } = job.identity;
          const share = job.value['spec'].template.metadata?.annotations?.[WEIGHT_ANNOTATION];
          const of = share === undefined ? `the promotion to ${colour}` : `the share of ${share} %`;
          return [
            {
              place,
              ...at('base', job),
              object: objectName(job.identity),
              message: `the watch of ${of} goes with this, be it done or not: it measures for ${time(seconds)}, and came ${time(milliseconds / 1000)} ago: kubectl get job ${name}`,
              users: 'if the release that they are on turns out bad, they are the first to notice',
            },
          ];
        }),
      );
  },
};

function time(seconds: number): string {
  return seconds < 90
    ? counted(Math.max(0, Math.floor(seconds)), 'second')
    : counted(Math.floor(seconds / 60), 'minute');
}
