// Loaded before the app: a file system that lists its folders in another order.
const fs = require('node:fs');

const { readdirSync } = fs;
fs.readdirSync = (...args) => readdirSync(...args).reverse();
