/** Something that is still to happen. */
export interface Timer {
  cancel(): void;
}

interface Due {
  readonly at: number;
  /** Of two things that are due at once, the one that was asked for first happens first. */
  readonly order: number;
  action: (() => void) | undefined;
}

/** The time of a simulated world, in seconds. Nothing ever happens beside it. */
export class Clock {
  private time = 0;
  private asked = 0;
  /** A heap: each entry is due no later than the two at twice its place. */
  private readonly due: Due[] = [];

  /** Seconds since the world began. */
  public get now(): number {
    return this.time;
  }

  /** Has something happen in some seconds. */
  public after(seconds: number, action: () => void): Timer {
    const entry: Due = { at: this.time + seconds, order: this.asked++, action };
    this.push(entry);
    return {
      cancel: () => {
        entry.action = undefined;
      },
    };
  }

  /** Lets everything happen that is due by then, one after another, and has it watched. */
  public runUntil(time: number, watch: () => void = () => {}): void {
    while (this.due.length && this.due[0]!.at <= time) {
      const { at, action } = this.pop();
      if (!action) continue;
      this.time = at;
      action();
      watch();
    }
    this.time = time;
  }

  private push(entry: Due): void {
    let place = this.due.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!isBefore(entry, this.due[above]!)) break;
      this.due[place] = this.due[above]!;
      place = above;
    }
    this.due[place] = entry;
  }

  private pop(): Due {
    const first = this.due[0]!;
    const last = this.due.pop()!;
    if (!this.due.length) return first;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.due.length) break;
      if (below + 1 < this.due.length && isBefore(this.due[below + 1]!, this.due[below]!)) below++;
      if (!isBefore(this.due[below]!, last)) break;
      this.due[place] = this.due[below]!;
      place = below;
    }
    this.due[place] = last;
    return first;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
