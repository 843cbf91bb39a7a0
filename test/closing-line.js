// Ends a run with one plain line that scripts can read: behind jest's own summary, which comes after every reporter.
// What jest fails a run for counts as failed, though it is no test: a file that does not load, a snapshot that no test
// asks for any more.
module.exports = class {
  onRunComplete(_, { testResults, snapshot, numPassedTests, numFailedTests }) {
    const broken = testResults.filter(file => file.testExecError).length;
    const failed = numFailedTests + broken + snapshot.unchecked + snapshot.filesRemoved;
    process.once('exit', () => console.log(`${numPassedTests} passed, ${failed} failed`));
  }
};
