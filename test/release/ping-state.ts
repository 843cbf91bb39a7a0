import { Colour } from '../../lib/construct/props/colour';
import type { ColourProps, ReleaseProps } from '../../lib/construct/props/release';
import { frozen } from '../../lib/construct/resolve/freeze';
import { filesOf } from '../../lib/project/files/application-files';
import type { ReleaseFile } from '../../lib/project/files/files';
import { FOLDERS } from '../../lib/project/files/folders';
import type { ApplicationState } from '../../lib/release/application-state';

export const SPEC = { name: 'ping', image: 'pkw0301/app', port: 5000, replicas: 2, readiness: { path: '/ping' } };

/** What `bluegreen deploy` writes for a version of ping. */
export function release(version: string, spec: ReleaseProps = {}): ColourProps {
  const { name, ...shared } = { ...SPEC, ...spec };
  return frozen('ping', shared, undefined, { image: `pkw0301/app:${version}` });
}

/** Users are on blue 1.0, green has 2.0, all of it committed, save for what is said otherwise. */
export function ping(now: Partial<ReleaseFile> = {}, rest: Partial<ApplicationState> = {}): ApplicationState {
  const committed = { active: Colour.BLUE, blue: release('1.0'), green: release('2.0') };
  return {
    environment: 'production',
    application: 'ping',
    files: filesOf(FOLDERS, 'production', 'ping'),
    spec: SPEC,
    state: { ...committed, ...now },
    committed: { ...committed, ...now },
    ...rest,
  };
}
