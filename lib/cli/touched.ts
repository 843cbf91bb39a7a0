import { isOfEnvironment } from '../project/output/layout';
import { applicationOfFile } from './application-of-file';

/** Whether a change touches an application, or what belongs to all of them. */
export interface Touched {
  application(environment: string, application: string): boolean;
  /** What tells engines of a whole environment. */
  readonly environments: boolean;
}

/** @param changed paths from the folder of the project; undefined where everything counts */
export function touchedBy(changed: readonly string[] | undefined): Touched {
  if (!changed || changed.includes('bluegreen.yaml')) return { application: () => true, environments: true };
  const specs = new Set(changed);
  const places = new Set(
    changed.map(file => {
      const { environment, application } = applicationOfFile(file) ?? {};
      return `${environment}/${application}`;
    }),
  );
  return {
    application: (environment, application) =>
      places.has(`${environment}/${application}`) || specs.has(`apps/${application}.yaml`),
    environments: changed.some(isOfEnvironment),
  };
}
