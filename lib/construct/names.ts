import type { Colour } from './props/colour';

/** Names and labels are an external contract: engines, dashboards and people rely on them. No construct path reaches them. */
export const NAME_LABEL = 'app.kubernetes.io/name';
export const VERSION_LABEL = 'app.kubernetes.io/version';
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
/** Who manages what we render, in labels and as the owner of fields. */
export const MANAGER = 'cdk8s-blue-green';
export const COLOUR_LABEL = 'blue-green/colour';
export const RELEASE_LABEL = 'blue-green/release';
/** The label of the gate's pods. They carry no label that a Service selects: they must never be among its endpoints. */
export const GATE_LABEL = 'blue-green/gate';

/** The label of a watch's pods: they carry no other that anything selects. */
export const WATCH_LABEL = 'blue-green/watch';

/** The annotation of a watch's pods that says which share of the requests, in percent, they look at: each share is watched anew. */
export const WEIGHT_ANNOTATION = 'blue-green/weight';

/** What the containers of a gate are called: who waits for the pods, tests of the user's own, and who measures. */
export const GATE_CONTAINERS: readonly string[] = ['verify', 'smoke', 'analysis'];
/** The last of them. */
export const ANALYSIS_CONTAINER = 'analysis';

/** The annotation of a gate's pods by which it proves no colour, but the pods of a plain Deployment: its name. */
export const PROVES_PLAIN = 'blue-green/proves';

/**
 * The label of the pods of a worker, and what its Deployment selects. They carry no label that a Service selects: nobody is
 * to be sent to them.
 */
export const WORKER_LABEL = 'blue-green/worker';

/** The label of an object that a user brings along: of which application it is. By it the script for kubectl finds them. */
export const OWN_LABEL = 'blue-green/application';

/**
 * On those of them that stand in another namespace, that of the application: another environment may bring along the like there,
 * and each may take away its own alone.
 */
export const HOME_LABEL = 'blue-green/namespace';

/** The annotation by which a Service says in so many words what it is for, where nothing else tells. */
export const ROLE_ANNOTATION = 'blue-green/role';

/** The label of the active and the preview Service that says in so many words what each is for: `active` or `preview`. */
export const ROLE_LABEL = 'blue-green/role';
/** Beside it, the colour that the Service leads to: `blue`, `green` or `both`. */
export const LEADS_TO_LABEL = 'blue-green/leads-to';

/** The ConfigMap that says which colour is active, for pods that ask; its only key. */
export const activeColourName = (application: string): string => `${application}-active`;
export const ACTIVE_KEY = 'active';
/** The annotation by which that ConfigMap says that it follows the traffic, and belongs to no release. */
export const FOLLOWS_TRAFFIC = 'blue-green/follows-traffic';

/** The annotation of a Deployment whose pods run as an account that somebody else makes: its name. */
export const EXISTING_ACCOUNT = 'blue-green/existing-account';

/** The annotation of an autoscaler that starts higher for a promotion: `<fewest>-<most>` of before, and of afterwards. */
export const RAISED_FROM = 'blue-green/raised-from';

/** What stands for the colour in texts: of an autoscaler, and of an object that a user brings along. */
export const COLOUR_VARIABLE = '$(COLOUR)';

/** The annotation of a Deployment that somebody else scales: the fewest pods that they keep. */
export const FEWEST_PODS = 'blue-green/fewest-pods';

/**
 * The annotation by which KEDA holds what it scales at a number of pods.
 * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling
 */
export const PAUSED_REPLICAS = 'autoscaling.keda.sh/paused-replicas';

/** The annotation that says when Argo CD applies an object. @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';

/** What selects every object that we render, as `kubectl --selector` takes it. */
export const MADE_BY_US = `${MANAGED_BY_LABEL}=${MANAGER}`;

/** Whether an object with these labels is one that we render. */
export const isOurs = (labels: { readonly [label: string]: string }): boolean => labels[MANAGED_BY_LABEL] === MANAGER;

/** What selects the pods of both colours: no other pod carries the name of an application. */
export const applicationSelector = (application: string): Record<string, string> => ({ [NAME_LABEL]: application });

/** What selects the pods of one colour; immutable in a Deployment, so nothing else may ever join it. */
export const colourSelector = (application: string, colour: Colour): Record<string, string> => ({
  ...applicationSelector(application),
  [COLOUR_LABEL]: colour,
});

/** The NetworkPolicy that says who may reach the workers. */
export const workersPolicyName = (application: string): string => `${application}-workers`;

/** What the objects of a worker are called. */
export const workerName = (application: string, worker: string): string => `${application}-${worker}`;

/** The labels of an object that belongs to a colour. */
export const colourLabels = (
  application: string,
  colour: Colour,
  own: { readonly [key: string]: string },
): Record<string, string> => ({ ...objectLabels(application, own), [COLOUR_LABEL]: colour });

/** The labels of an object that belongs to no colour. */
export const objectLabels = (application: string, own: { readonly [key: string]: string }): Record<string, string> => ({
  ...own,
  [NAME_LABEL]: application,
  [MANAGED_BY_LABEL]: MANAGER,
});
