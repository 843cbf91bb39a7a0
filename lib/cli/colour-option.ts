import { Option } from 'commander';
import { COLOURS, type Colour } from '../construct/props/colour';

export interface ColourChoice {
  readonly colour?: Colour;
}

/** `--colour`, with which a script says what it believes: a wrong belief is refused. */
export function colourOption(description: string): Option {
  return new Option('--colour <colour>', description).choices(COLOURS);
}
