/** Random numbers that are the same for the same seed (mulberry32). */
export class Random {
  public constructor(private state: number) {}

  /** At least `from`, less than `to`. */
  public between(from: number, to: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return from + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (to - from);
  }

  /** Any of them. */
  public pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.between(0, choices.length))]!;
  }
}
