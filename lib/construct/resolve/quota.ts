import { counted } from '../props/counted';
import { quantity } from '../props/quantity';

/** What some pods ask for together: what a ResourceQuota of their namespace has to bear. */
export interface Asked {
  readonly pods: number;
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

type Fields = { readonly [key: string]: any };

const NOTHING: Asked = { pods: 0, cpu: 0, memory: 0 };

/**
 * What one pod asks for, as Kubernetes counts it.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 */
export function askedByPod(spec: Fields): Asked {
  const asked = (name: 'cpu' | 'memory') => {
    let beside = 0;
    let most = 0;
    for (const one of listed(spec['initContainers'])) {
      const own = request(one, name);
      // One that is restarted always runs beside all that come after it.
      if (one['restartPolicy'] === 'Always') beside += own;
      most = Math.max(most, one['restartPolicy'] === 'Always' ? beside : beside + own);
    }
    const sum = listed(spec['containers']).reduce((all, one) => all + request(one, name), beside);
    return Math.max(most, sum) + (quantity(spec['overhead']?.[name]) ?? 0);
  };
  return { pods: 1, cpu: asked('cpu'), memory: asked('memory') };
}

/** What so many pods of a kind ask for. */
export function times(pods: number, { cpu, memory }: Asked): Asked {
  return { pods, cpu: pods * cpu, memory: pods * memory };
}

export function together(all: readonly Asked[]): Asked {
  return all.reduce(
    (sum, one) => ({ pods: sum.pods + one.pods, cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }),
    NOTHING,
  );
}

/** A rollout of a colour adds a quarter of its pods for a while. */
export function surgeOf(pods: number): number {
  return Math.ceil(pods / 4);
}

/** `4 pods, CPU 1.5, memory 2Gi`; of what nobody asks for nothing is said. */
export function askedText({ pods, cpu, memory }: Asked): string {
  return [
    counted(pods, 'pod'),
    ...(cpu ? [`CPU ${rounded(cpu)}`] : []),
    ...(memory ? [`memory ${memoryText(memory)}`] : []),
  ].join(', ');
}

// The API server writes a limit into a request that is not said.
function request({ resources }: Fields, name: string): number {
  return quantity(resources?.requests?.[name] ?? resources?.limits?.[name]) ?? 0;
}

function listed(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'object' && item !== null) : [];
}

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

function memoryText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(bytes) / 10)));
  return `${rounded(bytes / 1024 ** step)}${UNITS[step]}`;
}

// Never less than it is, but for what a sum of binary fractions is wrong by.
function rounded(amount: number): string {
  return String(Math.ceil(amount * 100 * (1 - 1e-10)) / 100);
}
