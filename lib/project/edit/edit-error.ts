import { UserError } from '../../text/user-error';

/** An edit that can't be made without harm to the rest of the file. */
export class EditError extends UserError {
  public constructor(
    message: string,
    /** Where in the text, from 1. */
    public readonly line: number,
    /** How the user gets the edit made all the same. */
    public readonly fix?: string,
  ) {
    super(message);
  }
}
