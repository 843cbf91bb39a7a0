import { Chart } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { decide } from '../decide/application';
import { applicationPropsSchema, type BlueGreenApplicationProps } from '../spec/application';
import { COLOURS, Colour, otherColour } from '../spec/colour';
import { type Problem, pathText, shown } from '../spec/problem';
import { problemsOf } from '../spec/validate';
import { Base } from './base';
import { BlueGreenColour } from './colour';
import { entrance } from './entrance';
import { Traffic } from './traffic';

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
  public readonly blue: BlueGreenColour;
  public readonly green: BlueGreenColour;
  /** The Service that users reach. */
  public readonly service: kplus.Service;
  /** The Service that leads to the idle colour. */
  public readonly preview: kplus.Service;
  /** Where `ingress` asks for it. */
  public readonly ingress?: kplus.Ingress;
  /** Where `createNamespace` asks for it. */
  public readonly namespace?: kplus.Namespace;
  /** The identities that the pods run as. */
  public readonly serviceAccounts: readonly kplus.ServiceAccount[];
  /** What was odd, but not refused; empty most often. */
  public readonly warnings: readonly string[];
  /** What engines apply as one: folder, and the construct that holds its objects. */
  public readonly units: { readonly [folder: string]: Construct };

  /**
   * @throws Error that lists everything that is wrong with the props, if anything is
   */
  public constructor(scope: Construct, id: string, props: BlueGreenApplicationProps) {
    super(scope, id);
    const named = { ...props, name: props.name ?? id, namespace: props.namespace ?? Chart.of(this).namespace };
    const active = this.node.tryGetContext(`${named.name}.active`) ?? this.node.tryGetContext('active') ?? props.active;
    refuse(this, [...problemsOf(applicationPropsSchema, named), ...problemsOfActive(active)]);

    const { application, problems } = decide({ ...named, active: active as Colour });
    refuse(
      this,
      problems.filter(problem => !problem.warning),
    );
    this.warnings = problems.filter(problem => problem.warning).map(sentence);

    const base = new Base(this, application);
    const traffic = new Traffic(this, application);
    this.name = application.name;
    this.active = application.active;
    this.blue = new BlueGreenColour(this, Colour.BLUE, application);
    this.green = new BlueGreenColour(this, Colour.GREEN, application);
    this.service = traffic.service;
    this.preview = traffic.preview;
    this.ingress = entrance(base, application, traffic.service);
    this.namespace = base.namespace;
    this.serviceAccounts = base.serviceAccounts;
    this.units = { base, blue: this.blue, green: this.green, 'release/traffic': traffic };
  }

  /** The colour that users do not reach. */
  public get idle(): Colour {
    return otherColour(this.active);
  }
}

function problemsOfActive(active: unknown): Problem[] {
  if (COLOURS.includes(active as Colour)) return [];
  return [
    {
      path: ['active'],
      message: `expected one of ${COLOURS.join(', ')}, got ${shown(active)}`,
      fix: "set the context value \"active\", for example with app.node.setContext('active', 'blue')",
    },
  ];
}

function sentence({ path, message, fix }: Problem): string {
  return `${path.length ? `${pathText(path)}: ` : ''}${message}${fix ? ` (${fix})` : ''}`;
}

function refuse(construct: Construct, problems: readonly Problem[]): void {
  if (!problems.length) return;
  throw new Error(
    [`BlueGreenApplication "${construct.node.path}" can't be made:`, ...problems.map(p => `  - ${sentence(p)}`)].join(
      '\n',
    ),
  );
}
