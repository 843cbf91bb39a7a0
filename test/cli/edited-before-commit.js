// Loaded before the tool: once a change is made, and before it is committed, an editor saves one of its files.
const fs = require('node:fs');
const { join } = require('node:path');

const { unlinkSync } = fs;
fs.unlinkSync = path => {
  unlinkSync(path);
  if (String(path).endsWith(join('.bluegreen', 'journal'))) {
    fs.appendFileSync('releases/production/ping.yaml', '# saved meanwhile\n');
  }
};
