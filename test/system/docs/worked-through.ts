import type { Document } from './document';
import { ScratchCheckout } from './scratch-checkout';
import { stepsOf } from './steps';

/** Tests that do all that documents show, each in a checkout of its own, in the order in which it stands there. */
export function worksThrough(documents: readonly Document[]): void {
  jest.setTimeout(240_000);
  const shown = documents.map(document => ({ file: document.file, steps: stepsOf(document) }));
  describe.each(shown.filter(({ steps }) => steps.length))('what $file shows works', ({ file, steps }) => {
    let checkout: ScratchCheckout;
    beforeAll(() => {
      checkout = new ScratchCheckout();
    });
    afterAll(() => checkout.remove());

    test.each(steps)(`${file}:$line: $title`, step => step.do(checkout));
  });
}
