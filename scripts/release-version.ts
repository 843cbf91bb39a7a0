/** Fails unless a tag, such as v1.2.0, is the version of package.json, and CHANGELOG.md has what it brings, under a date. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (file: string): string => readFileSync(join(__dirname, '..', file), 'utf8');

export function wrongRelease(tag: string, version: string, changelog: string): string[] {
  const wrong: string[] = [];
  if (tag !== `v${version}`) wrong.push(`the tag is "${tag}", expected "v${version}", the version of package.json`);
  const heading = changelog.split('\n').find(line => line.startsWith(`## [${version}]`));
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(heading ?? '')) {
    const found = heading ? `has "${heading}"` : 'does not know this version';
    wrong.push(`CHANGELOG.md ${found}, expected "## [${version}] - " and the day of the release, as 2027-01-31`);
  }
  return wrong;
}

if (require.main === module) {
  const [tag = ''] = process.argv.slice(2);
  const wrong = wrongRelease(tag, JSON.parse(read('package.json')).version, read('CHANGELOG.md'));
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length ? 1 : 0;
}
