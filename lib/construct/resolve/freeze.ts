import { Protocol } from '../props/port';
import type { ColourProps, ReleaseProps } from '../props/release';
import { currentFormat } from './format';
import { resolvePorts } from './ports';
import { resolveRelease, versionIn } from './release';

/** What is to be deployed. */
export interface Candidate {
  /** The image with tag or digest. */
  readonly image: string;
  /** @default - the image's tag */
  readonly version?: string;
  /**
   * Number of pods; with autoscaling the fewest.
   * @default - what the spec says
   */
  readonly replicas?: number;
  /** @default - what the spec says */
  readonly allowLatest?: boolean;
  /**
   * Which time it is that just this is deployed.
   * @default - the first
   */
  readonly count?: number;
  /**
   * Whether it is only to be looked at, with `idle.preview` pods.
   * @default false
   */
  readonly preview?: boolean;
  /**
   * Number of pods that the autoscaler starts with.
   * @default - autoscaling.min
   */
  readonly raised?: number;
}

/**
 * The entry of a colour that says all that it is to run: the spec as it is now, with the image. Later edits of the spec
 * do not reach it. Defaults are not written out: the format stands for them.
 */
export function frozen(
  application: string,
  spec: ReleaseProps,
  servicePort: number | undefined,
  candidate: Candidate,
): ColourProps {
  const { image: _repository, port: _port, ports: _ports, ...rest } = spec;
  const version = candidate.version ?? versionIn(candidate.image);
  const name = { ...(version !== undefined && { version }), image: candidate.image };
  const content: ColourProps = {
    format: currentFormat(),
    ...frozenPorts(spec, servicePort),
    ...rest,
    ...size(spec, candidate.replicas),
    ...(candidate.allowLatest && { allowLatest: true }),
    ...(candidate.count !== undefined && { again: candidate.count }),
    ...(candidate.preview && { preview: true }),
    ...(candidate.raised !== undefined && { raised: candidate.raised }),
  };
  return { ...name, release: resolveRelease(application, { ...name, ...content }).id, ...content };
}

// With the number that the colour's Service publishes; the ports on the nodes belong to the active Service.
function frozenPorts(spec: ReleaseProps, serviceNumber: number | undefined): Pick<ReleaseProps, 'ports'> {
  const ports = resolvePorts(spec, serviceNumber).map(
    ({ name, port, servicePort, published, protocol, appProtocol }) => ({
      name,
      port,
      ...(servicePort !== port && { servicePort }),
      ...(published === false && { published }),
      ...(protocol !== Protocol.TCP && { protocol }),
      ...(appProtocol !== undefined && { appProtocol }),
    }),
  );
  return ports.length ? { ports } : {};
}

function size(
  { autoscaling }: ReleaseProps,
  replicas: number | undefined,
): Pick<ReleaseProps, 'replicas' | 'autoscaling'> {
  if (replicas === undefined) return {};
  if (!autoscaling) return { replicas };
  const { max } = autoscaling;
  return { autoscaling: { ...autoscaling, min: replicas, ...(max !== undefined && { max: Math.max(max, replicas) }) } };
}
