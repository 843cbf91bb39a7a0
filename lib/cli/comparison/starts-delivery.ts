import type { InputChange } from '../../analysis/plan/input-effects';
import { otherColour } from '../../construct/props/colour';
import { pauseOf, stepsOf } from '../../delivery/steps';
import { readableState, releaseName } from '../../history/release-state';
import { transitionsBetween } from '../../history/transition';
import { releaseFrom, specFrom, specPath } from '../../project/files/application-files';
import type { Folders } from '../../project/files/folders';
import { deliveryIn, specIn } from '../../project/files/placed-application';
import { settingsFrom } from '../../project/files/settings';
import { textsIn } from './texts';

/**
 * That a change brings what `bluegreen advance` is going to promote by itself, or to go on with, a line for each application.
 * @param headCommit undefined for the work tree
 */
export function startsDelivery(
  root: string,
  changes: readonly InputChange[],
  folders: Folders,
  headCommit: string | undefined,
): string[] {
  const deployed = changes.flatMap(({ place, file, before, after }) => {
    const [was, is] = [readableState(before), readableState(after)];
    if (place === undefined || !was || !is || is.active !== was.active) return [];
    const idle = otherColour(is.active);
    const risen = is.weight !== undefined && is.weight > (was.weight ?? 0) ? is.weight : undefined;
    const isDeployed =
      !is.shared && transitionsBetween(was, is).some(({ kind, colour }) => kind === 'deployed' && colour === idle);
    const isHeld = releaseFrom(file, { text: after! }, []).value?.hold !== undefined;
    if (!(isDeployed || risen) || isHeld || is[idle]?.retired) return [];
    const [environment = '', application = ''] = place.split('/');
    const { version } = releaseName(idle, is);
    return [{ place, environment, application, risen, who: version ? `${idle} (${version})` : idle }];
  });
  if (!deployed.length) return [];
  const paths = deployed.map(({ application }) => specPath(folders, application));
  const texts = textsIn(root, headCommit, ['bluegreen.yaml', ...new Set(paths)]);
  const valueAt = <T>(path: string, read: (text: string) => { readonly value?: T }) => {
    const text = texts.get(path);
    return text === undefined ? undefined : read(text).value;
  };
  const settings = valueAt('bluegreen.yaml', text => settingsFrom({ text }, []));
  return deployed.flatMap(({ place, environment, application, risen, who }) => {
    const path = specPath(folders, application);
    const spec = valueAt(path, text => specFrom(path, { text }, []));
    const policy = spec && deliveryIn(environment, spec, settings?.environments[environment]);
    if (policy?.promote !== 'automatic') return [];
    const { after, hours } = policy;
    const steps = stepsOf(policy, specIn(environment, spec!, settings?.environments[environment]).traffic);
    const pause = pauseOf(policy);
    if (risen !== undefined) {
      const next = steps.find(step => step > risen);
      const goes = next === undefined ? 'all requests' : `${next} %`;
      return steps.includes(risen)
        ? [`${place}: bluegreen advance is going to give ${who} ${goes} by itself, after ${pause} at least`]
        : [];
    }
    const first = after && after.environment !== environment;
    const conditions = [
      'once its pods are ready',
      ...(first ? [`after ${after.soak ?? 'it is live'} in ${after.environment}`] : []),
      ...(hours ? ['in the hours of its delivery'] : []),
      ...(steps.length ? [`by ${steps.join(', ')} % of the requests for ${pause} each, and then all`] : []),
    ];
    return [`${place}: bluegreen advance is going to promote ${who} by itself: ${conditions.join(', ')}`];
  });
}
