import { awaited, find, kubectl } from './cluster';
import { Working } from './working';

const PATIENCE = 180;

/** A stage with a namespace beside those of the environments, where `ping` may have objects. */
export class Elsewhere extends Working {
  public readonly elsewhere = `ping-elsewhere-${Date.now().toString(36)}`;

  public async elsewhereIsMade(): Promise<void> {
    await kubectl('create', 'namespace', this.elsewhere);
  }

  /** A file of objects there, that of the application and that of a colour, which say something. */
  public written(says: string): string {
    return ['', '-$(COLOUR)']
      .map(colour => {
        const metadata = `{ name: $(APPLICATION)-$(ENVIRONMENT)${colour}, namespace: ${this.elsewhere} }`;
        return `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\ndata: { says: ${says} }\n`;
      })
      .join('---\n');
  }

  /** What the object of each environment comes to say there; undefined: it is gone. */
  public async elsewhereSays(suffix: string, says: string | undefined): Promise<void> {
    await this.each(engine => {
      const name = `ping-${engine.name}${suffix}`;
      return awaited(`${name} says ${says}`, PATIENCE, async () => {
        const seen = await find('configmap', name, this.elsewhere);
        return { seen: seen?.data, answer: seen?.data.says === says || undefined };
      });
    });
  }

  public override async close(): Promise<void> {
    await super.close();
    await kubectl('delete', 'namespace', this.elsewhere, '--wait=false', '--ignore-not-found');
  }
}
