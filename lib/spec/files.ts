import { z } from 'zod';
import { applicationShape, colourSchema } from './application';
import { Colour } from './colour';
import { applicationName, dnsLabel } from './names';
import { smokeSchema } from './smoke';

const smoke = z.array(smokeSchema).optional();

/** `apps/<app>.yaml`: what an application is, and the spec of its next release. */
export const applicationFile = z
  .strictObject({
    name: applicationName,
    ...applicationShape,
    smoke,
    environments: z
      .record(dnsLabel, z.strictObject({ ...applicationShape, smoke }).meta({ id: 'EnvironmentOverride' }))
      .optional(),
  })
  .meta({ title: 'apps/<app>.yaml: an application that is delivered blue-green' });

/** `releases/<env>/<app>.yaml`: which colour is active, and what each runs. */
export const releaseFile = z
  .strictObject({ active: z.enum(Colour), blue: colourSchema.optional(), green: colourSchema.optional() })
  .meta({ title: 'releases/<env>/<app>.yaml: the release state of an application in one environment' });

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
    environments: z.record(dnsLabel, z.strictObject({ namespace: dnsLabel }).meta({ id: 'Environment' })),
    gitops: z
      .strictObject({
        engine: z.enum(Engine),
        repository: z.string().min(1, 'the address of a git repository').optional(),
        branch: z.string().min(1, 'the name of a branch').optional(),
      })
      .meta({ id: 'GitOps' })
      .optional(),
  })
  .meta({ title: 'bluegreen.yaml: environments and engines' });

export type ApplicationFile = z.infer<typeof applicationFile>;
export type ReleaseFile = z.infer<typeof releaseFile>;
export type SettingsFile = z.infer<typeof settingsFile>;
