import { COLOURS, type Colour } from '../construct/props/colour';
import { imageVersion } from '../construct/props/image';
import { shown } from '../construct/validate/problem';
import { valueIn } from '../text/yaml/documents';

/** What a release file says for one colour. */
export interface Entry {
  /** As people say it; where the file has none, the image's tag, or the beginning of its digest. */
  readonly version?: string;
  readonly image?: string;
  /** The release id of a frozen release. */
  readonly release?: string;
  readonly retired: boolean;
  readonly preview?: true;
  /** All that stands there but how large it is for a while: `retired`, `preview` and `raised`. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** What a release file says. */
export interface ReleaseState {
  readonly active: Colour;
  /** Whether users are on both colours, in the middle of a promotion. */
  readonly shared?: true;
  /** Percent of the requests that the idle colour gets. @default - none */
  readonly weight?: number;
  readonly blue?: Entry;
  readonly green?: Entry;
}

/** A release in its colour, by name. */
export interface ReleaseName {
  readonly colour: Colour;
  readonly version?: string;
  readonly image?: string;
  /** The release id, where the release is frozen. */
  readonly release?: string;
}

/** What a colour runs, by name. */
export function releaseName(colour: Colour, state: ReleaseState): ReleaseName {
  const { version, image, release } = state[colour] ?? {};
  return { colour, version, image, release };
}

/** Why a committed text is no release file. */
export class NoReleaseFile extends Error {}

/**
 * Reads what history needs of a committed release file, and no more: an old one may hold keys that are not known today.
 * @throws NoReleaseFile that says what was expected and what was got
 */
export function releaseState(text: string): ReleaseState {
  const known = READ.get(text) ?? stateIn(text);
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(text, known);
  return known;
}

// To read YAML takes longer than all that follows, and what one commit leaves, the next one finds.
const READ = new Map<string, ReleaseState>();
const MOST_READ = 1000;

function stateIn(text: string): ReleaseState {
  const file = record(parsed(text), 'keys with values');
  const active = file['active'];
  if (!COLOURS.includes(active as Colour)) {
    throw new NoReleaseFile(`active: expected ${COLOURS.join(' or ')}, got ${shown(active)}`);
  }
  const weight = typeof file['weight'] === 'number' && file['weight'] > 0 ? file['weight'] : undefined;
  const isShared = file['overlap'] === true || weight !== undefined;
  const state: { active: Colour; shared?: true; weight?: number; blue?: Entry; green?: Entry } = {
    active: active as Colour,
    ...(isShared && { shared: true }),
    ...(weight !== undefined && { weight }),
  };
  for (const colour of COLOURS) {
    const value = file[colour];
    if (value !== undefined && value !== null) state[colour] = entry(record(value, 'keys with values', colour), colour);
  }
  return state;
}

/** The same; undefined where the text is no release file, or there is none. */
export function readableState(text: string | undefined): ReleaseState | undefined {
  if (text === undefined) return undefined;
  try {
    return releaseState(text);
  } catch (error) {
    if (!(error instanceof NoReleaseFile)) throw error;
    return undefined;
  }
}

function entry(value: Readonly<Record<string, unknown>>, colour: Colour): Entry {
  const { retired = false, preview = false, raised: _, ...content } = value;
  const image = text(content['image'], `${colour}.image`);
  const release = text(content['release'], `${colour}.release`);
  const version = text(content['version'], `${colour}.version`) ?? (image && imageVersion(image));
  if (typeof retired !== 'boolean') {
    throw new NoReleaseFile(`${colour}.retired: expected true or false, got ${shown(retired)}`);
  }
  return { version, image, release, retired, ...(preview === true && { preview }), content };
}

function parsed(text: string): unknown {
  try {
    return valueIn(text);
  } catch (error) {
    throw new NoReleaseFile(`this is no YAML: ${(error as Error).message.split('\n')[0]}`);
  }
}

function record(value: unknown, expected: string, path = ''): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new NoReleaseFile(`${path && `${path}: `}expected ${expected}, got ${shown(value)}`);
}

function text(value: unknown, path: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new NoReleaseFile(`${path}: expected a text, got ${shown(value)}`);
}
