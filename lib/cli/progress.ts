/** Where progress is shown: standard error, as far as it matters. */
interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const FIRST_MILLISECONDS = 1000;
const EVERY_MILLISECONDS = 100;
const ERASE_LINE = '\r\u001b[K';

/** Says how far a long run is, on one line of a terminal. In a pipe, and in the first second, it says nothing. */
export class Progress {
  private done = 0;
  private shownAt?: number;
  private readonly startedAt: number;

  /**
   * @param what such as `applications`
   * @param total undefined where nobody knows it beforehand
   * @param terminal opened only once there is something to say: in most runs that is never
   * @param now milliseconds on any clock
   */
  public constructor(
    private readonly what: string,
    private readonly total?: number,
    private readonly terminal: () => Terminal = () => process.stderr,
    private readonly now: () => number = () => process.uptime() * 1000,
  ) {
    this.startedAt = now();
  }

  /** Hands things out one by one; each is done when the next one is asked for. Whoever stops early ends the run too. */
  public *over<T>(things: Iterable<T>): Generator<T> {
    try {
      for (const thing of things) {
        yield thing;
        this.step();
      }
    } finally {
      this.end();
    }
  }

  /** One more is done. */
  public step(): void {
    this.done++;
    const now = this.now();
    const due = this.shownAt === undefined ? this.startedAt + FIRST_MILLISECONDS : this.shownAt + EVERY_MILLISECONDS;
    if (now < due || !this.terminal().isTTY) return;
    this.shownAt = now;
    const done = this.total === undefined ? this.done : `${this.done} of ${this.total}`;
    this.terminal().write(`${ERASE_LINE}${done} ${this.what}`);
  }

  /** The run is over, and its line goes. */
  public end(): void {
    if (this.shownAt !== undefined) this.terminal().write(ERASE_LINE);
    this.shownAt = undefined;
  }
}
