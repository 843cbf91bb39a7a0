import { COLOURS, otherColour } from '../../props/colour';
import { TrafficMode } from '../../props/traffic';
import type { WorkerProps } from '../../props/worker';
import { standsBy } from '../../resolve/ports';
import type { Problem } from '../problem';
import { asksByNumber } from './probes';
import type { ApplicationRule, ReleaseRule } from './rule';

// An application without a port: its colours stand by, and its workers follow the active one.

const NOT_CALLED = 'without a port nobody calls the application';

/** Whatever stands by takes no work: what it runs has to be said, and is no worker. */
export const standingByTakesNoWork: ReleaseRule = props => {
  if (!standsBy(props)) return [];
  const { workers = {} } = props;
  const program = programOf(props);
  if (program === undefined) {
    return [
      {
        path: ['workers'],
        message:
          'expected beside them what a colour runs that has no port and so only stands by, "command" or "args": the image\'s own program might take work while it is idle',
        fix: 'command: [sleep, infinity]; or, where the application is called, its "port"',
      },
    ];
  }
  return Object.keys(workers).flatMap((name): Problem[] =>
    programOf(workers[name]!) === program
      ? [
          {
            path: [props.command?.length ? 'command' : 'args'],
            message: `expected another program than that of the worker ${name}: it would take work while its colour is idle`,
            fix: 'command: [sleep, infinity]',
          },
        ]
      : [],
  );
};

// Where the entrypoint is that of the image, the words alone say what is run.
function programOf({ command = [], args = [] }: Pick<WorkerProps, 'command' | 'args'>): string | undefined {
  return command.length || args.length ? JSON.stringify([command.length > 0, ...command, ...args]) : undefined;
}

/** Nobody can be asked where nothing listens. */
export const standingByIsNotAsked: ReleaseRule = props => {
  if (!standsBy(props)) return [];
  const { smoke = [] } = props;
  const requests =
    'image' in smoke || !smoke.length
      ? []
      : [
          {
            path: ['smoke'],
            message: `expected a container with tests, or none: ${NOT_CALLED}`,
            fix: 'readiness: { exec: { command: [<program>, <check>] } }',
          },
        ];
  return [
    ...requests,
    ...(['readiness', 'liveness', 'startup'] as const).flatMap(kind =>
      asksByNumber(kind, props[kind], 'the application has none'),
    ),
  ];
};

const OF_CALLERS = ['service', 'serviceTemplate', 'services', 'ingress', 'ingressTemplate', 'route'] as const;

/** Ways in lead to a port. */
export const waysInNeedAPort: ApplicationRule = (props, application) => {
  if (!COLOURS.some(colour => isCalledByNobody(application[colour]))) return [];
  const isShared = props.traffic !== undefined && props.traffic !== TrafficMode.SELECTOR;
  return [...OF_CALLERS.filter(key => props[key] !== undefined), ...(isShared ? ['traffic'] : [])].map(key => ({
    path: [key],
    message: `expected it only with a port: ${NOT_CALLED}`,
  }));
};

/** Who is active stands in a Service that has either a port or none for ever: Kubernetes takes no other address of it. */
export const coloursAreCalledAlike: ApplicationRule = (props, application) => {
  const [standing, ...others] = COLOURS.filter(colour => isCalledByNobody(application[colour]));
  if (standing === undefined || others.length) return [];
  const called = otherColour(standing);
  return [
    {
      path: [props[called] ? called : standing, 'ports'],
      message: `${called} has a port, and ${standing} has none: expected one in both or in neither, because the Service that says which of them is active can't become one with an address in place`,
      fix: 'start what is called as an application of another name, and move users there',
    },
  ];
};

const isCalledByNobody = ({
  ports,
  workers,
}: {
  readonly ports: readonly unknown[];
  readonly workers: readonly unknown[];
}) => !ports.length && workers.length > 0;
