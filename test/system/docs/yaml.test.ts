import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decide } from '../../../lib/construct/resolve/application';
import { diagnosticText } from '../../../lib/project/files/diagnostic';
import { readProject } from '../../../lib/project/files/project';
import { CHECKOUT, documents } from './document';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'docs-yaml-'));
  for (const input of ['bluegreen.yaml', 'apps', 'releases']) {
    cpSync(join(CHECKOUT, input), join(project, input), { recursive: true });
  }
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

const withYaml = documents()
  .map(({ file, blocks }) => ({ file, blocks: blocks.filter(({ language }) => language === 'yaml') }))
  .filter(({ blocks }) => blocks.length);

test.each(withYaml)('the files that $file shows are read without a problem', ({ file, blocks }) => {
  for (const { text, line } of blocks) {
    const [, name] = /^# ((?:apps|releases)\/\S+\.yaml|bluegreen\.yaml)\n/.exec(text) ?? [];
    if (!name)
      throw new Error(`${file}:${line}: expected the file's name in the first line, such as "# apps/hello.yaml"`);
    write(name, text);
    // What a spec names with its place beside it, such as "nginx.conf # apps/web/nginx.conf".
    for (const [, named] of text.matchAll(/# (apps\/\S+\/[^\s,]+)/g)) if (named !== name) write(named!, 'any\n');
  }
  const { applications, problems } = readProject(project, { args: [] });
  const found = [...problems, ...applications.flatMap(({ props, locate }) => decide(props).problems.map(locate))];
  expect(found.map(problem => diagnosticText(problem).text)).toEqual([]);
});
