import { BEHAVIOURS, type BehaviourName } from './cluster/behaviour';
import { identity, type KubernetesObject } from './cluster/object';
import { World } from './world';

const TAGS: Record<string, BehaviourName> = {
  late: 'comes up late',
  hangs: 'never gets ready',
  fails: 'fails to migrate',
  wrong: 'answers wrong',
};

/** A world in which the tag of an image says how its pods behave. */
export class SmallWorld extends World {
  public constructor(seed = 1) {
    super(seed, image => BEHAVIOURS[TAGS[image.split(':')[1]!] ?? 'is healthy']);
  }

  /** Commits objects by the folder that they stand in, and lets time pass. */
  public commit(folders: { readonly [folder: string]: readonly KubernetesObject[] }, seconds: number): void {
    this.repository.commit(
      Object.entries(folders).flatMap(([folder, objects]) =>
        objects.map(object => ({
          path: `${folder}/${identity(object)}.yaml`,
          object: { apiVersion: 'v1', ...object },
        })),
      ),
    );
    this.pass(seconds);
  }

  public pass(seconds: number): void {
    this.clock.runUntil(this.clock.now + seconds);
  }

  public has(id: string): boolean {
    return this.cluster.get(id) !== undefined;
  }
}
