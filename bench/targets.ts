import type { Measured } from './measure';

/** Something that is promised, in numbers. */
export interface Target {
  readonly title: string;
  readonly most: number;
  readonly unit: string;
  reached(found: Find): number;
}

/** What a row took, by its title and size. */
type Find = (title: string, size: number) => Measured;

const OURS = 'this project';

export const TARGETS: readonly Target[] = [
  {
    title: '1 application, in times of bare node',
    most: 3.5,
    unit: 'x',
    reached: find => find(OURS, 1).seconds / find('bare node', 0).seconds,
  },
  {
    title: '1,000 applications, in times of the naive program',
    most: 1.5,
    unit: 'x',
    reached: find => find(OURS, 1000).seconds / find('naive cdk8s program', 1000).seconds,
  },
  {
    // Linear: an application costs no more among 1,000 than among 100, apart from the start.
    title: 'each of 1,000 applications, in times of each of 100',
    most: 1.1,
    unit: 'x',
    reached: find => each(find, 1000) / each(find, 100),
  },
  {
    title: '1,000 applications, in times of helm template',
    most: 1.5,
    unit: 'x',
    reached: find => find(OURS, 1000).seconds / find('helm template', 1000).seconds,
  },
  {
    title: '1,000 applications after one promotion, in times of the first synth',
    most: 0.25,
    unit: 'x',
    reached: find => find(`${OURS}, after one promotion`, 1000).seconds / find(OURS, 1000).seconds,
  },
  {
    // It grows with the square: at 1,000 it would be still less.
    title: '300 applications, in times of kubectl kustomize',
    most: 0.2,
    unit: 'x',
    reached: find => find(OURS, 300).seconds / find('kubectl kustomize', 300).seconds,
  },
  {
    title: '10,000 applications, in times of 1,000',
    most: 11,
    unit: 'x',
    reached: find => find(OURS, 10_000).seconds / find(OURS, 1000).seconds,
  },
  {
    title: '10,000 applications, peak memory',
    most: 250,
    unit: ' MB',
    reached: find => find(OURS, 10_000).megabytes!,
  },
  {
    title: 'a promotion among 10,000 applications, in times of one that is alone',
    most: 1.3,
    unit: 'x',
    reached: find => find('bluegreen promote', 10_000).seconds / find('bluegreen promote', 1).seconds,
  },
  {
    title: 'an App of 100 constructs, in times of one by plain cdk8s-plus',
    most: 2,
    unit: 'x',
    reached: find => find('App by the construct', 100).seconds / find('App by plain cdk8s-plus', 100).seconds,
  },
  {
    title: 'bluegreen promote of 1 application, in times of bare node',
    most: 3.2,
    unit: 'x',
    reached: find => find('bluegreen promote', 1).seconds / find('bare node', 0).seconds,
  },
  {
    title: 'bluegreen promote to other settings, in times of bare node',
    most: 4.5,
    unit: 'x',
    reached: find => find('bluegreen promote, to other settings', 1).seconds / find('bare node', 0).seconds,
  },
  {
    title: 'bluegreen --help, in times of bare node',
    most: 1.3,
    unit: 'x',
    reached: find => find('bluegreen --help', 1).seconds / find('bare node', 0).seconds,
  },
  {
    title: 'bluegreen status of 1 application, in times of bare node',
    most: 2.2,
    unit: 'x',
    reached: find => find('bluegreen status', 1).seconds / find('bare node', 0).seconds,
  },
  {
    title: 'bluegreen check of 1 application, in times of bare node',
    most: 4,
    unit: 'x',
    reached: find => find('bluegreen check', 1).seconds / find('bare node', 0).seconds,
  },
  {
    title: 'bluegreen check of one change among 1,000 applications, in times of a synth of all',
    most: 0.5,
    unit: 'x',
    reached: find => find('bluegreen check', 1000).seconds / find(OURS, 1000).seconds,
  },
  {
    title: 'bluegreen promote of all of 1,000 applications, in times of a synth of all',
    most: 4,
    unit: 'x',
    reached: find => find('bluegreen promote --all', 1000).seconds / find(OURS, 1000).seconds,
  },
  {
    title: 'bluegreen check of a promotion of all of 1,000 applications, in times of a synth of all',
    most: 4,
    unit: 'x',
    reached: find => find('bluegreen check of promote --all', 1000).seconds / find(OURS, 1000).seconds,
  },
  {
    // Git looks at the folders of all: see README.md.
    title: 'bluegreen check of one change among 10,000 applications, in times of one that is alone',
    most: 10,
    unit: 'x',
    reached: find => find('bluegreen check', 10_000).seconds / find('bluegreen check', 1).seconds,
  },
  {
    title: 'bluegreen check of two commits among 10,000 applications, in times of one that is alone',
    most: 3,
    unit: 'x',
    reached: find => find('bluegreen check of commits', 10_000).seconds / find('bluegreen check of commits', 1).seconds,
  },
  {
    title: '1,000 applications, peak memory',
    most: 250,
    unit: ' MB',
    reached: find => find(OURS, 1000).megabytes!,
  },
];

function each(find: Find, size: number): number {
  return (find(OURS, size).seconds - find(OURS, 1).seconds) / (size - 1);
}
