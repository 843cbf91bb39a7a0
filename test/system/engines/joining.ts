import { awaited } from './cluster';
import type { Engine } from './engine';
import { groups, settings, Together } from './together';

/** How long a group may take to change hands: on a machine with much else to do it took five minutes. */
const PATIENCE = 600;

const KINDS = 'services,deployments,replicasets,jobs,pods,configmaps,serviceaccounts';
const IDENTITIES =
  'jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.uid} {.metadata.deletionTimestamp}{"\\n"}{end}';

/** A stage on which applications join a group and leave it. */
export class Joining extends Together {
  /** From now on these are the group, told as docs/groups.md says: no object is made anew by it, and nobody moves. */
  public async groupIs(...members: readonly string[]): Promise<void> {
    await this.becomes(members, groups(members));
  }

  /** The same, without the group. */
  public async groupIsGone(): Promise<void> {
    await this.becomes([], '');
  }

  private async becomes(members: readonly string[], line: string): Promise<void> {
    await this.rest();
    const before = new Map<Engine, readonly string[]>();
    await this.each(async engine => void before.set(engine, await this.objectsOf(engine)));
    this.group = members;
    this.edit(settings, text => `${text.replace(/^groups: .*\n/m, '')}${line}`);
    this.project.bluegreen('synth');
    await this.push(line || 'no group');
    await this.installedAgain();
    await this.rest();
    await this.each(async engine => {
      this.clock(engine);
      expect(await this.objectsOf(engine)).toEqual(before.get(engine));
    });
    await this.nobodyHasMoved();
  }

  /** Every engine has applied all of the last commit. */
  private async rest(): Promise<void> {
    await this.each(engine => awaited('all is applied', PATIENCE, () => engine.rests(this.commit, this.group)));
  }

  /** What is there and is to stay: kinds, names and identities. */
  private async objectsOf(engine: Engine): Promise<readonly string[]> {
    const lines = (await this.here(engine, 'get', KINDS, `--output=${IDENTITIES}`)).split('\n');
    return lines.filter(line => line.split(' ')[3] === '').sort();
  }
}
