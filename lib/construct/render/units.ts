import type * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Application } from '../model';
import { Colour } from '../props/colour';
import { annotateForEngines } from './annotate-for-engines';
import { Base } from './base';
import { BlueGreenColour } from './colour';
import type { Rendered } from './colour-deployment';
import { entrance } from './entrance';
import { Migration } from './migration';
import { Traffic } from './traffic';
import { Verify } from './verify';
import { Watch } from './watch';

/** All that an application is made of. */
export interface Units {
  readonly base: Base;
  readonly blue: BlueGreenColour;
  readonly green: BlueGreenColour;
  /** With `migrate`. */
  readonly migrations?: { readonly blue: Migration; readonly green: Migration };
  readonly verify: Verify;
  readonly traffic: Traffic;
  /** With `watch`. */
  readonly watch?: Watch;
  /** In the base. */
  readonly ingress?: kplus.Ingress;
}

/**
 * Makes the objects of an application for which all is decided.
 * @param handedOut whether callers may go on with the objects: releases are then what is rendered in the end
 */
export function unitsOf(scope: Construct, application: Application, handedOut = false): Units {
  // Nobody can have changed anything before it is handed out.
  let out: Units | undefined;
  const rendered: Rendered = colour => out?.[colour]._rendered() ?? application[colour];
  const base = new Base(scope, application);
  const traffic = new Traffic(scope, application, rendered);
  const units = {
    base,
    blue: BlueGreenColour._of(scope, Colour.BLUE, application, handedOut),
    green: BlueGreenColour._of(scope, Colour.GREEN, application, handedOut),
    migrations: application.migrates
      ? {
          blue: new Migration(scope, Colour.BLUE, application),
          green: new Migration(scope, Colour.GREEN, application),
        }
      : undefined,
    verify: new Verify(scope, application, rendered),
    traffic,
    watch: application.watch && new Watch(scope, application, rendered),
    ingress: entrance(base, application, traffic),
  };
  annotateForEngines(folders(units), application);
  if (handedOut) out = units;
  return units;
}

/** What engines apply as one: folder, and the construct that holds its objects. */
export function folders(units: Units): { readonly [folder: string]: Construct } {
  const { base, migrations, blue, green, verify, traffic, watch } = units;
  return {
    base,
    ...(migrations && { 'migrate/blue': migrations.blue, 'migrate/green': migrations.green }),
    blue,
    green,
    'release/verify': verify,
    'release/traffic': traffic,
    ...(watch && { 'release/watch': watch }),
  };
}
