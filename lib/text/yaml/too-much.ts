/** Why a text can't be parsed as YAML, whatever it says; the message is for the user. */
export class TooMuch extends Error {
  public constructor(
    message: string,
    /** How to put it right. */
    public readonly fix?: string,
  ) {
    super(message);
  }
}
