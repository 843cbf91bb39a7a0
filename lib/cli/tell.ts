import { problemText } from '../project/files/located-problem';
import { json } from '../text/json';
import { complain, print } from './print';
import { failed, type Report, refusalText, reportText } from './report';

/** Prints what came of a verb, and sets the exit code. */
export function tell(report: Report, output: 'text' | 'json'): void {
  if (output === 'json') print(json(report));
  else {
    for (const problem of report.problems) complain(problemText(problem));
    if (report.refused.length) complain(refusalText(report));
    print(reportText(report));
  }
  if (failed(report)) process.exitCode = 1;
}
