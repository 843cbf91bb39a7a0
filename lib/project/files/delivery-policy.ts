import * as z from 'zod/mini';
import { dnsLabel, wholeNumber } from '../../construct/props/names';
import { shapeOf } from '../../construct/props/shape';
import { isTimeZone } from '../../construct/props/time-zone';
import type { Path, Problem } from '../../construct/validate/problem';

/** Where a release has to have proved itself before it is promoted. */
export interface ProvedFirst {
  /** The environment in which the same image and version has to be what users are on. */
  readonly environment: string;
  /**
   * For how long users have to be on it there without a break, such as "2h".
   * @default - no time: that they are on it is enough
   */
  readonly soak?: string;
}

/** When a step may be done. A rollback never waits for it. */
export interface DeliveryHours {
  /**
   * Days of the week, such as "mon-fri" or "mon, wed-fri". A time that goes over midnight is of the day on which it begins.
   * @default - every day
   */
  readonly days?: string;
  /**
   * The first minute, as on a clock of 24 hours.
   * @default "00:00"
   */
  readonly from?: string;
  /**
   * The minute in which it is over. Where it is not later than `from`, that is on the next day.
   * @default "24:00"
   */
  readonly to?: string;
  /**
   * The time zone, by its name in the IANA database, such as "Europe/Berlin".
   * @see https://www.iana.org/time-zones
   * @default "UTC"
   */
  readonly zone?: string;
  /**
   * Days on which nothing is done, such as "2026-12-24", or several, such as "2026-12-24/2027-01-02".
   * @default - none
   */
  readonly except?: string[];
}

/** What `bluegreen advance` does by itself. What is not said, a person does. Times are such as "30m", "24h" or "7d". */
export interface DeliveryPolicy {
  /**
   * `automatic`: a release is promoted as soon as it is committed, applied and ready. `manual`: a person promotes.
   * @default manual
   */
  readonly promote?: 'automatic' | 'manual';
  /**
   * What a release has to have behind it before it is promoted.
   * @default - nothing
   */
  readonly after?: ProvedFirst;
  /**
   * With `traffic: route`: the shares of the requests, in percent, by which users come to a release, and then all of them, such as
   * [5, 25, 50].
   * @default - all at once
   */
  readonly steps?: number[];
  /**
   * How long a release has each of these shares, at least. Where it is watched, it waits for each step's watch too.
   * @default 10m
   */
  readonly pause?: string;
  /** @default - at any time */
  readonly hours?: DeliveryHours;
  /**
   * `automatic`: users go back when the gate or the watch of a promotion fails, whoever promoted. `manual`: it is only
   * told.
   * @default - as `promote`
   */
  readonly rollback?: 'automatic' | 'manual';
  /**
   * How long after the switch the colour that users have left is retired, or `manual`.
   * @default manual
   */
  readonly retire?: string;
  /**
   * How long after that the contract migration runs, or `manual`.
   * @default manual
   */
  readonly contract?: string;
  /**
   * How long after its deploy a release that nobody promoted is retired, or `manual`.
   * @default manual
   */
  readonly giveUp?: string;
}

const DURATION = '[1-9][0-9]{0,4}[smhd]';
const duration = z
  .string()
  .check(z.regex(new RegExp(`^${DURATION}$`), 'a time such as "30m", "24h" or "7d", which is days'));
const durationOrManual = z
  .string()
  .check(
    z.regex(new RegExp(`^(manual|${DURATION})$`), 'manual, or a time such as "30m", "24h" or "7d", which is days'),
  );

const DAY = '(mon|tue|wed|thu|fri|sat|sun)';
const days = z
  .string()
  .check(
    z.regex(
      new RegExp(`^${DAY}(-${DAY})?(, *${DAY}(-${DAY})?)*$`),
      'days of the week such as "mon-fri" or "mon, wed-fri"',
    ),
  );

const clock = (latest: string, example: string) =>
  z
    .string()
    .check(z.regex(new RegExp(`^(([01][0-9]|2[0-3]):[0-5][0-9]${latest})$`), `a time of day such as "${example}"`));

const zone = z
  .string()
  .check(z.refine(isZone, 'a time zone by its name in the IANA database, such as "Europe/Berlin" or "UTC"'));

const except = z
  .string()
  .check(
    z.refine(isPeriod, 'a day such as "2026-12-24", or the first and the last of several: "2026-12-24/2027-01-02"'),
  );

const steps = z.array(wholeNumber(1, 99, 'percent from 1 to 99')).check(
  z.minLength(1, 'at least one step'),
  z.refine(
    all => all.every((step, index) => index === 0 || step > all[index - 1]!),
    'percents that rise, such as [5, 25, 50]',
  ),
);

const whoseTurn = z.enum(['automatic', 'manual']);

export const deliverySchema = z
  .strictObject(
    shapeOf<DeliveryPolicy>()({
      promote: z.optional(whoseTurn),
      after: z.optional(
        z
          .strictObject(shapeOf<ProvedFirst>()({ environment: dnsLabel, soak: z.optional(duration) }))
          .register(z.globalRegistry, { id: 'ProvedFirst' }),
      ),
      steps: z.optional(steps),
      pause: z.optional(duration),
      hours: z.optional(
        z
          .strictObject(
            shapeOf<DeliveryHours>()({
              days: z.optional(days),
              from: z.optional(clock('', '09:00')),
              to: z.optional(clock('|24:00', '16:00')),
              zone: z.optional(zone),
              except: z.optional(z.array(except)),
            }),
          )
          .register(z.globalRegistry, { id: 'DeliveryHours' }),
      ),
      rollback: z.optional(whoseTurn),
      retire: z.optional(durationOrManual),
      contract: z.optional(durationOrManual),
      giveUp: z.optional(durationOrManual),
    }),
  )
  .register(z.globalRegistry, { id: 'DeliveryPolicy' });

/** Why a person wants something else than what is done by itself; it stands in the release file. */
export const reasonSchema = z.string().check(z.regex(/\S/, 'a reason'), z.maxLength(500, 'at most 500 characters'));

function isZone(name: string): boolean {
  // Node takes differences from UTC too, which know no summer time.
  return /^[A-Za-z]/.test(name) && isTimeZone(name);
}

function isPeriod(text: string): boolean {
  const [first = '', last = first, ...more] = text.split('/');
  return !more.length && isDay(first) && isDay(last) && first <= last;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Where a policy stands, and which environment it is for; undefined where it is for all. */
export interface SaidPolicy {
  readonly path: Path;
  readonly environment?: string;
  readonly policy: DeliveryPolicy | undefined;
}

/** What is wrong with policies beside the environments that there are. */
export function problemsOfDelivery(said: readonly SaidPolicy[], environments: readonly string[]): Problem[] {
  return said.flatMap(({ path, environment, policy }) => {
    const name = policy?.after?.environment;
    if (name === undefined) return [];
    const at = [...path, 'delivery', 'after', 'environment'];
    const others = environments.filter(one => one !== environment);
    if (others.includes(name)) return [];
    return [
      {
        path: at,
        message:
          name === environment
            ? `expected an environment that comes before ${environment}, got ${environment} itself`
            : `bluegreen.yaml has no environment "${name}": expected one of ${others.join(', ')}`,
      },
    ];
  });
}
