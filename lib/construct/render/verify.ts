import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Application } from '../model';
import { colourSelector, objectLabels, RELEASE_LABEL } from '../names';
import { Mesh } from '../props/gate';
import { Protocol } from '../props/port';
import type { ResolvedPort } from '../resolve/ports';
import type { Rendered, RenderedRelease } from './colour-deployment';
import { gateJob } from './gate-job';
import type { HashedJob } from './hashed-job';
import { jobBudget } from './job-budget';
import { LateObject } from './late-object';
import { openBeforeTraffic } from './network';

/** What has to be proved before traffic moves, and the record of what git says is live. */
export class Verify extends Construct {
  /** `<app>-release`: what git says users reach. It also keeps this unit from ever being empty. */
  public readonly record: ApiObject;
  /** The gate; undefined where the release state skips it. */
  public readonly job?: ApiObject;

  /** @param rendered the releases as they are rendered in the end */
  public constructor(scope: Construct, application: Application, rendered: Rendered) {
    super(scope, 'verify');
    const { name, namespace, gate } = application;
    const release = application[gate.target];
    const labels = objectLabels(name, application.labels);

    this.record = new LateObject(this, 'record', () => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${name}-release`, namespace, labels },
      data: recorded(application, rendered(application.active)),
    }));
    openBeforeTraffic(this, application);
    if (gate.skipped !== undefined) return;

    const gateNow = gateOf(application, rendered);
    this.job = new LateObject(this, 'job', () => gateNow().made.job);
    // Another pod takes the place of one that is evicted.
    jobBudget(this, 'budget', () => gateNow().made.job, true);
    const selectors = { release: ({ id }: GateOf) => ({ [RELEASE_LABEL]: id }), colour: () => ({}) };
    for (const [what, more] of Object.entries(selectors)) {
      // Of the gate's own name: an answer about another gate's pods may still stand in a DNS cache.
      new LateObject(this, what, () => {
        const { annotations, ports } = publishing(release.ports, gate.mesh);
        const now = gateNow();
        return {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: `${name}-${what}-${now.made.hash}`, namespace, labels, ...annotations },
          spec: {
            clusterIP: 'None',
            selector: { ...colourSelector(name, gate.target), ...more(now) },
            ...(ports.length && { ports }),
          },
        };
      });
    }
  }
}

/** A gate, and the release that it is for. */
interface GateOf {
  readonly id: string;
  readonly made: HashedJob;
}

// Made anew where the release became another one: it is asked for often, and holds a whole program.
function gateOf(application: Application, rendered: Rendered): () => GateOf {
  const { target } = application.gate;
  let last: GateOf | undefined;
  return () => {
    const { id } = rendered(target);
    if (last?.id !== id) {
      last = { id, made: gateJob({ ...application, [target]: { ...application[target], id } }) };
    }
    return last;
  };
}

// Istio's sidecars encrypt what goes to the address of a pod only where a headless Service publishes the port under a
// name that tells no protocol: for HTTP they go by the Host header, and send all else on as it is. docs/meshes.md
function publishing(ports: readonly ResolvedPort[], mesh: Mesh | undefined) {
  if (mesh !== Mesh.ISTIO) return { ports: ports.slice(0, 1).map(({ name, port }) => ({ name, port })) };
  const asked = ports.filter(({ protocol }) => protocol === Protocol.TCP);
  return {
    // Only the gate asks for these pods: the sidecars of other namespaces need not know them.
    annotations: { annotations: { 'networking.istio.io/exportTo': '.' } },
    ports: asked.map(({ name, port }) => ({ name: `gate-${name}`, port })),
  };
}

// In the words of the release file, and texts, as a ConfigMap has it.
function recorded(
  { active, traffic, gate, ...colours }: Application,
  { id, image }: RenderedRelease,
): Record<string, string> {
  const { version } = colours[active];
  return {
    active,
    release: id,
    image,
    ...(version && { version }),
    ...(traffic.serving.length > 1 && { overlap: 'true' }),
    ...(traffic.weight > 0 && { weight: String(traffic.weight) }),
    gate: gate.skipped === undefined ? `attempt ${gate.attempt}` : `skipped: ${gate.skipped}`,
  };
}
