import * as z from 'zod/mini';
import { applicationShape, colourSchema } from './application';
import { Colour } from './colour';
import { applicationName, dnsLabel } from './names';
import { smokeSchema } from './smoke';

const smoke = z.optional(z.array(smokeSchema));

/** `apps/<app>.yaml`: what an application is, and the spec of its next release. */
export const applicationFile = z
  .strictObject({
    name: applicationName,
    ...applicationShape,
    smoke,
    environments: z.optional(
      z.record(
        dnsLabel,
        z.strictObject({ ...applicationShape, smoke }).register(z.globalRegistry, { id: 'EnvironmentOverride' }),
      ),
    ),
  })
  .register(z.globalRegistry, { title: 'apps/<app>.yaml: an application that is delivered blue-green' });

/** `releases/<env>/<app>.yaml`: which colour is active, and what each runs. */
export const releaseFile = z
  .strictObject({ active: z.enum(Colour), blue: z.optional(colourSchema), green: z.optional(colourSchema) })
  .register(z.globalRegistry, {
    title: 'releases/<env>/<app>.yaml: the release state of an application in one environment',
  });

/** Which engine applies what is written. */
enum Engine {
  ARGOCD = 'argocd',
  FLUX = 'flux',
  BOTH = 'both',
  NONE = 'none',
}

/** `bluegreen.yaml`: the environments, and where engines find the result. */
export const settingsFile = z
  .strictObject({
    environments: z.record(
      dnsLabel,
      z.strictObject({ namespace: dnsLabel }).register(z.globalRegistry, { id: 'Environment' }),
    ),
    gitops: z.optional(
      z
        .strictObject({
          engine: z.enum(Engine),
          repository: z.optional(z.string().check(z.minLength(1, 'the address of a git repository'))),
          branch: z.optional(z.string().check(z.minLength(1, 'the name of a branch'))),
        })
        .register(z.globalRegistry, { id: 'GitOps' }),
    ),
  })
  .register(z.globalRegistry, { title: 'bluegreen.yaml: environments and engines' });

export type ApplicationFile = z.infer<typeof applicationFile>;
export type ReleaseFile = z.infer<typeof releaseFile>;
export type SettingsFile = z.infer<typeof settingsFile>;
