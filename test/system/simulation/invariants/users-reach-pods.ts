import { COLOUR_LABEL } from '../../../../lib/construct/names';
import type { Cluster } from '../cluster/cluster';
import { textOf } from '../cluster/object';
import type { Story } from '../story';
import { type Invariant, Violation } from './invariant';
import { activeSelector, reachedBy, servicesAt, type Way } from './serving';

/**
 * The active Service never selects a colour without ready pods while it had ready ones before, unless a pod died by
 * itself that was ready in that colour: no engine, no commit and no rollout takes the last pod away.
 */
export class UsersReachPods implements Invariant {
  private before = '';
  private hadPods = false;

  public constructor(
    private readonly cluster: Cluster,
    private readonly story: Story,
    private readonly service: Way,
  ) {}

  public check(): void {
    const { cluster, service } = this;
    const services = servicesAt(cluster, service);
    const selectors = services.map(name => activeSelector(cluster, name));
    const pods = reachedBy(cluster, service);
    const names = pods.map(pod => pod.labels[COLOUR_LABEL] ?? 'no colour');
    const now = `${selectors.map(selector => selector && textOf(selector))} ${names}`;
    if (now === this.before) return;
    this.before = now;
    this.story.tell(pods.length ? `users reach ${counted(names)}` : 'users reach nothing');
    // Of those who come by shares, some reach nothing where one of two Services has no pod.
    const empty = services.findIndex(name => !cluster.endpointsOf(name).length);
    const hasPods = services.length > 0 && empty < 0;
    if (!hasPods && this.hadPods) {
      const selector = selectors[empty];
      const fallen = selector && cluster.select(selector).some(pod => 'hasFallen' in pod && pod.hasFallen);
      if (!fallen) throw new Violation('the active Service has no ready pod, and no pod died by itself');
    }
    this.hadPods = hasPods;
  }
}

function counted(names: readonly string[]): string {
  const colours = [...new Set(names)].sort();
  return colours
    .map(colour => [names.filter(name => name === colour).length, colour] as const)
    .map(([count, colour]) => `${count} ${count === 1 ? 'pod' : 'pods'} of ${colour}`)
    .join(' and ');
}
