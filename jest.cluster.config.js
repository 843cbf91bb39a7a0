const { transform, reporters } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test/system/engines'],
  testRegex: '\\.test\\.ts$',
  transform,
  reporters,
  testTimeout: 1_800_000,
  // One cluster, one repository: one thing at a time.
  maxWorkers: 1,
};
