import { stringify } from 'yaml';
import { apply, find, kubectl, list } from './cluster';
import { OVERLOADED } from './overloaded';
import { GIT_URL, type Project } from './project';

const HERE = '--namespace=argocd';
const FOLDER = 'plain/rollouts';

/** How figures are judged, the same way by all. */
export interface Judged {
  readonly source: string;
  /** Percent of the requests that may fail. */
  readonly max: number;
  /** Seconds from one measurement to the next. */
  readonly every: number;
  /** How many measurements may be outside. */
  readonly failures: number;
  /** Seconds that a measurement looks back. */
  readonly over: number;
  readonly minutes: number;
}

/**
 * The same application as a blue-green Rollout of Argo Rollouts, applied by Argo CD: a new version is promoted as soon as its
 * pods are ready, and then judged by the same figures.
 */
export class Peer {
  public readonly name = 'rollouts';
  private readonly application: string;

  public constructor(
    private readonly project: Project,
    public readonly namespace: string,
    private readonly judged: Judged,
  ) {
    this.application = namespace;
  }

  /** Writes what git is to say. */
  public write(version: string, env: { readonly [name: string]: string }): void {
    const files = { rollout: this.rollout(version, env), analysis: this.analysis(), ...SERVICES };
    for (const [name, object] of Object.entries(files)) this.project.write(`${FOLDER}/${name}.yaml`, stringify(object));
  }

  /** The version that git says. */
  public inGit(): string {
    return /image: pkw0301\/app:(\S+)/.exec(this.project.git('show', `HEAD:${FOLDER}/rollout.yaml`))![1]!;
  }

  public async install(): Promise<void> {
    await kubectl('create', 'namespace', this.namespace);
    const application = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: this.application, namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: GIT_URL, targetRevision: 'main', path: FOLDER },
        destination: { server: 'https://kubernetes.default.svc', namespace: this.namespace },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    };
    apply(JSON.stringify(application));
  }

  public async notify(): Promise<void> {
    const refresh = 'argocd.argoproj.io/refresh=normal';
    await kubectl('annotate', 'application', this.application, HERE, '--overwrite', refresh);
  }

  /** What Argo CD says of it. */
  public async told(): Promise<string> {
    const { sync, health } = (await find('application', this.application, 'argocd'))!.status;
    return `${sync.status}, ${health.status}`;
  }

  /** When the analysis failed, in milliseconds since 1970. */
  public async failedAt(): Promise<number | undefined> {
    const failed = (await list('analysisruns', this.namespace)).find(({ status }) => status?.phase === 'Failed');
    const at = failed?.status.completedAt ?? failed?.status.metricResults[0].measurements.at(-1).finishedAt;
    return at && Date.parse(at);
  }

  public async remove(): Promise<void> {
    await kubectl('delete', 'application', this.application, HERE, '--ignore-not-found');
    await kubectl('delete', 'namespace', this.namespace, '--wait=false', '--ignore-not-found');
  }

  private rollout(version: string, env: { readonly [name: string]: string }): object {
    const arg = { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } };
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'ping' },
      spec: {
        replicas: 2,
        minReadySeconds: 5,
        selector: { matchLabels: { app: 'ping' } },
        strategy: {
          blueGreen: {
            activeService: 'ping',
            previewService: 'ping-preview',
            postPromotionAnalysis: { templates: [{ templateName: 'errors' }], args: [arg] },
          },
        },
        template: {
          metadata: { labels: { app: 'ping' }, annotations: OVERLOADED.annotations },
          spec: {
            containers: [
              {
                name: 'ping',
                image: `pkw0301/app:${version}`,
                imagePullPolicy: 'IfNotPresent',
                command: OVERLOADED.command,
                env: Object.entries(env).map(([name, value]) => ({ name, value })),
                ports: [{ containerPort: 5000 }],
                readinessProbe: { httpGet: { path: OVERLOADED.path, port: 5000 }, periodSeconds: 1 },
                lifecycle: { preStop: { sleep: { seconds: 5 } } },
              },
            ],
          },
        },
      },
    };
  }

  private analysis(): object {
    const { source, max, every, failures, over, minutes } = this.judged;
    const rate = (labels: string) =>
      `rate(http_request_duration_seconds_count{namespace="${this.namespace}", pod=~"ping-{{args.hash}}-.+"${labels}}[${over}s])`;
    const query = `100 * (sum(${rate(', code=~"5.."')}) or vector(0)) / sum(${rate('')})`;
    return {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'errors' },
      spec: {
        args: [{ name: 'hash' }],
        metrics: [
          {
            name: 'errors',
            interval: `${every}s`,
            initialDelay: `${every}s`,
            count: (minutes * 60) / every,
            failureLimit: failures,
            successCondition: `len(result) == 0 || isNaN(result[0]) || result[0] <= ${max}`,
            provider: { prometheus: { address: source, query } },
          },
        ],
      },
    };
  }
}

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: 'ping' }, ports: [{ name: 'http', port: 5000 }] },
});
const SERVICES = { service: service('ping'), preview: service('ping-preview') };
