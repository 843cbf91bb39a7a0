// A registry with the archive that its arguments name, and a later version by a stranger whose script says that it ran.
const { execFileSync } = require('node:child_process');
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');

const [archive, version, folder] = process.argv.slice(2);
const name = 'cdk8s-blue-green';
const stranger = {
  name,
  version: '9.9.9',
  bin: { [name]: 'run.js' },
  scripts: { install: 'echo a script ran >> "$FORGE/calls"' },
};
mkdirSync(join(folder, 'package'));
writeFileSync(join(folder, 'package', 'package.json'), JSON.stringify(stranger));
writeFileSync(join(folder, 'package', 'run.js'), '#!/usr/bin/env node\n');
execFileSync('tar', ['-czf', 'stranger.tgz', 'package'], { cwd: folder });
const archives = { [version]: archive, '9.9.9': join(folder, 'stranger.tgz') };

const server = createServer(({ url, headers }, response) => {
  const [, asked] = /^\/archive\/(.*)$/.exec(url) ?? [];
  if (asked) return response.end(readFileSync(archives[asked]));
  const entry = is => ({ ...stranger, version: is, dist: { tarball: `http://${headers.host}/archive/${is}` } });
  const versions = Object.fromEntries(Object.keys(archives).map(is => [is, entry(is)]));
  response.end(JSON.stringify({ name, 'dist-tags': { latest: '9.9.9' }, versions }));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
