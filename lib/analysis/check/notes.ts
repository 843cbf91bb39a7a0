import { blueGreen, type Change } from './change';
import { releaseRecordOf } from './release-record';

/** What is no fault, and a reviewer should know all the same: a gate that is skipped. */
export function notesOn({ head }: Change): string[] {
  return blueGreen(head).flatMap(application => {
    const gate = String(releaseRecordOf(application, head)?.value['data']?.gate ?? '');
    const [, reason] = /^skipped: (.*)$/s.exec(gate) ?? [];
    if (reason === undefined) return [];
    return [`${application.place}: the gate is skipped, and nothing proves the release before users move: ${reason}`];
  });
}
