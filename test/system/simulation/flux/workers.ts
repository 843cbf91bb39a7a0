/** The controller's workers: who finds none free stands in line. */
export class Workers {
  private readonly line: (() => void)[] = [];

  public constructor(private free: number) {}

  /** Has somebody work as soon as a worker is free. */
  public take(work: () => void): void {
    if (this.free > 0) {
      this.free--;
      work();
    } else {
      this.line.push(work);
    }
  }

  /** The worker goes to the next in line. */
  public giveBack(): void {
    const next = this.line.shift();
    if (next) next();
    else this.free++;
  }
}
