import * as z from 'zod/mini';
import { applicationShape, colourSchema } from './application';
import { Colour } from './colour';
import { type GateState, gateStateSchema } from './gate';
import { applicationName, dnsLabel } from './names';
import type { ColourProps } from './release';
import { type TrafficState, trafficStateShape } from './traffic';

/** Keys that one environment lays over a spec. */
const environmentOverride = z.strictObject(applicationShape).register(z.globalRegistry, { id: 'EnvironmentOverride' });

/** `apps/<app>.yaml`: what an application is, and the spec of its next release. */
export const applicationFile = z
  .strictObject({
    name: applicationName,
    ...applicationShape,
    environments: z.optional(z.record(dnsLabel, environmentOverride)),
  })
  .register(z.globalRegistry, { title: 'apps/<app>.yaml: an application that is delivered blue-green' });

/** `releases/<env>/<app>.yaml`: which colour is active, and what each runs. */
export const releaseFile = z
  .strictObject({
    active: z.enum(Colour),
    ...trafficStateShape,
    gate: z.optional(gateStateSchema),
    blue: z.optional(colourSchema),
    green: z.optional(colourSchema),
  })
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

/** One environment: one namespace on one cluster. */
const environment = z
  .strictObject({
    namespace: dnsLabel,
    cluster: z.optional(z.string().check(z.minLength(1, 'the name of a cluster'))),
    overrides: z.optional(environmentOverride),
  })
  .register(z.globalRegistry, { id: 'Environment' });

/** `bluegreen.yaml`: the environments, and where engines find the result. */
export const settingsFile = z
  .strictObject({
    environments: z.record(dnsLabel, environment),
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

/** What a release file says. */
export interface ReleaseFile extends TrafficState {
  readonly active: Colour;
  readonly gate?: GateState;
  readonly blue?: ColourProps;
  readonly green?: ColourProps;
}

export type SettingsFile = z.infer<typeof settingsFile>;
export type EnvironmentSettings = z.infer<typeof environment>;
