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

const withYaml = documents()
  .map(({ file, blocks }) => ({ file, blocks: blocks.filter(({ language }) => language === 'yaml') }))
  .filter(({ blocks }) => blocks.length);

test.each(withYaml)('the files that $file shows are read without a problem', ({ file, blocks }) => {
  for (const { text, line } of blocks) {
    const [, name] = /^# ((?:apps|releases)\/\S+\.yaml|bluegreen\.yaml)\n/.exec(text) ?? [];
    if (!name)
      throw new Error(`${file}:${line}: expected the file's name in the first line, such as "# apps/hello.yaml"`);
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const { applications, problems } = readProject(project, { args: [] });
  const found = [...problems, ...applications.flatMap(({ props, locate }) => decide(props).problems.map(locate))];
  expect(found.map(problem => diagnosticText(problem).text)).toEqual([]);
});
