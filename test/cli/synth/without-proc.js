// Loaded before the app: a system without /proc, such as macOS.
const fs = require('node:fs');

const { readFileSync } = fs;
fs.readFileSync = (path, ...rest) => readFileSync(String(path).replace(/^\/proc\//, '/there-is-no-proc/'), ...rest);
