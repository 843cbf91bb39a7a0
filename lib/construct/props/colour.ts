/** One of the two environments that an application runs in. Both always exist; one of them is active. */
export enum Colour {
  BLUE = 'blue',
  GREEN = 'green',
}

/** Both colours, in the order in which they are written. */
export const COLOURS: readonly Colour[] = [Colour.BLUE, Colour.GREEN];

/** The other one: the idle colour of the active one, and the other way round. */
export function otherColour(colour: Colour): Colour {
  return colour === Colour.BLUE ? Colour.GREEN : Colour.BLUE;
}
