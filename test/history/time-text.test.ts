import { durationText } from '../../lib/history/time-text';

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [61, '1 minute 1 second'],
  [3_600, '1 hour'],
  [3_659, '1 hour'],
  [86_399, '23 hours 59 minutes'],
  [3 * 86_400 + 4 * 3_600 + 5, '3 days 4 hours'],
  [3 * 86_400 + 59 * 60, '3 days'],
  [365 * 86_400, '1 year'],
  [(2 * 365 + 31) * 86_400, '2 years 31 days'],
])('%d seconds are told as %s', (seconds, words) => {
  expect(durationText(seconds)).toBe(words);
});
