import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Application } from '../model';
import { colourLabels } from '../names';
import type { Colour } from '../props/colour';
import { type Held, heldFiles } from '../resolve/files';
import { shortHash } from '../resolve/release';
import { jobBudget } from './job-budget';
import { migrationJob } from './migration-job';
import { releaseConfig } from './release-config';

/** What the release of a colour changes in the database: before its pods start, and once the other colour is retired. */
export class Migration extends Construct {
  /** `<app>-migrate-<colour>`: which Jobs there are. It also keeps this unit from ever being empty. */
  public readonly record: kplus.k8s.KubeConfigMap;
  public readonly expand?: ApiObject;
  public readonly contract?: ApiObject;

  public constructor(scope: Construct, colour: Colour, application: Application) {
    super(scope, `migrate-${colour}`);
    const { name, namespace } = application;
    const { migrate, contracted, config, files, labels } = application[colour];
    const metadata = { namespace, labels: colourLabels(name, colour, labels) };
    const expands = migrate.expand !== undefined;
    const contracts = contracted && migrate.contract !== undefined;

    // Of its own: the colour's is not there before the colour is.
    const has = (some: object) => (expands || contracts) && Object.keys(some).length > 0;
    const held = (id: string, hash: string, what: Held) =>
      releaseConfig(this, id, { ...metadata, name: `${name}-migrate-${hash}` }, what).name;
    const configMaps = {
      ...(has(config) && { config: held('config', shortHash({ colour, config }), { data: config }) }),
      ...(has(files) && { files: held('files', `files-${shortHash({ colour, files })}`, heldFiles(files)) }),
    };
    const job = (which: 'expand' | 'contract') => {
      const props = migrationJob(application, colour, which, configMaps);
      jobBudget(this, `${which}-budget`, () => props, false);
      return new ApiObject(this, which, props);
    };
    if (expands) this.expand = job('expand');
    if (contracts) this.contract = job('contract');

    this.record = new kplus.k8s.KubeConfigMap(this, 'record', {
      metadata: { ...metadata, name: `${name}-migrate-${colour}` },
      data: { expand: this.expand?.name ?? 'none', contract: this.contract?.name ?? 'none' },
    });
  }
}
