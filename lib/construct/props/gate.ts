import * as z from 'zod/mini';
import { duration } from './duration';
import { kubernetesObject, wholeNumber } from './names';
import { shapeOf } from './shape';

/** What the release state says of the gate: two ways on after a promotion that did not come through. */
export interface GateState {
  /**
   * The number of the try: a higher one makes a new Job, which runs although the one before it failed.
   * @default 1
   */
  readonly attempt?: number;
  /**
   * Why traffic moves without any proof. For an emergency in which the gate itself can't work; the next promotion is
   * gated again.
   * @default - the gate stands
   */
  readonly skipped?: string;
}

/** A service mesh that the gate knows how to be a part of. */
export enum Mesh {
  ISTIO = 'istio',
  LINKERD = 'linkerd',
}

/** The Job that has to complete before traffic moves to a release. */
export interface GateProps extends GateState {
  /**
   * An image with a POSIX shell, BusyBox's tools and curl, for clusters that can't pull ours.
   * @default - the pinned curl image of docs/gate.md
   */
  readonly image?: string;
  /**
   * Seconds until the Job gives up. Engines wait a little longer. The time of `analysis` comes on top.
   * @default 600
   */
  readonly deadlineSeconds?: number;
  /**
   * For so long the metrics of `analysis` are measured once all pods answer, such as `2m`: of the colour that users are to reach.
   * It needs requests there: weights, copies, or tests. It comes on top of `deadlineSeconds`, and where there is nothing to
   * measure it may take as long again, and two minutes at least.
   * @default - nothing is measured
   */
  readonly analysis?: string;
  /**
   * The mesh that the Job's pods are to be in, as those of the release are: a strict one lets in nobody else. They get a
   * native sidecar: that needs Kubernetes 1.29, and Istio 1.24 or Linkerd 2.15. docs/meshes.md says what else does.
   * @default - they are kept out of every mesh, whose sidecar would keep the Job from ending
   */
  readonly mesh?: Mesh;
  /**
   * A raw Kubernetes PodTemplateSpec laid over the Job's, as `podTemplate` is over the application's: pull secrets,
   * tolerations, node selectors. The container is called `verify`.
   * @default - nothing
   */
  readonly podTemplate?: { readonly [key: string]: any };
}

export const gateSchema = z
  .strictObject(
    shapeOf<Omit<GateProps, keyof GateState>>()({
      image: z.optional(z.string().check(z.minLength(1, 'the name of an image'))),
      deadlineSeconds: z.optional(wholeNumber(10, 3600, 'seconds from 10 to 3600')),
      analysis: z.optional(duration(5, 1800, 'a time from "5s" to "30m"')),
      mesh: z.optional(z.enum(Mesh)),
      podTemplate: z.optional(kubernetesObject('PodTemplateSpec')),
    }),
  )
  .register(z.globalRegistry, { id: 'GateProps' });

export const gateStateSchema = z
  .strictObject(
    shapeOf<GateState>()({
      attempt: z.optional(wholeNumber(1, 1000, 'the number of a try, from 1 to 1000')),
      skipped: z.optional(z.string().check(z.regex(/\S/, 'a reason'))),
    }),
  )
  .register(z.globalRegistry, { id: 'GateState' });
