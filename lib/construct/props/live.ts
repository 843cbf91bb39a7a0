import * as z from 'zod/mini';
import { variableName } from './names';
import { shapeOf } from './shape';

/**
 * How code in the pods learns whether users are on them: a promotion changes no pod, so the pods' own colour never changes, and the
 * active one is in a file that changes with the traffic.
 */
export interface LiveProps {
  /**
   * Name of a variable that holds the colour that the pod is of, `blue` or `green`.
   * @default - none
   */
  readonly variable?: string;
  /**
   * Path of a file that holds the name of the active colour, in a folder of its own, such as `/etc/blue-green/active`. It comes
   * with the Services, after the gate, and reaches running pods within about 90 seconds: the kubelet looks again every 60 to
   * 90. Until a first promotion has come through it may be missing.
   * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
   * @default - none
   */
  readonly file?: string;
}

const FILE = 'the path of a file in a folder of its own, such as "/etc/blue-green/active"';

export const liveSchema = z
  .strictObject(
    shapeOf<LiveProps>()({
      variable: z.optional(variableName),
      file: z.optional(z.string().check(z.regex(/^(\/(?!\.{1,2}(\/|$))[^/:\s]+){3,}$/, FILE))),
    }),
  )
  .register(z.globalRegistry, { id: 'LiveProps' });
