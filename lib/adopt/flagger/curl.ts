type Fields = { readonly [key: string]: any };

/** What a command with curl asks for. */
interface Asking {
  readonly url: string;
  /** As `smoke` says it: all but where it goes. */
  readonly request: Fields;
}

const SILENT = /^-[sSfk]+$|^--(silent|show-error|fail|insecure)$/;
// A word that grep takes for itself, whatever kind of pattern it is.
const PLAIN = /^[\w "':,=@/-]+$/;
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** Reads `curl URL`, and `curl URL | grep WORD`; undefined for a command that does anything else. */
export function askedByCurl(command: string): Asking | undefined {
  const words = wordsOf(command.trim());
  if (!words) return undefined;
  const at = words.indexOf(PIPE);
  const [ask, look] = at < 0 ? [words, undefined] : [words.slice(0, at), words.slice(at + 1)];
  const contains = look && wordLookedFor(look);
  if (ask[0] !== 'curl' || (look && contains === undefined)) return undefined;
  let url: string | undefined;
  let method: string | undefined;
  let body: string | undefined;
  let seconds: number | undefined;
  const headers: { [name: string]: string } = {};
  const rest = ask.slice(1);
  while (rest.length) {
    // `-sd text` is `-s -d text`.
    const word = rest.shift()!.replace(/^-[sSfk]+(?=[dHXmo]$)/, '-');
    if (SILENT.test(word)) continue;
    if (!word.startsWith('-') && url === undefined) {
      url = word;
      continue;
    }
    const value = rest.shift();
    if (value === undefined || value === PIPE) return undefined;
    if (word === '-d' || word === '--data') body = value;
    else if (word === '-X' || word === '--request') method = value;
    else if ((word === '-m' || word === '--max-time') && /^\d+$/.test(value)) seconds = Number(value);
    else if (word === '-o' && value === '/dev/null') continue;
    else if (word === '-H' || word === '--header') {
      const [, name, text] = /^([^:]+):\s*(.*)$/.exec(value) ?? [];
      if (name === undefined) return undefined;
      headers[name] = text!;
    } else return undefined;
  }
  if (url === undefined || body?.startsWith('@')) return undefined;
  const said = { ...(body !== undefined && FORM), ...headers };
  const verb = method ?? (body === undefined ? undefined : 'POST');
  return {
    url: /^https?:/.test(url) ? url : `http://${url}`,
    request: {
      ...(verb !== undefined && verb !== 'GET' && { method: verb }),
      ...(Object.keys(said).length && { headers: said }),
      ...(body !== undefined && { body }),
      ...(contains !== undefined && { contains }),
      ...(seconds !== undefined && { timeoutSeconds: seconds }),
    },
  };
}

function wordLookedFor(words: readonly string[]): string | undefined {
  const [program, ...rest] = words;
  const patterns = rest.filter(word => !['-q', '-F', '-qF', '-Fq', '-E'].includes(word));
  const [word = ''] = patterns;
  return program === 'grep' && patterns.length === 1 && PLAIN.test(word) && !word.startsWith('-') ? word : undefined;
}

// No word that anybody writes.
const PIPE = '\n|';

// The words of a command without anything that a shell would work on; undefined where there is.
function wordsOf(command: string): string[] | undefined {
  const words: string[] = [];
  let rest = command;
  while (rest) {
    const [pipe] = /^\|(?!\|)\s*/.exec(rest) ?? [];
    const [all = '', single, double, bare] =
      /^(?:'([^']*)'|"([^"$`\\]*)"|([^\s'"|&;<>$`\\()*?[\]{}!#~]+))(?=[\s|]|$)\s*/.exec(rest) ?? [];
    const word = pipe === undefined ? (single ?? double ?? bare) : PIPE;
    if (word === undefined) return undefined;
    words.push(word);
    rest = rest.slice((pipe ?? all).length);
  }
  return words.filter(word => word === PIPE).length > 1 ? undefined : words;
}
