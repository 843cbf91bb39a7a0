import * as z from 'zod/mini';
import { shapeOf } from './shape';

/** A file that the container finds, and can't write to. Give either `text` or `base64`. */
export interface FileProps {
  /**
   * What it holds.
   * @default - what `base64` says
   */
  readonly text?: string;
  /**
   * What it holds, where that is no text: its bytes in base64, on one line.
   * @default - what `text` says
   */
  readonly base64?: string;
  /**
   * Whether it may be run as a program.
   * @default false
   */
  readonly executable?: boolean;
}

/**
 * What a ConfigMap may hold, in bytes.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
 */
export const MOST_IN_CONFIG_MAP = 1024 * 1024;

/** The longest key of a ConfigMap, and the "/" in front that the key has not. */
const LONGEST_PATH = 253 + 1;

/** Where a container finds a file. A part of it must not start with "..", which Kubernetes keeps for itself. */
export const filePath = z
  .string()
  .check(
    z.regex(
      /^(\/(?!\.\.)(?!\.(\/|$))[-._a-zA-Z0-9]+)+$/,
      'the path of a file in the container, such as "/etc/nginx/nginx.conf": letters, digits, "-", "_" and "." between each "/"',
    ),
    z.maxLength(LONGEST_PATH, `the path of a file: at most ${LONGEST_PATH} characters`),
  );

export const fileShape = shapeOf<FileProps>()({
  text: z.optional(z.string()),
  base64: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
          'bytes in base64, on one line, as "base64 -w0 FILE" writes them',
        ),
      ),
  ),
  executable: z.optional(z.boolean()),
});

export const fileSchema = z.strictObject(fileShape).register(z.globalRegistry, { id: 'FileProps' });
