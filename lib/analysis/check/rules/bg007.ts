import { isOurs, NAME_LABEL, ROLE_ANNOTATION } from '../../../construct/names';
import { objectName } from '../../manifests/identity';
import { labelsOf } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import type { Application, Entrance, Model } from '../../topology/model';
import { blueGreen, type Change, named } from '../change';
import { releaseRecordOf } from '../release-record';
import { at, type Fault, type Rule } from '../rule';

export const bg007: Rule = {
  id: 'BG007',
  title: 'The active Service selects the pods of exactly one colour of one application, and that Deployment exists',
  severity: 'error',
  what: 'Whatever users come through leads to one colour, and that has pods. A route may share requests by weights, and between the two commits of an overlap, which the ConfigMap "<app>-release" tells of, a Service may lead to both. A route does not lead users past the active Service to another colour. A Service of one colour stays with it.',
  why: 'A Service that selects nothing is healthy for every engine, and refuses every request. One that selects both colours sends users to the release that nobody has approved, one request in two.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: bleu',
    },
  ],
  wayOut:
    'let its selector say what is in the labels of the pods of one colour: all that the selector of its Deployment says',
  check: change =>
    blueGreen(change.head).flatMap(application => [
      ...application.entrances.flatMap(entrance => faultOf(entrance, application, change.head) ?? []),
      ...lostEntrance(application, change),
      ...differentServices(application),
      ...strayColours(application, change),
    ]),
};

function faultOf(entrance: Entrance, application: Application, head: Model): Fault | undefined {
  const { manifest, path, leadsTo, shares, service } = entrance;
  const { place } = application;
  const found = (message: string, users: string) => ({
    place,
    ...at('head', manifest, path),
    message,
    users,
    ...(!service && { wayOut: 'lead it to the Service of a colour that has pods, with a weight above zero' }),
  });
  const [one] = leadsTo;
  if (!one) {
    const others = service?.selected.map(pick => pick.manifest.identity.name) ?? [];
    const leads = others.length
      ? `leads to ${others.join(' and ')}, and to no colour of it`
      : service
        ? 'selects no pods of any Deployment'
        : 'leads to the pods of no colour, or with a weight of zero';
    return found(`what users come through ${leads}`, 'every request is refused: nobody answers');
  }
  const mixed = shares.find(({ weight, colours }) => weight > 0 && colours.length > 1);
  if (mixed && releaseRecordOf(application, head)?.value['data']?.overlap !== 'true') {
    const names = mixed.colours.map(named).join(' and ');
    return found(
      service
        ? `the active Service selects the pods of ${names}`
        : `it leads users to a Service that selects the pods of ${names}`,
      'requests go to any of them in turn: to the release that was approved, and to the one that was not',
    );
  }
  const active = service ? undefined : application.entrances.find(other => other.service && other.leadsTo.length);
  if (active && !leadsTo.some(colour => active.leadsTo.includes(colour))) {
    return found(
      `it leads users to ${named(one)}, past the active Service ${active.manifest.identity.name}, which leads to ${active.leadsTo.map(named).join(' and ')}`,
      'whoever comes this way is on another release than everybody else',
    );
  }
  if (leadsTo.every(({ size }) => size === 0)) {
    const isOff = one.autoscaler && one.manifest.value['spec'].replicas === 0;
    const reason = isOff ? ': its "replicas: 0" switches its autoscaler off (BG017)' : '';
    return found(
      `users are led to ${named(one)}, which has no pods${reason}`,
      'every request is refused: nobody answers',
    );
  }
  return undefined;
}

// Users came, and nothing leads to any colour: that an object is gone is for BG005 to say.
function lostEntrance({ id, place, entrances }: Application, { base, head }: Change): Fault[] {
  const before = base?.applications.find(application => application.id === id);
  if (!before?.live.length || entrances.length) return [];
  return before.entrances.slice(0, 1).flatMap(({ manifest }) => {
    const is = head.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
    if (!is) return [];
    return [
      {
        place,
        ...at('head', is, ['spec']),
        message: 'users came through it, and it leads to no colour any more',
        users: 'every request is refused: nobody answers',
      },
    ];
  });
}

// Somebody has said of each that users come through it: then there is nothing to be told apart.
function differentServices({ place, entrances }: Application): Fault[] {
  const [first, ...others] = entrances.filter(({ service }) => service && saysActive(service.manifest));
  return others.flatMap(({ manifest, path, leadsTo }) => {
    if (!leadsTo.length || !first!.leadsTo.length || leadsTo.some(colour => first!.leadsTo.includes(colour))) return [];
    return [
      {
        place,
        ...at('head', manifest, path),
        message: `it leads users to ${leadsTo.map(named).join(' and ')}, and ${objectName(first!.manifest.identity)}, which users come through as well, to ${first!.leadsTo.map(named).join(' and ')}`,
        users: 'what they see hangs on the Service that they come through: the two releases serve side by side',
      },
    ];
  });
}

// By an annotation; and of ours, the one that is called like the application.
function saysActive({ identity, value }: Manifest): boolean {
  const said = value['metadata'].annotations?.[ROLE_ANNOTATION];
  if (said !== undefined) return said === 'active';
  const labels = labelsOf(value['metadata'].labels);
  return isOurs(labels) && identity.name === labels[NAME_LABEL];
}

// A Service that always led to one colour, and now leads elsewhere; that its Deployment is gone is for BG005 to say.
function strayColours({ id, place, colours, services }: Application, { base }: Change): Fault[] {
  const before = base?.applications.find(application => application.id === id);
  return services
    .filter(({ role }) => role === 'colour')
    .flatMap(service => {
      const was = before?.services.find(({ id }) => id === service.id)?.selected[0];
      const leadsThere = service.selected.some(({ id }) => id === was?.id);
      const leadsElsewhere = colours.some(
        colour => colour.id !== was?.id && service.selected.some(({ id }) => id === colour.id),
      );
      if (!was || !colours.some(({ id }) => id === was.id) || (leadsThere && !leadsElsewhere)) return [];
      return [
        {
          place,
          ...at('head', service.manifest, ['spec', 'selector']),
          message: `this Service belongs to one colour, and no longer leads just to the pods of ${was.manifest.identity.name}`,
          users: 'tests that go there look at the wrong pods, and routes that share requests send users astray',
        },
      ];
    });
}
