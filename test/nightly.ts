/** Whether there is time for every case: a run of every change tries some of them, and others in the next run. */
export const NIGHTLY = process.env['NIGHTLY'] === 'yes';

/** For what is dear, and hardly ever broken by a change of the code: other versions of Node, package managers, languages. */
export const atNight = NIGHTLY ? describe : describe.skip;

/** Every n-th of some cases, from one of the first n on; at night all of them. */
export function someOf<T>(cases: readonly T[], n: number): T[] {
  const first = Math.floor(Math.random() * n);
  return cases.filter((_, index) => NIGHTLY || index % n === first);
}
