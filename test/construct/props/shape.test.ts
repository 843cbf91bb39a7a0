import * as z from 'zod/mini';
import { shapeOf } from '../../../lib/construct/props/shape';

enum Size {
  SMALL = 'small',
  LARGE = 'large',
}

interface Box {
  readonly size: Size;
  readonly lines?: string[];
  readonly lid?: { readonly colour?: string };
}

const size = z.enum(Size);
const lines = z.optional(z.array(z.string()));
const lid = z.optional(z.looseObject({ colour: z.optional(z.string()) }));

// The compiler is the judge here: `npm run check` fails where one of these compiles.
test('a schema fits an interface only if it takes just what the interface promises', () => {
  const shape = shapeOf<Box>()({ size, lines, lid });
  expect(Object.keys(z.strictObject(shape).shape)).toEqual(['size', 'lines', 'lid']);

  // @ts-expect-error a key is missing
  shapeOf<Box>()({ size, lines });
  // @ts-expect-error a key is one of its own
  shapeOf<Box>()({ size, lines, lid, tilt: z.boolean() });
  // @ts-expect-error it takes more: another value
  shapeOf<Box>()({ size: z.string(), lines, lid });
  // @ts-expect-error it takes more: nothing at all
  shapeOf<Box>()({ size: z.optional(size), lines, lid });
  // @ts-expect-error it takes less: a key that may be left out has to be there
  shapeOf<Box>()({ size, lines: z.array(z.string()), lid });
  // @ts-expect-error it takes less: one value of two
  shapeOf<Box>()({ size: z.literal(Size.SMALL), lines, lid });
  // @ts-expect-error it takes less, further down
  shapeOf<Box>()({ size, lines, lid: z.optional(z.strictObject({ colour: z.string() })) });
});
