import fc from 'fast-check';
import type { Probe, WorkerProps } from '../../../../lib/construct';
import { podTemplate } from './pod-template';
import { resources, source } from './release';
import { size } from './size';
import { text, variable, word } from './words';

// It has no port that a probe could ask by its name.
const port = fc.integer({ min: 1, max: 65535 });
const liveness = fc.oneof<fc.Arbitrary<Probe>[]>(
  fc.record({ httpGet: fc.record({ port, path: fc.constant('/alive') }), periodSeconds: port }),
  fc.record({ tcpSocket: fc.record({ port }) }),
  fc.record({ grpc: fc.record({ port }) }),
  fc.record({ exec: fc.record({ command: fc.array(text, { minLength: 1, maxLength: 3 }) }) }),
  fc.constant({ none: true }),
);

// How many there are depends on the application alone, nothing is kept for an idle colour, and it may pause.
const pods = fc.oneof(
  size.map(({ replicas, autoscaling }) => (autoscaling ? { autoscaling } : { replicas })),
  fc.constant({ replicas: 0 }),
);

const runs = fc.record(
  {
    schedule: fc.constantFrom('0 3 * * *', '*/5 8-18 1,15 jan-MAR/2 mon-5', '@hourly', '@every 1h30m'),
    timeZone: fc.constantFrom('Europe/Berlin', 'Etc/GMT+1', 'UTC'),
    startingDeadlineSeconds: fc.integer({ min: 10, max: 9999 }),
    deadlineSeconds: fc.integer({ min: 1, max: 9999 }),
    backoffLimit: fc.nat({ max: 9 }),
    successfulJobsHistoryLimit: fc.nat({ max: 9 }),
    failedJobsHistoryLimit: fc.nat({ max: 9 }),
  },
  { requiredKeys: ['schedule'] },
);

const command = fc.array(text, { minLength: 1, maxLength: 2 });
const args = fc.array(text, { minLength: 1, maxLength: 2 });
const work = fc.oneof(fc.record({ command }), fc.record({ args }), fc.record({ command, args }));
const podsOrRuns = fc.oneof({ weight: 2, arbitrary: pods }, { weight: 1, arbitrary: runs });
const env = fc.dictionary(variable, fc.oneof(text, source), { maxKeys: 3, noNullPrototype: true });

function worker(application: string): fc.Arbitrary<WorkerProps> {
  return fc
    .record(
      {
        runs: work,
        pods: podsOrRuns,
        env,
        resources,
        liveness,
        drainSeconds: fc.integer({ min: 1, max: 3600 }),
        overlap: fc.boolean(),
        podTemplate: podTemplate(application).map(withoutTimeToEnd),
      },
      { requiredKeys: ['runs'] },
    )
    .map(({ runs, pods, ...keys }) => ({ ...runs, ...pods, ...keys }));
}

// That is `drainSeconds`.
function withoutTimeToEnd({ spec, ...template }: { spec?: Record<string, unknown> }) {
  if (!spec) return template;
  const { terminationGracePeriodSeconds, ...rest } = spec;
  return { ...template, spec: rest };
}

/** Workers by name: none, one or two. A long name leaves no room for the Jobs of a CronJob. */
export const workers = (application: string) => {
  const all = fc.dictionary(
    word.filter(name => name !== 'blue' && name !== 'green'),
    worker(application),
    { maxKeys: 2, noNullPrototype: true },
  );
  return all.filter(made =>
    Object.entries(made).every(([name, { schedule }]) => !schedule || application.length + name.length < 52),
  );
};
