import { BRACKET } from './commands';
import { type Safe, safe } from './safe';
import { UNSEEN } from './seen';

/** For scripts: all that there is, while nothing of it moves the cursor of who prints it, or orders a pipeline something. */
export function json(value: unknown): Safe<'json'> {
  const text = JSON.stringify(value, null, 2).replace(UNSEEN, character =>
    character === '\n' ? '\n' : coded(character),
  );
  return safe(`${text.replace(BRACKET, '#\\u0023')}\n`);
}

function coded(character: string): string {
  return [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
