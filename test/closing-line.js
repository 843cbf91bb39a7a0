// Ends a run with one plain line that scripts can read.
module.exports = class {
  onRunComplete(_, results) {
    const broken = results.testResults.filter(file => file.testExecError).length;
    console.log(`${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`);
  }
};
