/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testRegex: '\\.test\\.ts$',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  snapshotResolver: '<rootDir>/test/snapshot-resolver.js',
  reporters: ['default', '<rootDir>/test/closing-line.js'],
  testTimeout: 60_000,
};
