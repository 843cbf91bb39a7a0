import { ENGINES } from '.';

/**
 * What a person types to have an engine deliver an environment: once, and anew where its files have moved.
 * @param dist what dist/ is called
 */
export function firstSync(engine: string, dist: string, environment: string): string {
  return ENGINES.find(({ id }) => id === engine)!.firstSync(`${dist}/${engine}/${environment}`);
}
