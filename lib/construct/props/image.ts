/** A container image reference, taken apart. */
export interface Image {
  /** Registry and path, such as `pkw0301/app` or `registry.example.com:5000/team/app`. */
  readonly repository: string;
  readonly tag?: string;
  /** Such as `sha256:…`. */
  readonly digest?: string;
}

// The grammar of image references: https://pkg.go.dev/github.com/distribution/reference
const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?';
const NAME = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';

const TAG = ':([\\w][\\w.-]{0,127})';
const DIGEST = '@([a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,})';
const REFERENCE = new RegExp(`^(${HOST}${NAME}(?:/${NAME})*)(?:${TAG})?(?:${DIGEST})?$`);

/** Takes an image reference apart; undefined where it is none. */
export function parseImage(reference: string): Image | undefined {
  const match = REFERENCE.exec(reference);
  if (!match) return undefined;
  const [, repository, tag, digest] = match;
  return { repository: repository!, ...(tag && { tag }), ...(digest && { digest }) };
}

/** What an image calls its version, when nobody says one: its tag, or the beginning of its digest. */
export function imageVersion(reference: string): string | undefined {
  const { tag, digest } = parseImage(reference) ?? {};
  return tag ?? (digest && shortDigest(digest));
}

/** As much of a digest as people read: `sha256:0123456789ab`. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
