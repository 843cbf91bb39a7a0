import { problemText } from '../read/located-problem';
import { failed, type Report, refusalText, reportText } from './report';

/** Prints what came of a verb, and sets the exit code. */
export function tell(report: Report, output: 'text' | 'json'): void {
  if (output === 'json') console.log(JSON.stringify(report, null, 2));
  else {
    for (const problem of report.problems) console.error(problemText(problem));
    process.stderr.write(refusalText(report));
    process.stdout.write(reportText(report));
  }
  if (failed(report)) process.exitCode = 1;
}
