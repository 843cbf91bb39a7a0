import { RELEASE_LABEL } from '../../../construct/names';
import { counted } from '../../../construct/props/counted';
import { objectName } from '../../manifests/identity';
import { itemsOf } from '../../manifests/items';
import type { Application, Colour, Model, Service } from '../../topology/model';
import { blueGreen, type Change, moved, named } from '../change';
import { type GateJob, gateJobOf, isAsMade } from '../gate-job';
import { looserMetrics } from '../looser-metrics';
import { releaseRecordOf } from '../release-record';
import { at, type Fault, type Rule } from '../rule';

export const bg023: Rule = {
  id: 'BG023',
  title: 'The gate proves what users are led to, and no less than it did',
  severity: 'error',
  hurts: 'with the move',
  what: 'Our gate is there when users move, unless the release file says in so many words that it is skipped; it is what its name says, and nothing starts it, holds it or ends it otherwise; it is told the colour that users are led to, and the release that runs there, or the plain Deployment that an application leaves for; its two Services select just these pods; it asks no less than the one before, by tests that can fail, and by no fewer metrics, with limits no wider and for no shorter time, unless users go back; and it has what it needs to run: time, the Secrets by which its image is pulled, and the mesh that it was in. A gate that is skipped with a reason is a note.',
  why: 'Engines wait for the Job, and for nothing else. One that proves the old colour, or nothing, is complete at once, and users are on a release that nobody has asked.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: green',
    },
  ],
  wayOut:
    'run "bluegreen synth", which makes the gate anew out of apps/ and releases/; what it is to ask no more goes in a commit of its own, with this finding allowed, and users move in a later one',
  check: change =>
    blueGreen(change.head).flatMap(application => {
      const before = change.base?.applications.find(({ id }) => id === application.id);
      const gate = gateJobOf(application, change.head);
      if (!gate) return before ? missing(before, application, change) : [];
      const place = application.place;
      const found = (path: string[], message: string, users: string): Fault => ({
        place,
        ...at('head', gate.manifest, path),
        message: `${objectName(gate.manifest.identity)} ${message}`,
        users,
      });
      const form = formFaults(gate, found);
      if (form.length) return form;
      return [
        ...targetFaults(gate, application, before, change.head, found),
        ...(before && change.base ? weakened(gate, gateJobOf(before, change.base), isBack(change, place), found) : []),
      ];
    }),
};

type Found = (path: string[], message: string, users: string) => Fault;

const UNPROVED = 'they are led to a release that nothing has proved';
const STUCK = 'no promotion passes any more, nor a rollback';

// Of our own, the record says whether it is to be there.
function missing(before: Application, after: Application, { base, head }: Change): Fault[] {
  const record = releaseRecordOf(after, head);
  const skipped = String(record?.value['data']?.gate ?? '').startsWith('skipped: ');
  const had = base && gateJobOf(before, base);
  const { to } = moved(before, after);
  if (!record || skipped || (!had && !to.length)) return [];
  return [
    {
      place: after.place,
      ...at('head', record),
      message: to.length
        ? `users move to ${to.map(named).join(' and ')}, and there is no gate before it`
        : `${objectName(had!.manifest.identity)} goes, and no other gate takes its place`,
      users: UNPROVED,
    },
  ];
}

function formFaults({ manifest, argument, count, ownTests }: GateJob, found: Found): Fault[] {
  const { spec, metadata } = manifest.value as { readonly [key: string]: any };
  const annotations = metadata.annotations ?? {};
  const { initContainers, containers } = spec.template.spec ?? {};
  const [container] = [...itemsOf(initContainers), ...itemsOf(containers)];
  const image = String(container?.['image'] ?? '');
  const hook = ['argocd.argoproj.io/hook', 'helm.sh/hook'].find(key => annotations[key] !== undefined);
  if (spec.suspend === true) return [found(['spec', 'suspend'], 'is suspended: it never runs', STUCK)];
  if (hook)
    return [
      found(['metadata', 'annotations', hook], `is a hook (${annotations[hook]}), which no wave waits for`, UNPROVED),
    ];
  if (argument('--release') === undefined)
    return [found(['spec', 'template'], 'asks for no release: whatever is there, it ends well', UNPROVED)];
  if (manifest.output && isAsMade(manifest) === false)
    return [
      found(
        ['spec'],
        'is not what the hash in its name was made of: somebody has edited it',
        'it proves something else than the inputs say, or lets no promotion pass',
      ),
    ];
  if (count('--request') && !ownTests && WITHOUT_CURL.test(image))
    return [found(['spec', 'template', 'spec'], `sends requests, and its image ${image} has no curl`, STUCK)];
  return [];
}

const WITHOUT_CURL = /(^|\/)(busybox|alpine|bash|debian|ubuntu|pause|hello-world)(:[^/]*)?(@[^/]*)?$/;

function targetFaults(
  gate: GateJob,
  application: Application,
  before: Application | undefined,
  head: Model,
  found: Found,
): Fault[] {
  const [colour, release] = [gate.argument('--colour'), gate.argument('--release')];
  const { plain } = gate;
  const target = application.colours.find(one =>
    plain === undefined ? one.colour === colour : one.manifest.identity.name === plain,
  );
  // Where nobody is led anywhere, another rule says so.
  if (release === undefined || !application.live.length) return [];
  const { to } = before ? moved(before, application) : { to: [] };
  // By a weight, and in an overlap, users are led to both, and the one that they come to is proved.
  const { weight, overlap } = releaseRecordOf(application, head)?.value['data'] ?? {};
  const led = to.length ? to : weight || overlap ? application.colours : application.live;
  const args = ['spec', 'template', 'spec'];
  if (!target || !led.includes(target)) {
    return [found(args, `proves ${plain ?? colour}, and users are led to ${led.map(named).join(' and ')}`, UNPROVED)];
  }
  const runs = target.labels[RELEASE_LABEL];
  if (plain === undefined && runs !== release) {
    return [
      found(
        args,
        `waits for the release ${release}, and ${named(target)} has ${runs ?? 'none that its pods name'}`,
        STUCK,
      ),
    ];
  }
  return [
    ...serviceFault(gate, '--release-service', target, application, found),
    ...serviceFault(gate, '--colour-service', target, application, found),
    ...(to.length && Number(gate.argument('--pods') ?? 0) < target.size
      ? [
          found(
            args,
            `waits for ${counted(Number(gate.argument('--pods') ?? 0), 'pod')}, and ${named(target)} is to have ${target.size}`,
            'they are led there as soon as some of its pods answer',
          ),
        ]
      : []),
  ];
}

function serviceFault(
  { argument, plain }: GateJob,
  which: '--release-service' | '--colour-service',
  target: Colour,
  { services }: Application,
  found: Found,
): Fault[] {
  const name = argument(which);
  const service = services.find(({ manifest }) => manifest.identity.name === name);
  const args = ['spec', 'template', 'spec'];
  if (!service)
    return [found(args, `counts pods by the Service ${name}, which leads to none of this application`, STUCK)];
  // Plain pods name no release.
  if (leadsJustTo(target, service, which === '--release-service' && plain === undefined)) return [];
  return [
    found(args, `counts pods by the Service ${name}, which selects others than the pods that it is to prove`, UNPROVED),
  ];
}

function leadsJustTo(target: Colour, { selected, selector, manifest }: Service, isOfRelease: boolean): boolean {
  const namesRelease = selector[RELEASE_LABEL] !== undefined;
  const isHeadless = manifest.value['spec']?.clusterIP === 'None';
  return isHeadless && namesRelease === isOfRelease && selected.length === 1 && selected[0]!.id === target.id;
}

const ASKED = { '--request': 'request', '--contains': 'expected text', '--json': 'expected value' };

const isBack = ({ steps = [] }: Change, place: string) => steps.some(one => one.place === place && one.goesBack);

function weakened(gate: GateJob, last: GateJob | undefined, goesBack: boolean, found: Found): Fault[] {
  if (!last) return [];
  const path = ['spec', 'template', 'spec'];
  const held = hindered(gate, last, found);
  if (held.length) return held;
  if (gate.testsNothing !== undefined && last.testsNothing === undefined)
    return [found(path, `ends with a command that never fails: ${gate.testsNothing}`, UNPROVED)];
  const users = 'a release goes live that the gate would have stopped until now';
  if (last.ownTests && !gate.ownTests) return [found(path, `no longer runs the tests of ${last.ownTests}`, users)];
  // What users go back to brings its own figures along.
  const isReturn = goesBack && gate.argument('--release') !== last.argument('--release');
  const looser = isReturn ? [] : looserMetrics(last.judging, gate.judging);
  if (looser.length) return [found(path, looser.join('; '), users)];
  // Tests of one's own may take the place of requests.
  if (gate.ownTests && !last.ownTests) return [];
  const less = Object.entries(ASKED).flatMap(([word, name]) => {
    const [was, is] = [last.count(word), gate.count(word)];
    return is < was ? [`${counted(is, name)} in place of ${was}`] : [];
  });
  return less.length ? [found(path, `asks less than the one before: ${less.join(', ')}`, users)] : [];
}

// Within less than this, no pod has started.
const LEAST_SECONDS = 60;

const MESHES = ['sidecar.istio.io/inject', 'linkerd.io/inject'];

type Fields = { readonly [key: string]: any };

// What a gate had that was there to let it run.
function hindered({ manifest: is }: GateJob, { manifest: was }: GateJob, found: Found): Fault[] {
  const [before, now] = [was.value['spec'], is.value['spec']] as [Fields, Fields];
  const [old, template] = [before.template as Fields, now.template as Fields];
  const seconds = ({ activeDeadlineSeconds = Number.POSITIVE_INFINITY }: Fields) => Number(activeDeadlineSeconds);
  const isSameImage = imagesOf(template.spec).some(image => imagesOf(old.spec).includes(image));
  const secrets = pullSecrets(old.spec).filter(name => !pullSecrets(template.spec).includes(name));
  const meshes = MESHES.filter(key => isIn(old, key) && !isIn(template, key));
  return [
    ...(seconds(now) < seconds(before) && seconds(now) < LEAST_SECONDS
      ? [
          found(
            ['spec', 'activeDeadlineSeconds'],
            `gives up after ${counted(seconds(now), 'second')}, before pods can have started`,
            STUCK,
          ),
        ]
      : []),
    ...(secrets.length && isSameImage
      ? [
          found(
            ['spec', 'template', 'spec'],
            `no longer has the Secret ${secrets.join(' and ')} by which its image is pulled`,
            STUCK,
          ),
        ]
      : []),
    ...(meshes.length
      ? [found(['spec', 'template', 'metadata'], `is out of the mesh that it was in (${meshes.join(' and ')})`, STUCK)]
      : []),
  ];
}

function isIn({ metadata }: Fields, mesh: string): boolean {
  return /^(true|enabled|ingress)$/.test(String(metadata?.labels?.[mesh] ?? metadata?.annotations?.[mesh] ?? ''));
}

function pullSecrets({ imagePullSecrets }: Fields): string[] {
  return itemsOf(imagePullSecrets).map(({ name }) => String(name));
}

function imagesOf({ initContainers, containers }: Fields): string[] {
  return [...itemsOf(initContainers), ...itemsOf(containers)].map(({ image }) => String(image));
}
