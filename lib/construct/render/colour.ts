import type { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Application } from '../model';
import { COLOUR_LABEL, colourSelector, objectLabels, VERSION_LABEL } from '../names';
import type { Colour } from '../props/colour';
import { heldFiles } from '../resolve/files';
import { colourObjects } from '../resolve/own-objects';
import { isPublished } from '../resolve/ports';
import type { Release } from '../resolve/release';
import { INTERNAL } from '../resolve/service';
import { podAutoscaler, scaledObject } from './autoscaler';
import { BroughtObject } from './brought-object';
import { ColourDeployment, type RenderedRelease } from './colour-deployment';
import { publishedService } from './published-service';
import { configMapNames, releaseConfig } from './release-config';

/** One colour of an application: everything that its release needs, and the Service that always leads to it. */
export class BlueGreenColour extends Construct {
  /** Which one it is. */
  public readonly colour: Colour;
  /**
   * Runs the pods. What callers do to them makes another release of them: the gate must not take the old pods for the
   * new ones.
   */
  public readonly deployment: kplus.Deployment;
  /** Leads to this colour whatever is active: tests go here. */
  public readonly service: kplus.Service;
  /** The release's `config`, where it has any. */
  public readonly configMap?: kplus.ConfigMap;
  /** The release's `files`, where it has any. */
  public readonly files?: kplus.ConfigMap;
  /** With `autoscaling`, unless KEDA or somebody else scales. */
  public readonly autoscaler?: kplus.HorizontalPodAutoscaler;
  /** With `autoscaling.keda`. */
  public readonly scaledObject?: ApiObject;
  /** Unless `disruption` says none. */
  public readonly disruptionBudget?: kplus.k8s.KubePodDisruptionBudget;

  /** @internal */
  public static _of(scope: Construct, colour: Colour, application: Application, handedOut: boolean): BlueGreenColour {
    return new BlueGreenColour(scope, colour, application, handedOut);
  }

  /** @internal */
  public readonly _rendered: () => RenderedRelease;

  private constructor(scope: Construct, colour: Colour, application: Application, handedOut: boolean) {
    super(scope, colour);
    const release = application[colour];
    const { name, namespace } = application;
    const metadata = { name: `${name}-${colour}`, namespace, labels: labels(name, colour, release) };
    this.colour = colour;

    const named = configMapNames(name, colour, release);
    if (named.config) {
      this.configMap = releaseConfig(this, 'config', { ...metadata, name: named.config }, { data: release.config });
    }
    if (named.files) {
      this.files = releaseConfig(this, 'files', { ...metadata, name: named.files }, heldFiles(release.files));
    }

    const deployment = new ColourDeployment(this, 'deployment', {
      application: name,
      namespace,
      colour,
      release,
      configMaps: named,
      accountExists: !application.serviceAccounts.some(account => account.name === release.serviceAccount.name),
      handedOut,
    });
    this.deployment = deployment;
    this._rendered = () => deployment.rendered();

    const { autoscaling } = release;
    if (autoscaling && !autoscaling.external) {
      const scaled = { metadata, target: this.deployment, colour, autoscaling };
      if (autoscaling.keda) this.scaledObject = scaledObject(this, scaled);
      else this.autoscaler = podAutoscaler(this, scaled);
    }

    if (!release.disruption.none) {
      const { minAvailable, maxUnavailable } = release.disruption;
      this.disruptionBudget = new kplus.k8s.KubePodDisruptionBudget(this, 'disruption-budget', {
        metadata,
        spec: {
          selector: { matchLabels: colourSelector(name, colour) },
          minAvailable: share(minAvailable),
          maxUnavailable: share(maxUnavailable),
        },
      });
    }

    colourObjects(application, colour).forEach((object, index) => {
      new BroughtObject(this, `object-${index}`, object);
    });

    this.service = publishedService(this, 'service', {
      metadata,
      ports: release.ports.filter(isPublished),
      selector: colourSelector(name, colour),
      service: INTERNAL,
    });
  }

  /** Hash of all that reaches the pods; their label `blue-green/release`. */
  public get releaseId(): string {
    return this._rendered().id;
  }
}

function labels(application: string, colour: Colour, release: Release): Record<string, string> {
  return {
    ...objectLabels(application, release.labels),
    ...(release.version && { [VERSION_LABEL]: release.version }),
    [COLOUR_LABEL]: colour,
  };
}

function share(amount: string | number | undefined): kplus.k8s.IntOrString | undefined {
  if (amount === undefined) return undefined;
  return typeof amount === 'number'
    ? kplus.k8s.IntOrString.fromNumber(amount)
    : kplus.k8s.IntOrString.fromString(amount);
}
