import type * as z from 'zod/mini';

/** The zod schema of every key of an interface. */
type ShapeOf<T> = { readonly [K in keyof Required<T>]: z.ZodMiniType<T[K]> };

/** A shape in which no schema asks for more than the interface promises to take, and no key is one of its own. */
type AsWide<T, S> = {
  readonly [K in keyof S]: K extends keyof T ? (Plain<T[K]> extends z.output<S[K]> ? S[K] : never) : never;
};

// An interface does not fit where any key may stand beside its own; the same type without a name does.
type Plain<T> = T extends object ? { [K in keyof T]: Plain<T[K]> } : T;

/**
 * The zod schemas of the keys of an interface: `z.strictObject(shapeOf<PortProps>()({ … }))` does not compile while a
 * key is missing, misspelt or of another type, be it a wider or a narrower one. So what the validator accepts and what
 * the docs promise stay one.
 */
export const shapeOf =
  <T>() =>
  <S extends ShapeOf<T>>(shape: S & AsWide<T, S>): S =>
    shape;
