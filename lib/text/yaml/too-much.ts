import { UserError } from '../user-error';

/** Why a text can't be parsed as YAML, whatever it says. */
export class TooMuch extends UserError {
  public constructor(
    message: string,
    /** How to put it right. */
    public readonly fix?: string,
  ) {
    super(message);
  }
}
