import { Colour } from '../../construct/props/colour';
import type { ClusterObject } from '../drift/cluster-object';
import type { RoutedEvidence } from './evidence';

/**
 * How the HTTPRoute of an application shares the requests; undefined where it is not there, where no Gateway has taken it as it is now,
 * or where its rules do not say the same.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#routestatus
 */
export function routedBy(application: string, route: ClusterObject | undefined): RoutedEvidence | undefined {
  if (!route || !isTaken(route)) return undefined;
  const rules: readonly Rule[] = route.spec?.['rules'] ?? [];
  const shares = rules.flatMap(({ backendRefs = [] }) => {
    const weightOf = (colour: Colour) => backendRefs.find(({ name }) => name === `${application}-${colour}`)?.weight;
    const [blue, green] = [weightOf(Colour.BLUE), weightOf(Colour.GREEN)];
    // A rule that a header leads by has no weights.
    return blue === undefined || green === undefined || blue + green === 0 ? [] : [(100 * blue) / (blue + green)];
  });
  const [blue] = shares;
  if (blue === undefined || shares.some(share => share !== blue)) return undefined;
  const rounded = Math.round(blue);
  return { blue: rounded, green: 100 - rounded };
}

interface Rule {
  readonly backendRefs?: ReadonlyArray<{ readonly name: string; readonly weight?: number }>;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
}

function isTaken({ metadata: { generation = 0 }, status }: ClusterObject): boolean {
  const parents: ReadonlyArray<{ readonly conditions?: readonly Condition[] }> = status?.['parents'] ?? [];
  return parents.some(({ conditions = [] }) =>
    conditions.some(
      ({ type, status, observedGeneration = 0 }) =>
        type === 'Accepted' && status === 'True' && observedGeneration >= generation,
    ),
  );
}
