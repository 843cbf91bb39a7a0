import type { Clock } from '../clock';
import type { Random } from '../random';
import { Autoscaler, fromOutside } from './autoscaler';
import type { Behaviour } from './behaviour';
import { Deployment } from './deployment';
import { Dns } from './dns';
import { gateOf, runGate } from './gate';
import { Job, type JobPod, type Work } from './job';
import { annotation, identity, isSelected, type KubernetesObject, type Labels, serviceOf, textOf } from './object';
import { ENDS_AFTER, Pod } from './pod';

/** What the API server says no to. */
export class Refused extends Error {}

/** The owner of what nobody tracks any more. */
export const NOBODY = '';

/** An object in the cluster. */
export interface LiveObject {
  readonly object: KubernetesObject;
  /** Who applied it last: the Application or Kustomization that tracks it. */
  readonly owner: string;
  readonly since: number;
}

/** Told of what engines and people do to the cluster. */
export interface ClusterWatcher {
  /** Before an object goes for good. */
  deleting?(live: LiveObject): void;
  /** After somebody changed an object by hand. */
  patched?(live: LiveObject): void;
  jobEnded?(job: KubernetesObject, status: 'complete' | 'failed'): void;
}

/** Marks an object that the API server refuses, as it would an invalid one. */
export const REFUSED_ANNOTATION = 'simulation/refused';

/** One namespace of a Kubernetes cluster: its objects, and the controllers that act on them. */
export class Cluster {
  /** Grows with everything that changes. */
  public changes = 0;
  /** False while pods of Jobs can't start: an image, a node or a registry is gone. */
  public jobsStart = true;
  private readonly objects = new Map<string, LiveObject>();
  private readonly deployments = new Map<string, Deployment>();
  private readonly jobs = new Map<string, Job>();
  private readonly autoscalers = new Map<string, Autoscaler>();
  private readonly pods = new Set<Pod>();
  /** They are told to end, and have not ended yet. */
  private readonly ending = new Set<Pod>();
  /** Pod templates whose pods can't get ready any more. */
  private readonly broken = new Set<string>();
  private readonly watchers: ClusterWatcher[] = [];
  private readonly dns: Dns<readonly string[]>;
  private podCount = 0;

  public constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    /** How pods of an image behave. */
    private readonly behaviourOf: (image: string) => Behaviour,
  ) {
    this.dns = new Dns(clock, random, name => this.endpointsOf(name).map(pod => pod.name));
  }

  public watch(watcher: ClusterWatcher): void {
    this.watchers.push(watcher);
  }

  public get(id: string): LiveObject | undefined {
    return this.objects.get(id);
  }

  public service(name: string): LiveObject | undefined {
    return this.objects.get(serviceOf(name));
  }

  public ownedBy(owner: string): LiveObject[] {
    return [...this.objects.values()].filter(live => live.owner === owner);
  }

  /**
   * Creates or changes an object.
   * @throws Refused
   */
  public apply(object: KubernetesObject, owner: string): void {
    this.mustBeValid(object);
    this.changes++;
    const id = identity(object);
    const live = this.objects.get(id);
    this.objects.set(id, { object, owner, since: live?.since ?? this.clock.now });
    if (!live) this.created(object);
    else if (textOf(live.object) !== textOf(object)) this.changed(object);
  }

  /**
   * What a server-side dry run says.
   * @throws Refused
   */
  public mustBeValid(object: KubernetesObject): void {
    const id = identity(object);
    if (annotation(object, REFUSED_ANNOTATION)) throw new Refused(`${id} is invalid`);
    const live = this.objects.get(id)?.object;
    for (const field of live ? immutableIn(live) : []) {
      if (textOf(field(live!)) !== textOf(field(object))) throw new Refused(`${id}: field is immutable`);
    }
  }

  /** Somebody changes an object by hand. */
  public patch(id: string, change: (object: any) => void): void {
    const live = this.objects.get(id);
    if (!live) return;
    this.changes++;
    const object = structuredClone(live.object);
    change(object);
    this.objects.set(id, { ...live, object });
    this.changed(object);
    for (const watcher of this.watchers) watcher.patched?.(this.objects.get(id)!);
  }

  /** Somebody takes off what says whose an object is. */
  public disown(id: string): void {
    this.objects.set(id, { ...this.objects.get(id)!, owner: NOBODY });
  }

  public delete(id: string): void {
    const live = this.objects.get(id);
    if (!live) return;
    for (const watcher of this.watchers) watcher.deleting?.(live);
    this.changes++;
    this.objects.delete(id);
    for (const controllers of [this.deployments, this.jobs, this.autoscalers]) {
      controllers.get(id)?.remove();
      controllers.delete(id);
    }
  }

  public deployment(name: string): Deployment | undefined {
    return this.deployments.get(`Deployment/${name}`);
  }

  public job(name: string): Job | undefined {
    return this.jobs.get(`Job/${name}`);
  }

  /** The pods of Deployments that are not about to end. */
  public livePods(): Pod[] {
    return [...this.pods];
  }

  /** All pods of Deployments with some labels, those that are about to end among them. */
  public atWork(selector: Labels): Pod[] {
    return [...this.pods, ...this.ending].filter(pod => isSelected(pod.labels, selector));
  }

  /** The ready pods that a Service leads to; none where there is no such Service. */
  public endpointsOf(service: string): (Pod | JobPod)[] {
    const selector: Labels | undefined = this.service(service)?.object['spec'].selector;
    return selector ? this.select(selector).filter(pod => pod.isReady) : [];
  }

  /** All pods with some labels that are not about to end. */
  public select(selector: Labels): (Pod | JobPod)[] {
    const selected: (Pod | JobPod)[] = [];
    for (const pod of this.pods) if (isSelected(pod.labels, selector)) selected.push(pod);
    for (const { pod } of this.jobs.values()) if (pod && isSelected(pod.labels, selector)) selected.push(pod);
    return selected;
  }

  /** What users are on breaks: all of its pods die, and none gets ready again. */
  public breakWhatServes(service: string): void {
    for (const pod of this.endpointsOf(service)) {
      if (!(pod instanceof Pod)) continue;
      this.broken.add(textOf(pod.template));
      pod.die();
    }
  }

  /** Whether a colour is as its Deployment wants it: no other pods, enough of them ready, and all of them answer right. */
  public isWhole({ spec }: KubernetesObject): boolean {
    const pods = [...this.pods].filter(pod => isSelected(pod.labels, spec['selector'].matchLabels));
    return (
      pods.filter(pod => pod.isReady).length >= (spec['replicas'] ?? 1) &&
      pods.every(pod => isSelected(pod.labels, spec['template'].metadata.labels) && pod.answersRight)
    );
  }

  private created(object: KubernetesObject): void {
    const id = identity(object);
    if (object.kind === 'Deployment') this.deployments.set(id, this.newDeployment(object));
    if (object.kind === 'Job') this.jobs.set(id, this.newJob(object));
    if (object.kind === 'HorizontalPodAutoscaler' || object.kind === 'ScaledObject') {
      this.autoscalers.set(id, new Autoscaler(object, this.clock, name => this.deployment(name)));
    }
    this.scaledByOthers(object);
  }

  private changed(object: KubernetesObject): void {
    const id = identity(object);
    this.deployments.get(id)?.update(object);
    this.autoscalers.get(id)?.update(object);
    this.scaledByOthers(object);
  }

  private scaledByOthers(object: KubernetesObject): void {
    const autoscaler = fromOutside(object);
    if (!autoscaler) return;
    const id = identity(autoscaler);
    if (this.autoscalers.has(id)) this.changed(autoscaler);
    else this.created(autoscaler);
  }

  private newDeployment(object: KubernetesObject): Deployment {
    const { name } = object.metadata;
    const deployment: Deployment = new Deployment(object, this.clock, {
      create: template => {
        const pod = new Pod(
          {
            name: `${name}-${++this.podCount}`,
            labels: template.metadata.labels ?? {},
            template,
            behaviour: this.behaviourOf(template['spec'].containers[0].image),
            isBroken: () => this.broken.has(textOf(template)),
          },
          this.clock,
          this.random,
          changed => {
            this.changes++;
            deployment.podChanged(changed);
          },
        );
        this.pods.add(pod);
        return pod;
      },
      remove: pod => {
        this.changes++;
        pod.terminate();
        this.pods.delete(pod);
        this.ending.add(pod);
        this.clock.after(ENDS_AFTER, () => {
          this.changes++;
          this.ending.delete(pod);
        });
      },
    });
    return deployment;
  }

  private newJob(object: KubernetesObject): Job {
    return new Job(
      object,
      this.clock,
      this.random,
      ended => {
        this.changes++;
        return this.workOf(object)(ended);
      },
      () => this.jobsStart,
      ({ status }) => {
        this.changes++;
        for (const watcher of this.watchers) watcher.jobEnded?.(object, status as 'complete' | 'failed');
      },
    );
  }

  private workOf(job: KubernetesObject): Work {
    const gate = gateOf(job);
    if (gate) {
      return ended =>
        runGate(
          gate,
          {
            clock: this.clock,
            resolve: names => this.dns.resolve(names),
            answersRight: name => [...this.pods].some(pod => pod.name === name && pod.answersRight),
          },
          ended,
        );
    }
    const { migrates } = this.behaviourOf(job['spec'].template.spec.containers[0].image);
    return ended => this.clock.after(this.random.between(2, 20), () => ended(migrates));
  }
}

// Fields that can't be changed once the object is there.
function immutableIn(object: KubernetesObject): ((object: KubernetesObject) => object)[] {
  if (object.kind === 'Job') return [({ spec }) => spec];
  if (object.kind === 'Deployment') return [({ spec }) => spec.selector];
  if (object.kind === 'ConfigMap' && object['immutable']) return [({ data }) => data];
  return [];
}
