import * as z from 'zod/mini';
import { dnsLabel, wholeNumber } from '../../construct/props/names';
import { shapeOf } from '../../construct/props/shape';

/** What a colour really runs. */
export interface ColourEvidence {
  /** The release id that its pods carry. */
  readonly release: string;
  /** Number of pods that there are to be now, as an autoscaler may have set it. */
  readonly pods: number;
  /** Number of pods of this very release that are ready; 0 while others still run. */
  readonly ready: number;
}

/** How an HTTPRoute shares the requests. */
export interface RoutedEvidence {
  readonly blue: number;
  readonly green: number;
}

/** How a Job stands: a gate or a watch. */
export interface JobEvidence {
  readonly state: 'running' | 'passed' | 'failed';
  /**
   * Why it failed.
   * @default - nobody says
   */
  readonly why?: string;
  /**
   * What its container `analysis` printed, with times as `kubectl logs --timestamps` puts them: the dashboard draws it.
   * @default - nothing is drawn
   */
  readonly log?: string;
}

/** What is known of one application in one environment; what is left out is not known, and never taken for good. */
export interface ApplicationEvidence {
  /** Where the Service leads that users come through; without a port, whose workers are all there. */
  readonly serves?: 'blue' | 'green' | 'both';
  /** Percent of the requests that the HTTPRoute gives each colour, with `traffic: route`. */
  readonly routed?: RoutedEvidence;
  readonly blue?: ColourEvidence;
  readonly green?: ColourEvidence;
  /** By the name of the Job, which says what it proves: another release, another name. */
  readonly jobs?: { readonly [name: string]: JobEvidence };
}

/** What clusters show, as a file for `bluegreen advance --evidence`. */
export interface EvidenceFile {
  /** When it was taken, in ISO 8601 with a zone. */
  readonly taken: string;
  /** By environment and application. */
  readonly environments: { readonly [environment: string]: { readonly [application: string]: ApplicationEvidence } };
}

/** The same of one application, with its time in milliseconds since 1970. */
export interface Evidence extends ApplicationEvidence {
  readonly taken: number;
}

/** How a Job stands; undefined where that is not known. Names come from files: `constructor` is no Job. */
export function jobIn({ jobs = {} }: ApplicationEvidence = {}, name: string): JobEvidence | undefined {
  return Object.hasOwn(jobs, name) ? jobs[name] : undefined;
}

const pods = wholeNumber(0, 1_000_000, 'a number of pods');
const colour = z
  .strictObject(
    shapeOf<ColourEvidence>()({
      release: z.string().check(z.minLength(1, 'a release id')),
      pods,
      ready: pods,
    }),
  )
  .register(z.globalRegistry, { id: 'ColourEvidence' });

const percent = wholeNumber(0, 100, 'percent from 0 to 100');
const routed = z
  .strictObject(shapeOf<RoutedEvidence>()({ blue: percent, green: percent }))
  .register(z.globalRegistry, { id: 'RoutedEvidence' });

const job = z
  .strictObject(
    shapeOf<JobEvidence>()({
      state: z.enum(['running', 'passed', 'failed']),
      why: z.optional(z.string()),
      log: z.optional(z.string()),
    }),
  )
  .register(z.globalRegistry, { id: 'JobEvidence' });

const application = z
  .strictObject(
    shapeOf<ApplicationEvidence>()({
      serves: z.optional(z.enum(['blue', 'green', 'both'])),
      routed: z.optional(routed),
      blue: z.optional(colour),
      green: z.optional(colour),
      jobs: z.optional(z.record(z.string(), job)),
    }),
  )
  .register(z.globalRegistry, { id: 'ApplicationEvidence' });

/** A day of the calendar, a time and a zone: every other form is read differently on different machines. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** What `--evidence` names. */
export const evidenceFile = z
  .strictObject(
    shapeOf<EvidenceFile>()({
      taken: z
        .string()
        .check(
          z.refine(
            text => INSTANT.test(text) && !Number.isNaN(Date.parse(text)),
            'a time with a zone, such as "2026-01-31T12:00:00Z"',
          ),
        ),
      environments: z.record(dnsLabel, z.record(dnsLabel, application)),
    }),
  )
  .register(z.globalRegistry, { title: 'what clusters show of applications, for bluegreen advance --evidence' });
