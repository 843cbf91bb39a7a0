/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testRegex: '\\.test\\.ts$',
  // Needs a cluster: npm run test:cluster.
  testPathIgnorePatterns: ['<rootDir>/test/system/engines/'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  globalSetup: '<rootDir>/test/temporary-files.js',
  snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  reporters: ['default', '<rootDir>/test/closing-line.js'],
  testTimeout: 60_000,
  // Most tests wait for processes of their own; jest leaves one core of two idle otherwise.
  maxWorkers: '100%',
};
