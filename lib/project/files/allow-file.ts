import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1, 'a text'));

/** `bluegreen-allow.yaml`: findings of `check` that a review has let pass, each for a time. */
export const allowFile = z.strictObject({
  allow: z.array(
    z.strictObject({
      rule: z.string().check(z.regex(/^BG\d{3}$/, 'the id of a rule, such as BG001')),
      application: text,
      reason: text,
      expires: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day, such as "2026-12-31"')),
    }),
  ),
});

export type AllowFile = z.infer<typeof allowFile>;
