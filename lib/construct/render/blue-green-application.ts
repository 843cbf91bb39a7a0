import { type ApiObject, Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import type { Application } from '../model';
import { applicationPropsSchema, type BlueGreenApplicationProps } from '../props/application';
import { COLOURS, type Colour, otherColour } from '../props/colour';
import { nearest } from '../props/nearest';
import { decide } from '../resolve/application';
import { claims } from '../resolve/identities';
import { type Problem, shown } from '../validate/problem';
import { problemsOf } from '../validate/validate';
import type { BlueGreenColour } from './colour';
import { refuse, sentence } from './refuse';
import { folders, unitsOf } from './units';

/**
 * An application that is delivered blue-green: two Deployments, a Service for users that leads to the active one, one
 * for a look at the idle one, and one that always leads to each colour.
 *
 * Which colour is active comes from context, `<name>.active` or else `active`, and where context says nothing, from the
 * prop. Names, labels and selectors come from `name` alone: where the construct stands changes no byte.
 */
export class BlueGreenApplication extends Construct {
  /** The application's name. */
  public readonly name: string;
  /** The colour that users reach. */
  public readonly active: Colour;
  /** What blue runs. */
  public readonly blue: BlueGreenColour;
  /** What green runs. */
  public readonly green: BlueGreenColour;
  /** The Service that users reach. */
  public readonly service: kplus.Service;
  /** The Service that leads to the idle colour. */
  public readonly preview: kplus.Service;
  /** With `traffic: route`. */
  public readonly route?: ApiObject;
  /** The Deployments of the workers of the active release, by name. */
  public readonly workers: { readonly [name: string]: ApiObject };
  /** What has to be complete before traffic moves; undefined where the gate is skipped. */
  public readonly gate?: ApiObject;
  /** Where `ingress` asks for it. */
  public readonly ingress?: kplus.Ingress;
  /** Where `createNamespace` asks for it. */
  public readonly namespace?: kplus.Namespace;
  private readonly _serviceAccounts: readonly kplus.ServiceAccount[];
  private readonly _services: { readonly [name: string]: kplus.Service };
  private readonly _warnings: readonly string[];
  private readonly _units: { readonly [folder: string]: Construct };

  /**
   * @throws Error that lists everything that is wrong with the props, if anything is
   */
  public constructor(scope: Construct, id: string, props: BlueGreenApplicationProps) {
    super(scope, id);
    const named = { ...props, name: props.name ?? id, namespace: props.namespace ?? Chart.of(this).namespace };
    const { active, problems: wrong } = activeColour(this, named);
    refuse(this, [...problemsOf(applicationPropsSchema, named), ...wrong]);

    const { application, problems } = decide({ ...named, active: active as Colour });
    refuse(this, [...problems, ...madeTwice(this, application)]);
    this._warnings = problems.filter(problem => problem.warning).map(sentence);

    const units = unitsOf(this, application, true);
    this.name = application.name;
    this.active = application.active;
    this.blue = units.blue;
    this.green = units.green;
    this.service = units.traffic.service;
    this.preview = units.traffic.preview;
    this.route = units.traffic.route;
    this.workers = units.traffic.workers;
    this.gate = units.verify.job;
    this.ingress = units.ingress;
    this.namespace = units.base.namespace;
    this._serviceAccounts = units.base.serviceAccounts;
    this._services = units.traffic.furtherServices;
    this._units = folders(units);
  }

  /** The colour that users do not reach. */
  public get idle(): Colour {
    return otherColour(this.active);
  }

  /** The identities that the pods run as. */
  public get serviceAccounts(): kplus.ServiceAccount[] {
    return [...this._serviceAccounts];
  }

  /** What `services` asks for, by the same names: they lead to the active colour too. */
  public get services(): { readonly [name: string]: kplus.Service } {
    return { ...this._services };
  }

  /** What was odd, but not refused; empty most often. */
  public get warnings(): string[] {
    return [...this._warnings];
  }

  /** What engines apply as one: folder, and the construct that holds its objects. */
  public get units(): { readonly [folder: string]: Construct } {
    return { ...this._units };
  }
}

// Context counts more than the prop, and of context what is said of this application alone.
function activeColour(
  scope: Construct,
  { name, active }: BlueGreenApplicationProps,
): { active: unknown; problems: Problem[] } {
  for (const key of [`${name}.active`, 'active']) {
    const value: unknown = scope.node.tryGetContext(key);
    if (value === undefined) continue;
    if (COLOURS.includes(value as Colour)) return { active: value, problems: [] };
    const meant = nearest(String(value), COLOURS);
    const message = `the context value "${key}" is no colour: expected one of ${COLOURS.join(', ')}, got ${shown(value)}`;
    return { active: value, problems: [{ path: [], message, ...(meant && { fix: `the nearest is "${meant}"` }) }] };
  }
  if (active !== undefined) return { active, problems: [] };
  const message = `"active" is missing: expected one of ${COLOURS.join(', ')}, from context or as a prop`;
  return { active, problems: [{ path: [], message, fix: "for example app.node.setContext('active', 'blue')" }] };
}

// Objects that the applications of an App make, and the paths of those applications.
const OWNERS = new WeakMap<IConstruct, Map<string, string>>();

function madeTwice({ node }: Construct, application: Application): Problem[] {
  const owners = OWNERS.get(node.root) ?? new Map<string, string>();
  OWNERS.set(node.root, owners);
  const taken = claims(application).filter(({ object }) => owners.has(object));
  if (!taken.length) {
    for (const { object } of claims(application)) owners.set(object, node.path);
    return [];
  }
  // Two applications of one name have all of them in common.
  const [{ object, problem }] = taken as [(typeof taken)[number]];
  const fix = 'another name or another namespace; where their charts go to different clusters, an App for each';
  return [{ ...problem, message: `${problem.message} ${object}, which "${owners.get(object)}" makes too`, fix }];
}
