import { isOurs } from '../../../construct/names';
import { labelsOf } from '../../manifests/labels';
import { coloursAmong } from '../../topology/application';
import type { Application, Colour, Model, Service } from '../../topology/model';
import { blueGreen, type Change, moved, named, sameColour } from '../change';
import { at, type Fault, type Rule } from '../rule';
import { hasPort, portsOf, publishes, type ServicePort, targetOf } from '../service-ports';
import { templateDifference } from '../template-difference';

export const bg008: Rule = {
  id: 'BG008',
  title: 'Ports agree: each targetPort exists in the pods of both colours',
  severity: 'error',
  what: 'The target ports of every Service, against the ports of the containers: of the active and the preview Service in all colours, of a Service of one colour in that one; and the ports that an Ingress or a route names, against the Service. Numbers count only where the containers name their ports at all. A port may come with a promotion: the colour that users leave then need not have it. The idle colour has to have it as soon as something else runs there.',
  why: 'The moment the Service moves to a colour without the port, every request to it is refused. Nothing warns before.',
  example: [
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '              name: http\n              protocol: TCP\n          readinessProbe:\n            httpGet:\n              path: /ping\n              port: http',
      to: '              name: web\n              protocol: TCP\n          readinessProbe:\n            httpGet:\n              path: /ping\n              port: web',
    },
  ],
  wayOut:
    'give the containers of both colours a port of that name; its number may differ. A port that nobody uses any more goes by allowing this finding',
  check: change =>
    blueGreen(change.head).flatMap(application => [
      ...targetFaults(application, change),
      ...routeFaults(application, change.head),
    ]),
};

function targetFaults(application: Application, change: Change): Fault[] {
  const { place, services, colours, live } = application;
  // A gate asks pods by themselves, and no port of its Services.
  const published = services.filter(({ role }) => role !== 'gate');
  return published.flatMap(service => {
    const isForBoth = service.role === 'active' || service.role === 'preview';
    const led = coloursAmong(service.selected, colours);
    return portsOf(service).flatMap((port, index) => {
      const target = targetOf(port);
      return (isForBoth ? colours : led)
        .filter(colour => !hasPort(colour, target))
        .filter(
          colour =>
            !isForBoth ||
            (service.role === 'active' && led.includes(colour) && !isServed(target, led)) ||
            lacks(colour, port, service, application, change),
        )
        .map(colour => {
          const isLive = live.includes(colour) && service.role !== 'preview';
          const key = port['targetPort'] === undefined ? 'port' : 'targetPort';
          return {
            place,
            ...at('head', service.manifest, ['spec', 'ports', index, key]),
            message: `the port ${target} is in no container of ${named(colour)}${isLive ? ', which users are on' : ''}`,
            users: isLive
              ? 'every request to this port is refused'
              : 'every request to this port is refused once they are led there',
          };
        });
    });
  });
}

// Of several colours that a Service leads to, those get no requests to a port that do not have it, if it has a name.
function isServed(target: number | string, led: readonly Colour[]): boolean {
  return typeof target === 'string' && led.some(colour => hasPort(colour, target));
}

// Whether it is this change that brings an idle colour without a port that users come by. One that comes with a
// promotion, the colour that they leave never had; and under another name a colour may have it for itself.
function lacks(colour: Colour, port: ServicePort, service: Service, after: Application, { base }: Change): boolean {
  const own = after.services.filter(
    ({ role, selected }) => role === 'colour' && coloursAmong(selected, [colour]).length,
  );
  if (own.some(one => publishes(one, port))) return false;
  // Our own Services take the ports of the colour that they lead to.
  if (!base) return !isOurs(labelsOf(service.manifest.value['metadata'].labels));
  const before = base.applications.find(({ id }) => id === after.id);
  const then = before && sameColour(colour, before);
  if (!then || templateDifference(then, colour)) return true;
  if (moved(before, after).from.some(({ id }) => id === colour.id)) return false;
  const was = before.services.filter(({ id }) => id === service.id).flatMap(one => publishes(one, port) ?? [])[0];
  return was !== undefined && hasPort(then, targetOf(was));
}

function routeFaults({ place, services }: Application, { rules }: Model): Fault[] {
  const known = new Map(services.map(service => [service.id, service]));
  return rules.flatMap(rule =>
    rule.backends.flatMap(({ id, service: name, port, path, manifest }) => {
      const service = known.get(id);
      if (
        !service ||
        port === undefined ||
        portsOf(service).some(({ name, port: number }) => name === port || String(number) === String(port))
      )
        return [];
      const message = `it leads to the port ${port} of the Service ${name}, which has none such`;
      return [{ place, ...at('head', manifest, path), message, users: 'every request that comes this way fails' }];
    }),
  );
}
