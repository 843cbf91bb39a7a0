import type { Decision, Step } from '../../delivery/decision';
import { minute } from '../../history/time-text';
import { type Diagnostic, diagnosticText } from '../../project/files/diagnostic';
import { json } from '../../text/json';
import { lines, type Terminal } from '../../text/terminal';
import { complain, print } from '../print';
import type { Report } from '../report';

/** What a pass did to one application, or why it did nothing. */
export interface Told {
  readonly environment: string;
  readonly application: string;
  /**
   * - `done`: a step was done, or with `--dry-run` would be
   * - `due`: a step is due, and nobody has done it; only of `status`
   * - `failed`: a step is due, and could not be done
   * - `calls`: a release failed, and a person has to go on
   * - `waits`, `rests`: nothing is due; it rests where only a person brings the next thing
   */
  readonly state: 'done' | 'failed' | Decision['kind'];
  /** @default - no step is meant */
  readonly step?: Step;
  readonly why: string;
  /** When to look again, in ISO 8601. @default - at the next pass */
  readonly again?: string;
  /** What a person can do. @default - nothing is wrong */
  readonly wayOut?: string;
  /** What changes for users. @default - nothing was done */
  readonly effect?: string;
  /** @default - nothing was written */
  readonly files?: readonly string[];
  /** The commit that was made. @default - none was */
  readonly commit?: string;
}

/** All that a pass has to say; with `--output json` this is what is printed. */
export interface PassReport {
  readonly dryRun: boolean;
  readonly applications: readonly Told[];
  /** What is wrong with files. */
  readonly problems: readonly Diagnostic[];
  /** Why clusters could not be asked. */
  readonly failures: readonly string[];
  /** The branch that the commits were pushed to. @default - nothing was pushed */
  readonly pushedTo?: string;
}

/** What is to be done to an application, and was not. */
export function undone({ environment, application }: Place, decision: Decision): Told {
  const { kind: state, why } = decision;
  const more = {
    ...('step' in decision && { step: decision.step }),
    ...(decision.kind === 'waits' && when(decision.again)),
  };
  return {
    environment,
    application,
    state,
    ...more,
    why,
    ...(decision.kind === 'calls' && { wayOut: decision.wayOut }),
  };
}

interface Place {
  readonly environment: string;
  readonly application: string;
}

function when(again: number | undefined): { readonly again?: string } {
  return again === undefined ? {} : { again: new Date(again).toISOString() };
}

/** What came of a step, from the report of its verb. */
export function carried(place: Place, step: Step, why: string, report: Report): Told {
  const { environment, application } = place;
  const here = { environment, application, step };
  const isHere = (one: Pick<Place, 'application'>) => one.application === application;
  const changed = report.changed.find(isHere);
  // Of several none is done where one is refused.
  const refused = report.refused.find(isHere) ?? report.refused[0];
  if (changed) {
    const { effect, files } = changed;
    return { ...here, state: 'done', why, effect, files, ...(report.commit && { commit: report.commit }) };
  }
  if (refused) return { ...here, state: 'failed', why: `${why}, but: ${refused.why}`, wayOut: refused.wayOut };
  if (report.problems.length) return { ...here, state: 'failed', why: `${why}, but its files are wrong` };
  return { ...here, state: 'waits', why: report.unchanged.find(isHere)?.why ?? why };
}

/** Exit code: 3 where a release failed, so that a pipeline can call people; 1 where something else went wrong. */
function exitCodeOf({ applications, problems, failures }: PassReport): 0 | 1 | 3 {
  if (applications.some(({ state, step }) => state === 'calls' || (state === 'done' && step === 'rollback'))) return 3;
  const isWrong = failures.length > 0 || problems.some(({ warning }) => !warning);
  return isWrong || applications.some(({ state }) => state === 'failed') ? 1 : 0;
}

const DONE: Readonly<Record<Step, string>> = {
  promote: 'promoted',
  rollback: 'rolled back',
  retire: 'retired',
  contract: 'contracted',
  giveUp: 'given up',
};

const TO_BE: Readonly<Record<Step, string>> = {
  promote: 'promotion',
  rollback: 'rollback',
  retire: 'retirement',
  contract: 'contract migration',
  giveUp: 'end of what nobody promoted',
};

/** What a person reads on standard output. */
function passText({ dryRun, applications, pushedTo }: PassReport): Terminal {
  if (!applications.length) return lines(['nothing is delivered by itself here: docs/delivery.md says how']);
  return lines([
    ...applications.flatMap(told => [
      `${told.application} in ${told.environment}: ${toldText(told, dryRun)}`,
      ...(told.wayOut ? [`  way out: ${told.wayOut}`] : []),
      ...(told.commit ? [`  committed ${told.commit}`] : []),
    ]),
    ...(dryRun && applications.some(({ state }) => state === 'done') ? ['dry run: nothing was written'] : []),
    ...(pushedTo ? [`pushed to ${pushedTo}`] : []),
  ]);
}

/** What was done, or is waited for, in one line without the names. */
export function toldText({ state, step, why, effect, again }: Told, dryRun = false): string {
  switch (state) {
    case 'due':
      return `its ${TO_BE[step!]} is due: ${why}`;
    case 'done':
      return `${dryRun ? 'would be ' : ''}${DONE[step!]}: ${effect}, because ${why}`;
    case 'failed':
      return `its ${TO_BE[step!]} failed: ${why}`;
    case 'calls':
      return `NEEDS A PERSON: ${why}`;
    case 'waits':
      return `its ${TO_BE[step!]} waits: ${why}${again ? `; look again at ${minute(again)}` : ''}`;
    case 'rests':
      return `nothing to do: ${why}`;
  }
}

/** Prints what came of a pass, and sets the exit code. */
export function tellPass(report: PassReport, output: 'text' | 'json'): void {
  if (output === 'json') print(json(report));
  else {
    for (const problem of report.problems) complain(diagnosticText(problem));
    for (const failure of report.failures) complain(`error: ${failure}`);
    print(passText(report));
  }
  const code = exitCodeOf(report);
  if (code) process.exitCode = code;
}
