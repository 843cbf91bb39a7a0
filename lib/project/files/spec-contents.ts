import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileProps, MOST_IN_CONFIG_MAP } from '../../construct/props/file';
import type { Path } from '../../construct/validate/problem';
import type { Diagnostic } from './diagnostic';
import { linked, reason } from './file-text';
import type { ApplicationFile, WrittenSpec } from './files';
import { linkOnTheWay } from './link-on-the-way';
import type { ValidatedFile } from './validated-file';

/** What a file of the project holds, or why that can't be said. */
export type ReadContent = (path: string) => Content;

type Content = Pick<FileProps, 'text' | 'base64'> | { readonly message: string; readonly fix?: string };

type WrittenFiles = NonNullable<WrittenSpec['files']>;

/** A spec in which the content of each file stands in the place of its name. */
export function withContents(
  { file, value }: ValidatedFile<WrittenSpec>,
  folder: string,
  read: ReadContent,
  problems: Diagnostic[],
): ValidatedFile<ApplicationFile> {
  if (!value) return { file };
  const filled = (files: WrittenFiles | undefined, at: Path) => {
    if (!files) return {};
    const contents = Object.entries(files).map(([path, said]) => {
      const here = [...at, 'files', path];
      const { file: name, ...rest } = typeof said === 'string' ? { file: said } : said;
      if (name === undefined) return [path, rest] as const;
      const content = oneContent(rest) ?? read(`${folder}/${name}`);
      if (!('message' in content)) return [path, { ...content, ...rest }] as const;
      problems.push(file.locate({ path: here, ...content, message: `${folder}/${name}: ${content.message}` }));
      return [path, { ...rest, text: '' }] as const;
    });
    return { files: Object.fromEntries(contents) };
  };
  const { files, environments, ...shared } = value;
  const overrides = Object.entries(environments ?? {}).map(([name, { files: own, ...override }]) => [
    name,
    { ...override, ...filled(own, ['environments', name]) },
  ]);
  return {
    file,
    value: {
      ...shared,
      ...filled(files, []),
      ...(environments && { environments: Object.fromEntries(overrides) }),
    } as ApplicationFile,
  };
}

function oneContent({ text, base64 }: FileProps): Content | undefined {
  if (text === undefined && base64 === undefined) return undefined;
  return { message: `expected either the file or its content, got "${text === undefined ? 'base64' : 'text'}" too` };
}

/** Reads files of a project. What a link leads to may lie outside of it, and is not read. */
export const contentOf =
  (root: string): ReadContent =>
  path => {
    try {
      const link = linkOnTheWay(root, path);
      if (link !== undefined) {
        const [message, more] = linked(link, path);
        return { message, ...more };
      }
      const found = lstatSync(join(root, path));
      if (!found.isFile()) {
        return { message: `expected a file, got ${found.isDirectory() ? 'a folder' : 'a pipe or a device'}` };
      }
      return tooMuch(found.size) ?? contentIn(readFileSync(join(root, path)));
    } catch (error) {
      return { message: reason(error) };
    }
  };

function tooMuch(bytes: number): Content | undefined {
  if (bytes <= MOST_IN_CONFIG_MAP) return undefined;
  const message = `expected at most ${MOST_IN_CONFIG_MAP} bytes, which is what a ConfigMap holds, got ${bytes}`;
  return { message, fix: 'put it into the image, or fetch it as the application starts' };
}

/** Bytes as a text where every YAML reader takes it for the same, else as they are. */
export function contentIn(bytes: Buffer): Content {
  const refused = tooMuch(bytes.length);
  if (refused) return refused;
  const text = bytes.toString('utf8');
  return PLAIN.test(text) && bytes.equals(Buffer.from(text)) ? { text } : { base64: bytes.toString('base64') };
}

// What YAML calls printable, without the byte order mark.
const PLAIN = /^[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
