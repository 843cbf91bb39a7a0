import { app, type BadInput, release, settings } from './bad-input';

export const DELIVERY: readonly BadInput[] = [
  {
    name: 'words of every kind',
    files: app(
      'delivery:',
      '  promote: auto',
      '  retire: 1 day',
      '  giveUp: 0h',
      '  hours: { days: mon-fry, from: "9:00", to: "24:30", zone: Berlin, except: ["2026-02-30", "2026-12-24/2026-12-01"] }',
    ),
    says: [
      'apps/ping.yaml:6:3: error: delivery.promote: expected one of automatic, manual, got "auto"',
      '    fix: the nearest is "automatic"',
      'apps/ping.yaml:7:3: error: delivery.retire: expected manual, or a time such as "30m", "24h" or "7d", which is days, got "1 day"',
      'apps/ping.yaml:8:3: error: delivery.giveUp: expected manual, or a time such as "30m", "24h" or "7d", which is days, got "0h"',
      'apps/ping.yaml:9:12: error: delivery.hours.days: expected days of the week such as "mon-fri" or "mon, wed-fri", got "mon-fry"',
      'apps/ping.yaml:9:27: error: delivery.hours.from: expected a time of day such as "09:00", got "9:00"',
      'apps/ping.yaml:9:41: error: delivery.hours.to: expected a time of day such as "16:00", got "24:30"',
      'apps/ping.yaml:9:54: error: delivery.hours.zone: expected a time zone by its name in the IANA database, such as "Europe/Berlin" or "UTC", got "Berlin"',
      'apps/ping.yaml:9:77: error: delivery.hours.except[0]: expected a day such as "2026-12-24", or the first and the last of several: "2026-12-24/2027-01-02", got "2026-02-30"',
      'apps/ping.yaml:9:91: error: delivery.hours.except[1]: expected a day such as "2026-12-24", or the first and the last of several: "2026-12-24/2027-01-02", got "2026-12-24/2026-12-01"',
    ],
    editor: true,
  },
  {
    name: 'steps that do not rise, or reach all, and a pause that is none',
    files: app(
      'delivery:',
      '  steps: [25, 5]',
      '  pause: soon',
      'environments:',
      '  production: { delivery: { steps: [100] } }',
    ),
    says: [
      'apps/ping.yaml:6:3: error: delivery.steps: expected percents that rise, such as [5, 25, 50], got a list',
      'apps/ping.yaml:7:3: error: delivery.pause: expected a time such as "30m", "24h" or "7d", which is days, got "soon"',
      'apps/ping.yaml:9:37: error: environments.production.delivery.steps[0]: expected percent from 1 to 99, got the number 100',
    ],
  },
  {
    name: 'steps without shares',
    files: app('delivery: { steps: [5, 25] }'),
    says: [
      'apps/ping.yaml:5:13: error: delivery.steps: expected "traffic: route", which moves users by shares, got selector',
    ],
  },
  {
    name: 'after an environment that is none',
    files: app('delivery: { after: { environment: stagin } }'),
    says: [
      'apps/ping.yaml:5:22: error: delivery.after.environment: bluegreen.yaml has no environment "stagin": expected one of production',
    ],
  },
  {
    name: 'after itself, in bluegreen.yaml',
    files: settings(
      'environments:\n  staging: { namespace: a }\n  production:\n    namespace: demo\n    overrides: { delivery: { after: { environment: production } } }\n',
    ),
    says: [
      'bluegreen.yaml:5:39: error: environments.production.overrides.delivery.after.environment: expected an environment that comes before production, got production itself',
    ],
  },
  {
    name: 'held for no reason',
    files: release('active: blue\nblue: { image: "a:1" }\nhold: " "\n'),
    says: ['releases/production/ping.yaml:3:1: error: hold: expected a reason, got " "'],
    editor: true,
  },
];
