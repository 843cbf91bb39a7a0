import type * as z from 'zod/mini';

/**
 * The zod schema of every key of an interface: `z.strictObject({ … } satisfies ShapeOf<Port>)` does not compile while
 * a key is missing, misspelt or of another type. So what the validator accepts and what the docs promise stay one.
 */
export type ShapeOf<T> = { readonly [K in keyof Required<T>]: z.ZodMiniType<T[K]> };
