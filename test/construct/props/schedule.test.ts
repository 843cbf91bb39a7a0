import { cronSchedule, timeZone } from '../../../lib/construct/props/schedule';

// What the controller of Kubernetes 1.34 takes, and what it refuses.
test.each([
  '* * * * *',
  '30 3 * * 1-5',
  '*/15 0-23/2 1,15 jan,JUL-DEC sun-SAT',
  '5/10 ? * ? 0',
  ' 0  0 1 1 * ',
  '@hourly',
  '@midnight',
  '@every 1h30m10s',
])('%j is a schedule', line => expect(cronSchedule.safeParse(line).success).toBe(true));

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * 32 * *',
  '* * * 13 *',
  '* * * * 7',
  '* * * * mon-fry',
  '5-3 * * * *',
  '1-2-3 * * * *',
  '*/0 * * * *',
  '*/5/5 * * * *',
  '-1 * * * *',
  '1, * * * *',
  '@reboot',
  '@every',
  '@every ',
  '@every 1x',
  'CRON_TZ=UTC * * * * *',
])('%j is none', line => expect(cronSchedule.safeParse(line).success).toBe(false));

test('a time zone is known by its name, as it is written', () => {
  const known = ['UTC', 'Etc/UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'];
  // Each known under another name too: no list has both.
  const alike = ['Etc/GMT+1', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Pacific', 'Europe/Kyiv', 'Europe/Kiev'];
  for (const name of [...known, ...alike]) {
    expect(timeZone.safeParse(name).success).toBe(true);
  }
  for (const name of ['', 'Local', 'europe/berlin', 'Berlin', '+01:00', 'Europe/Berlin ', 'Europe/Bärlin']) {
    expect([name, timeZone.safeParse(name).success]).toEqual([name, false]);
  }
});
