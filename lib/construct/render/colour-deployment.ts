import { Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  COLOUR_LABEL,
  colourSelector,
  EXISTING_ACCOUNT,
  FEWEST_PODS,
  objectLabels,
  RELEASE_LABEL,
  VERSION_LABEL,
} from '../names';
import type { Colour } from '../props/colour';
import { keysByName } from '../resolve/by-name';
import { defaultsOf } from '../resolve/format';
import { type Release, shortHash } from '../resolve/release';
import { type ConfigMaps, POD_OVERLAYS, podsOverlaid } from './pod-template';

type Fields = Record<string, any>;

interface ColourDeploymentProps {
  readonly application: string;
  readonly namespace?: string;
  readonly colour: Colour;
  readonly release: Release;
  readonly configMaps: ConfigMaps;
  /** Whether somebody else makes the account of its pods. */
  readonly accountExists: boolean;
  /** Whether callers may go on with it. */
  readonly handedOut: boolean;
}

/** What of a release may become another one by what callers do to its pods. */
export type RenderedRelease = Pick<Release, 'id' | 'image'>;

/** The release of a colour, as its pods are rendered in the end. */
export type Rendered = (colour: Colour) => RenderedRelease;

/**
 * The Deployment of one colour. It is an ordinary cdk8s-plus Deployment, which callers may go on with; what cdk8s-plus
 * can't say is laid over what it renders.
 */
export class ColourDeployment extends kplus.Deployment {
  private readonly selector: Record<string, string>;
  private readonly release: Release;
  private readonly application: string;
  // Hash of the pods as the spec says them; undefined where nobody can change them.
  private readonly said?: string;
  private readonly whole: () => Fields;

  public constructor(scope: Construct, id: string, props: ColourDeploymentProps) {
    const { application, namespace, colour, release } = props;
    const selector = colourSelector(application, colour);
    const labels = {
      ...objectLabels(application, release.labels),
      ...(release.version && { [VERSION_LABEL]: release.version }),
      [COLOUR_LABEL]: colour,
    };
    const fewest = release.autoscaling?.external ? release.autoscaling.min : undefined;
    const annotations = {
      ...(props.accountExists && { [EXISTING_ACCOUNT]: release.serviceAccount.name }),
      ...(fewest !== undefined && { [FEWEST_PODS]: String(fewest) }),
    };
    super(scope, id, {
      metadata: {
        name: `${application}-${colour}`,
        namespace,
        labels,
        ...(Object.keys(annotations).length && { annotations }),
      },
      podMetadata: { labels: { ...labels, [RELEASE_LABEL]: release.id }, annotations: { ...release.annotations } },
      select: false,
      replicas: release.replicas,
      // No pod leaves before another is ready, and a pod counts only when it stays ready for a moment.
      strategy: kplus.DeploymentStrategy.rollingUpdate({
        maxSurge: kplus.PercentOrAbsolute.percent(25),
        maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
      }),
      minReady: Duration.seconds(5),
      // Engines wait for a rollout no longer than this.
      progressDeadline: Duration.seconds(300),
      terminationGracePeriod: Duration.seconds(release.drainSeconds + defaultsOf(release.format).shutdownSeconds),
      automountServiceAccountToken: release.serviceAccount.token,
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(scope, `${id}-account`, release.serviceAccount.name),
      containers: [
        {
          name: application,
          image: release.image,
          ports: release.ports.map(port => ({
            name: port.name,
            number: port.port,
            protocol: port.protocol as unknown as kplus.Protocol,
          })),
          command: release.command && [...release.command],
          args: release.args && [...release.args],
          resources: {},
          ...(release.drainSeconds > 0 && {
            lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', String(release.drainSeconds)]) },
          }),
        },
      ],
    });
    // Else cdk8s-plus writes a number of pods of its own.
    if (fewest !== undefined) this.markHasAutoscaler();
    this.selector = selector;
    this.select(kplus.LabelSelector.of({ labels: selector }));

    const ours = POD_OVERLAYS[release.format]!(application, release, selector, props.configMaps);
    const patches: JsonPatch[] = [];
    const render = this.apiObject.toJson.bind(this.apiObject);
    // Not with cdk8s's own patches: it drops fields that it does not know from what they change.
    this.apiObject.addJsonPatch = (...added) => {
      patches.push(...added);
    };
    const whole = () => {
      const json = plain(render(), application);
      // What callers add to the Deployment wins over ours, `podTemplate` over both, and their patches over all.
      const template = keysByName(
        podsOverlaid(release, podsOverlaid(release, ours, json.spec.template), release.podTemplate),
      );
      const made = { ...json, spec: { ...json.spec, template } };
      return patches.length ? JsonPatch.apply(structuredClone(made), ...patches) : made;
    };
    this.release = release;
    this.application = application;
    if (props.handedOut) this.said = shortHash(whole().spec.template);
    this.apiObject.toJson = () => {
      const json = whole();
      const { id } = this.releaseIn(json);
      const labels = json.spec?.template?.metadata?.labels;
      if (labels) labels[RELEASE_LABEL] = id;
      return json;
    };
    this.whole = whole;
    // Without rendering: cdk8s validates a whole App once for each of its charts.
    const replaces = release.format === 1 && sources(ours, application).length > 0;
    const copied = () => this.containers.some(({ name, env }) => name === application && env.sources.length > 0);
    this.node.addValidation({ validate: () => (replaces && copied() ? [REPLACED] : []) });
  }

  /** The release that its pods are: the one that the spec says, unless callers have made others of them. */
  public rendered(): RenderedRelease {
    return this.said === undefined ? this.release : this.releaseIn(this.whole());
  }

  private releaseIn(json: Fields): RenderedRelease {
    const { id, image } = this.release;
    const template = json['spec']?.template;
    if (this.said === undefined || this.said === shortHash(template)) return { id, image };
    const ours = template?.spec?.containers?.find((container: Fields) => container['name'] === this.application);
    return { id: shortHash({ release: id, template }), image: ours?.image ?? image };
  }

  /** What is to find these pods finds them by name and colour, never by where the construct stands. */
  public override toPodSelectorConfig(): kplus.PodSelectorConfig {
    const namespace = this.metadata.namespace;
    return {
      labelSelector: kplus.LabelSelector.of({ labels: this.selector }),
      ...(namespace && { namespaces: { names: [namespace] } }),
    };
  }
}

// Without what cdk8s-plus adds on its own: see docs/defaults.md for each.
function plain(json: Fields, container: string): Fields {
  const { metadata, spec } = json['spec'].template as Fields;
  const { [kplus.Pod.ADDRESS_LABEL]: _address, ...labels } = metadata.labels;
  const { dnsPolicy, restartPolicy, hostNetwork, setHostnameAsFQDN, securityContext, ...rest } = spec as Fields;
  const kept = {
    ...rest,
    ...(dnsPolicy !== 'ClusterFirst' && { dnsPolicy }),
    ...(hostNetwork && { hostNetwork }),
    ...(setHostnameAsFQDN && { setHostnameAsFQDN }),
    containers: rest['containers'].map((c: Fields) => (c['name'] === container ? plainContainer(c) : c)),
  };
  return { ...json, spec: { ...json['spec'], template: { metadata: { ...metadata, labels }, spec: kept } } };
}

function plainContainer({ imagePullPolicy, securityContext, startupProbe, ...rest }: Fields): Fields {
  return rest;
}

const sources = (template: Fields, container: string): unknown[] =>
  template['spec'].containers.find(({ name }: Fields) => name === container)?.envFrom ?? [];

const REPLACED =
  'variables that are copied from elsewhere would replace those of "secrets" and "config": expected either (say "format: 2" at the colour, where they are joined; its pods start anew)';
