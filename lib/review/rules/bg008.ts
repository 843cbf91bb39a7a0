import { itemsOf } from '../../manifests/items';
import { blueGreen, named } from '../change';
import { coloursAmong } from '../model/application';
import type { Application, Colour, Model } from '../model/model';
import { at, type Fault, type Rule } from '../rule';

export const bg008: Rule = {
  id: 'BG008',
  title: 'Ports agree: each targetPort exists in the pods of both colours',
  severity: 'error',
  what: 'The target ports of every Service, against the ports of the containers: of the active and the preview Service in all colours, of a Service of one colour in that one; and the ports that an Ingress or a route names, against the Service. Numbers count only where the containers name their ports at all.',
  why: 'The moment the Service moves to a colour without the port, every request to it is refused. Nothing warns before.',
  example: [
    {
      file: 'green/Deployment.ping-green.k8s.yaml',
      from: '              name: http\n              protocol: TCP\n          readinessProbe:\n            httpGet:\n              path: /ping\n              port: http',
      to: '              name: web\n              protocol: TCP\n          readinessProbe:\n            httpGet:\n              path: /ping\n              port: web',
    },
  ],
  wayOut: 'give the containers of both colours a port of that name; its number may differ',
  check: ({ head }) =>
    blueGreen(head).flatMap(application => [...targetFaults(application), ...routeFaults(application, head)]),
};

function targetFaults({ place, services, colours, live }: Application): Fault[] {
  // A gate asks pods by themselves, and no port of its Services.
  const published = services.filter(({ role }) => role !== 'gate');
  return published.flatMap(service =>
    itemsOf(service.manifest.value['spec'].ports).flatMap((port, index) => {
      const target = port['targetPort'] ?? port['port'];
      const reached =
        service.role === 'active' || service.role === 'preview' ? colours : coloursAmong(service.picks, colours);
      return reached
        .filter(colour => !hasPort(colour, target))
        .map(colour => {
          const isLive = live.includes(colour);
          return {
            place,
            ...at('head', service.manifest, [
              'spec',
              'ports',
              index,
              port['targetPort'] === undefined ? 'port' : 'targetPort',
            ]),
            message: `the port ${target} is in no container of ${named(colour)}${isLive ? ', which users are on' : ''}`,
            users: isLive
              ? 'every request to this port is refused'
              : 'every request to this port is refused once they are led there',
          };
        });
    }),
  );
}

function hasPort({ template }: Colour, target: number | string): boolean {
  const containers = [...itemsOf(template['spec'].containers), ...itemsOf(template['spec'].initContainers)];
  const ports = containers.flatMap(container => itemsOf(container['ports']));
  if (typeof target === 'string' && !/^\d+$/.test(target)) return ports.some(({ name }) => name === target);
  // A container may listen on ports that it does not name.
  return !ports.length || ports.some(({ containerPort }) => containerPort === Number(target));
}

function routeFaults({ place, services }: Application, { rules }: Model): Fault[] {
  const known = new Map(services.map(service => [service.id, service]));
  return rules.flatMap(rule =>
    rule.backends.flatMap(({ id, service: name, port, path, manifest }) => {
      const service = known.get(id);
      const ports = itemsOf(service?.manifest.value['spec'].ports);
      if (
        !service ||
        port === undefined ||
        ports.some(({ name, port: number }) => name === port || String(number) === String(port))
      )
        return [];
      const message = `it leads to the port ${port} of the Service ${name}, which has none such`;
      return [{ place, ...at('head', manifest, path), message, users: 'every request that comes this way fails' }];
    }),
  );
}
