import { parseImage } from '../construct/props/image';
import { applicationName, dnsLabel } from '../construct/props/names';

/** Why an answer can't be taken, in words; undefined where it can. */
type Judge = (answer: string) => string | undefined;

const got = (answer: string) => `got ${JSON.stringify(answer)}`;

function fits(schema: typeof dnsLabel): Judge {
  return answer => {
    const { error } = schema.safeParse(answer);
    return error && `expected ${error.issues[0]!.message}, ${got(answer)}`;
  };
}

/** The name of an application. */
export const nameProblem = fits(applicationName);

/** The name of an environment or a namespace. */
export const labelProblem = fits(dnsLabel);

/** An image that says which one, and will be the same tomorrow. */
export const imageProblem: Judge = answer => {
  const image = parseImage(answer);
  if (!image) return `expected an image such as registry.example.com/web:1.0, ${got(answer)}`;
  if (!image.tag && !image.digest)
    return `expected an image with a tag or a digest, such as ${answer}:1.0, ${got(answer)}`;
  if (image.tag === 'latest' && !image.digest) return `expected a tag that stays what it is, ${got(answer)}`;
  return undefined;
};

/** The tag of an image that will be the same tomorrow. */
export const tagProblem: Judge = answer => {
  if (parseImage(`web:${answer}`)?.tag !== answer) return `expected a tag such as 1.0, ${got(answer)}`;
  return answer === 'latest' ? `expected a tag that stays what it is, ${got(answer)}` : undefined;
};

/** A port, as it is typed. */
export const portProblem: Judge = answer =>
  /^[1-9]\d{0,4}$/.test(answer) && Number(answer) <= 65535
    ? undefined
    : `expected a port from 1 to 65535, ${got(answer)}`;

/** The path of a request. */
export const pathProblem: Judge = answer =>
  answer.startsWith('/') ? undefined : `expected a path that starts with "/", ${got(answer)}`;
