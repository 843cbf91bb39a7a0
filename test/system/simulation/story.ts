import type { Clock } from './clock';

/** What happened in a simulated world, for a person to read. */
export class Story {
  private readonly lines: string[] = [];

  public constructor(private readonly clock: Clock) {}

  public tell(event: string): void {
    this.lines.push(`${moment(this.clock.now)}  ${event}`);
  }

  public toString(): string {
    return this.lines.join('\n');
  }
}

// `1:02:03`, always of the same width, so that the eye runs down.
function moment(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
