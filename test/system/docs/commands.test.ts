import { documents, parseDocument } from './document';
import { ScratchCheckout } from './scratch-checkout';
import { INSTEAD, partsOfCommands, stepsOf } from './steps';
import { worksThrough } from './worked-through';

const all = documents();

worksThrough(all.filter(({ file }) => file !== 'README.md'));

test('every command that is not run stands in a document', () => {
  const parts = all.flatMap(partsOfCommands);
  expect(INSTEAD.filter(({ command }) => !parts.some(part => command.test(part)))).toEqual([]);
});

describe('a document that shows what does not hold is found', () => {
  let checkout: ScratchCheckout;
  beforeAll(() => {
    checkout = new ScratchCheckout();
  });
  afterAll(() => checkout.remove());
  const read = (markdown: string) => () => {
    for (const step of stepsOf(parseDocument('some.md', markdown))) step.do(checkout);
  };

  test.each([
    ['a command that fails', '```sh\ngit nonsense\n```', /git nonsense\nended with 1/],
    ['a command that is not there', '```sh\nbluegreen-nonsense\n```', /ended with 127/],
    ['another output', '```console\n$ echo yes\nno\n```', /Expected: "no"/],
    ['a fence of another kind', '```bash\nnpm run synth\n```', /got "bash"/],
    ['a fence of no kind', '```\nnpm run synth\n```', /got ""/],
    ['a console without a command', '```console\nyes\n```', /expected "\$ "/],
    ['a command on two lines', '```sh\necho \\\n  yes\n```', /on one line/],
    ['an edit of lines that are not there', edit('active: purple'), /patch (failed|does not apply)/],
    ['a diff of dist/ that is not so', '```diff\n+++ b/dist/a.yaml\n```', /Expected: .*dist\/a.yaml/],
    ['a program that does not compile', '```ts\nconst a: string = 1;\n```', /TS2322/],
    ['another output of a program', "```ts\nconsole.log('yes');\n```\n```text\nno\n```", /Expected: "no"/],
  ])('%s', (_, markdown, message) => expect(read(markdown)).toThrow(message));

  function edit(line: string): string {
    return ['```diff', '--- a/releases/production/ping.yaml', '+++ b/releases/production/ping.yaml']
      .concat('@@ -2,1 +2,1 @@', `-${line}`, '+active: green', '```')
      .join('\n');
  }
});
