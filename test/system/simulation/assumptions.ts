/**
 * What the promises rest on, beside the engines. For each, test/system/simulation/assumptions.test.ts shows a history that
 * goes wrong without it.
 */
export interface Assumptions {
  /** Nobody deploys to the idle colour or retires it before the engine has come to what git says of traffic. */
  readonly looksFirst: boolean;
  /** Nobody gives a share to the colour that users left last, before they are seen to have left it. */
  readonly goesBackWhole: boolean;
  /** A gate is skipped only for pods that are all ready. */
  readonly skipsOnlyWhatIsReady: boolean;
  /** What a colour had before, and gets again after something else, is promoted a few minutes later. */
  readonly bringsBackSlowly: boolean;
  /** Pods of an earlier release that were down when the gate looked do not come back before the rollout takes them. */
  readonly oldPodsStayDown: boolean;
}

export const CARE: Assumptions = {
  looksFirst: true,
  goesBackWhole: true,
  skipsOnlyWhatIsReady: true,
  bringsBackSlowly: true,
  oldPodsStayDown: true,
};
