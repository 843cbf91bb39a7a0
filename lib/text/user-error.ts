/** Why a run ends without what was asked, in words for the user, who gets no stack trace: the base of all such errors. */
export class UserError extends Error {
  /** Of the process: 1 where the input or the change is bad, 2 for wrong usage. */
  public readonly exitCode: 1 | 2 = 1;

  /** All that is printed. */
  public get text(): string {
    return `error: ${this.message}`;
  }
}
