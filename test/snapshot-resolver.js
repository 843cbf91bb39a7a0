// Snapshots live at the top, where reviewers of a pull request look for them: __snapshots__/<path of the test>.snap.
const path = require('node:path');

const root = path.resolve(__dirname, '..');

module.exports = {
  resolveSnapshotPath: (testPath, extension) =>
    path.join(
      root,
      '__snapshots__',
      path.relative(path.join(root, 'test'), testPath).replaceAll(path.sep, '.') + extension,
    ),
  resolveTestPath: (snapshotPath, extension) =>
    path.join(root, 'test', restore(path.basename(snapshotPath, extension))),
  testPathForConsistencyCheck: path.join(root, 'test', 'render', 'application.test.ts'),
};

// render.application.test.ts -> render/application.test.ts
function restore(name) {
  const stem = name.slice(0, -'.test.ts'.length);
  return `${stem.replaceAll('.', path.sep)}.test.ts`;
}
