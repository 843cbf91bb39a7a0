import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../../folder';

interface Answer {
  readonly stdout?: string;
  readonly stderr?: string;
  /** @default 0 */
  readonly status?: number;
}

const SCRIPT = `#!/bin/sh
here=\${0%/*}
for arg; do printf '%s\\t' "$arg" >> "$here/calls"; done
echo >> "$here/calls"
kind=objects; [ "$2" = namespace ] && kind=namespace; [ "$1" = logs ] && kind=logs
[ -f "$here/$kind.sleeps" ] && exec sleep 600
cat "$here/$kind.stdout"
cat "$here/$kind.stderr" >&2
exit "$(cat "$here/$kind.status")"
`;

/** A program called kubectl that notes how it is called and answers what a test says. */
export class FakeKubectl {
  private readonly folder = temporaryFolder();

  /** Puts it before everything else on PATH. */
  constructor(objects: Answer | 'sleeps', namespace: Answer = {}, logs: Answer = {}) {
    writeFileSync(join(this.folder, 'kubectl'), SCRIPT);
    chmodSync(join(this.folder, 'kubectl'), 0o755);
    if (objects === 'sleeps') writeFileSync(join(this.folder, 'objects.sleeps'), '');
    else this.answers('objects', objects);
    this.answers('namespace', namespace);
    this.answers('logs', logs);
    process.env['PATH'] = this.folder + delimiter + process.env['PATH'];
  }

  /** The arguments of each call. */
  get calls(): string[][] {
    const log = join(this.folder, 'calls');
    if (!existsSync(log)) return [];
    // A tab after each argument, a line end after each call.
    const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
    return lines.map(line => line.split('\t').slice(0, -1));
  }

  private answers(kind: string, { stdout = '', stderr = '', status = 0 }: Answer): void {
    writeFileSync(join(this.folder, `${kind}.stdout`), stdout);
    writeFileSync(join(this.folder, `${kind}.stderr`), stderr);
    writeFileSync(join(this.folder, `${kind}.status`), String(status));
  }
}
