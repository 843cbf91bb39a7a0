import { setFlagsFromString } from 'node:v8';

// Of fewer, the collector leaves itself less than what a program takes to start with.
const MANY = 2000;

/**
 * Has V8 collect once the heap is a third larger than what was in use the last time, and not two to four times as large: of a
 * large fleet little is kept, and the rest of the memory was room that nothing needed.
 */
export function leaveLessRoom(applications: number): void {
  if (applications >= MANY) setFlagsFromString('--heap-growing-percent=30');
}
