import { COLOUR_VARIABLE } from '../names';
import type { Colour } from '../props/colour';
import { filledIn } from './own-objects';
import type { Release } from './release';

/**
 * A release with the colour's name put in where its pods name a Secret, a ConfigMap or a claim, so that they find those of their
 * colour. Elsewhere `$(…)` is Kubernetes' own, for variables. The id stays that of what is written, the same for both colours.
 */
export function forColour(release: Release, colour: Colour): Release {
  const { env, envFrom, volumes, initContainers, sidecars, podTemplate, migrate, workers, secrets } = release;
  const pods = { env, envFrom, volumes, initContainers, sidecars, podTemplate, migrate, workers };
  if (!JSON.stringify([pods, secrets]).includes(COLOUR_VARIABLE)) return release;
  const words = { COLOUR: colour };
  return { ...release, ...filledNames(pods, words), secrets: Object.values(filledIn({ ...secrets }, words)) };
}

// What names an object for pods, and by which fields.
const NAMED: Readonly<Record<string, readonly string[]>> = {
  secretRef: ['name'],
  configMapRef: ['name'],
  secretKeyRef: ['name'],
  configMapKeyRef: ['name'],
  secret: ['secretName', 'name'],
  configMap: ['name'],
  persistentVolumeClaim: ['claimName'],
  nodePublishSecretRef: ['name'],
  volumeAttributes: ['secretProviderClass'],
};

function filledNames<T>(value: T, words: { readonly [placeholder: string]: string }): T;
function filledNames(value: unknown, words: { readonly [placeholder: string]: string }): unknown {
  if (Array.isArray(value)) return value.map(item => filledNames(item, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const inside = filledNames<unknown>(field, words);
      const names = (Object.hasOwn(NAMED, key) && NAMED[key]) || [];
      if (!names.length || typeof inside !== 'object' || inside === null || Array.isArray(inside)) return [key, inside];
      const own = Object.entries(inside).filter(([name]) => names.includes(name));
      return [key, { ...inside, ...filledIn(Object.fromEntries(own), words) }];
    }),
  );
}
