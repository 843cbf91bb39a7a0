import type { PortProps } from '../props/port';
import { HttpScheme } from '../props/probe';
import { HttpMethod, type SmokeContainer, type SmokeRequest } from '../props/smoke';
import { portOf } from './ports';

type Defaulted = 'method' | 'headers' | 'scheme' | 'status' | 'json' | 'timeoutSeconds' | 'tries';

/** A request of the gate with nothing left to be defaulted. */
export interface ResolvedRequest
  extends Omit<SmokeRequest, Defaulted | 'port'>,
    Required<Pick<SmokeRequest, Defaulted>> {
  /** The one to ask; undefined only where a rule refuses the release. */
  readonly port?: PortProps;
}

/** What a release has to stand, with nothing left to be defaulted. */
export type Smoke = readonly ResolvedRequest[] | (SmokeContainer & Required<Pick<SmokeContainer, 'env'>>);

/** Fills in every default. */
export function smokeOf(smoke: readonly SmokeRequest[] | SmokeContainer = [], ports: readonly PortProps[]): Smoke {
  if ('image' in smoke) return { ...smoke, env: smoke.env ?? {} };
  return requestsOf(smoke, ports);
}

/** Fills in every default of some requests. */
export function requestsOf(requests: readonly SmokeRequest[], ports: readonly PortProps[]): ResolvedRequest[] {
  return requests.map(request => ({
    ...request,
    method: request.method ?? HttpMethod.GET,
    headers: { ...typeOf(request), ...request.headers },
    scheme: request.scheme ?? HttpScheme.HTTP,
    port: portOf(ports, request.port),
    status: request.status ?? 200,
    json: request.json ?? {},
    timeoutSeconds: request.timeoutSeconds ?? 5,
    tries: request.tries ?? 3,
  }));
}

// curl says of a body that it is a form, unless it is told what it is.
function typeOf({ body, headers = {} }: SmokeRequest): Record<string, string> {
  const told = Object.keys(headers).some(name => name.toLowerCase() === 'content-type');
  return body === undefined || told ? {} : { 'Content-Type': 'text/plain; charset=utf-8' };
}
