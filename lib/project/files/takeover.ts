import * as z from 'zod/mini';
import { serviceName } from '../../construct/props/names';
import { shapeOf } from '../../construct/props/shape';

/** Where an application stands that is being taken over from what ran before. */
export interface Takeover {
  /**
   * `beside`: the colours stand beside the old pods, and the Service that users come through is not ours yet. `moved`: it
   * is, and the old pods are still there.
   */
  readonly step: 'beside' | 'moved';
  /** What ran before, such as `Deployment/web`. */
  readonly workload: string;
  /**
   * Files of this project in which that, and the old Service, stand: the next step waits until they are taken out there.
   * @default - they stand elsewhere, and a person looks after them
   */
  readonly files?: string[];
  /**
   * Services besides that lead to the old pods, and that no promotion moves: they have to lead elsewhere before those go.
   * @default - none
   */
  readonly others?: string[];
  /**
   * What besides the Services of users the old files have too, such as `Ingress/web`: it is ours from the step on that moves
   * users.
   * @default - nothing
   */
  readonly objects?: string[];
}

// One line, and below the project.
const FILE = /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\p{Cc}]+$/u;

export const takeoverSchema = z
  .strictObject(
    shapeOf<Takeover>()({
      step: z.enum(['beside', 'moved']),
      workload: z.string().check(z.regex(/^[A-Za-z]+\/[-a-z0-9.]+$/, 'a kind and a name, such as "Deployment/web"')),
      files: z.optional(
        z.array(z.string().check(z.regex(FILE, 'the path of a file from the folder of the project, without ".."'))),
      ),
      others: z.optional(z.array(serviceName)),
      objects: z.optional(z.array(z.string().check(z.regex(/^[A-Za-z]+\/[-a-z0-9.:]+$/, 'a kind and a name')))),
    }),
  )
  .register(z.globalRegistry, { id: 'Takeover' });
