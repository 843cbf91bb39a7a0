import { kubectl, pause } from './cluster';
import { GROUP, MEMBERS, Outcome } from './engine';
import type { Joining } from './joining';
import { CANARY, PLAIN, ROLLOUT } from './old-manifests';
import { CONSUMES, KNOWS_QUEUE } from './queue';
import type { Takeover } from './takeover';

/** What is done, and what has to come of it. Each begins with nothing installed. */
export interface Scenario {
  readonly name: string;
  /** What is seen when all is well, for the table. */
  readonly outcome: string;
  /** Whether it is part of the short selection. */
  readonly short?: boolean;
  /** What the cluster has to have besides. */
  readonly needs?: 'rollouts' | 'flagger';
  readonly run: (stage: Joining) => Promise<void>;
}

// For gates that are to fail soon.
const SOON = 'gate: { deadlineSeconds: 25 }\n';
// A migration that takes a while, and that the release `bad` gets wrong.
const MIGRATE = "migrate: { expand: { command: [sh, -c, 'sleep 3; test $VERSION != bad'] } }\n";
// As an older version wrote it.
const appliedByTheClient = (text: string) => text.replaceAll(/,ServerSideApply=true|^.*ServerSideApply=true\n/gm, '');
const HTTP = '{ name: http, port: 5000 }';
const DNS = '{ name: dns, port: 5000, protocol: UDP }';
// One release's worker has ended before the next one's begins.
const LEDGER = `  ledger: { overlap: false, ${CONSUMES} }\n`;
const STANDS_BY = `command: [sleep, infinity]\n${KNOWS_QUEUE}workers:\n${LEDGER}`;
const CRASHES = "  ledger: { overlap: false, command: [sh, -c, 'sleep 1; exit 1'] }\n";
const MAILER = "  mailer: { command: [sh, -c, 'trap exit TERM; sleep 3600 & wait'] }\n";
// How long users are left with both colours, in seconds.
const OVERLAP = 5;
const ALLOWED = 'objects: { clusterKinds: [ClusterRole.rbac.authorization.k8s.io] }';
const RIGHTS = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: $(APPLICATION)-$(ENVIRONMENT) }
rules: [{ apiGroups: [""], resources: [nodes], verbs: [get] }]
`;
const LIMITS = `apiVersion: v1
kind: ConfigMap
metadata: { name: $(APPLICATION)-limits-$(COLOUR) }
data: { colour: $(COLOUR) }
`;
const THREE = MEMBERS.slice(0, 3);
// How many move together in the large group.
const LARGE = Number(process.env.CLUSTER_GROUP ?? 20);
const settings = () => 'bluegreen.yaml';
const spec = () => 'apps/ping.yaml';
const specOfOne = () => 'apps/one.yaml';
const state = (environment: string) => `releases/${environment}/ping.yaml`;

/** With the members on 1.0 again, a promotion whose last gate never passes, and a rollback meanwhile. */
async function isTakenBackWhileAGateWaits(stage: Joining): Promise<void> {
  await stage.together('deploy', 'ping', '--tag', '3.0');
  await stage.together('deploy', 'one', '--tag', 'bad');
  await stage.together('promote', GROUP);
  await stage.gateOf('one');
  await stage.together('rollback', GROUP);
  await stage.nobodyMoves(Outcome.APPLIED, 'one');
  await stage.usersSaw('1.0', '2.0', '1.0');
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'first install',
    outcome: 'the Service appears once the gate has seen the pods',
    short: true,
    async run(stage) {
      await stage.install();
      await stage.usersReach('blue');
      await stage.usersCome();
    },
  },
  {
    name: 'deploy, promote, roll back at once',
    outcome: 'users stay, move, and move back, though DNS may still know the pods of the last gate',
    short: true,
    async run(stage) {
      await stage.running();
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.verb('rollback');
      await stage.usersReach('blue');
      await stage.rolledOut('green', '2.0');
      await stage.usersSaw('1.0', '2.0', '1.0');
    },
  },
  {
    name: 'pods never get ready; an unrelated commit; a revert',
    outcome: 'the gate fails, again at the next commit; the revert is applied; users stay',
    async run(stage) {
      await stage.running(SOON);
      await stage.verb('deploy', '--tag', 'bad');
      await stage.verb('promote');
      await stage.refused('blue');
      stage.project.write('README.md', 'Our deliveries.\n');
      await stage.push('docs');
      await stage.refused('blue');
      await stage.revert('HEAD~1');
      await stage.applied('blue');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'pods crash',
    outcome: 'the gate fails; users stay',
    short: true,
    async run(stage) {
      await stage.running(SOON);
      await stage.verb('deploy', '--tag', 'crash');
      await stage.verb('promote');
      await stage.refused('blue');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'pods answer wrongly',
    outcome: 'the gate fails; users stay',
    async run(stage) {
      await stage.running(SOON);
      stage.edit(spec, text => text.replace('path: /ping\n', 'tcpSocket: {}\n'));
      await stage.deployed('bad', 'green');
      await stage.verb('promote');
      await stage.refused('blue');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'pods are too few',
    outcome: 'the gate fails; users stay',
    async run(stage) {
      await stage.running(SOON);
      // No two of these pods on nodes of one operating system.
      const apart = '{ labelSelector: { matchLabels: { one: only } }, topologyKey: kubernetes.io/os }';
      const affinity = `podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [${apart}] }`;
      stage.edit(
        spec,
        text => `${text}podTemplate: { metadata: { labels: { one: only } }, spec: { affinity: { ${affinity} } } }\n`,
      );
      await stage.verb('deploy', '--tag', '2.0');
      await stage.podsReady('green', 1);
      await stage.verb('promote');
      await stage.refused('blue');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'a rollback while the gate waits',
    outcome: 'the rollback is applied; users stay',
    async run(stage) {
      await stage.running(SOON);
      await stage.verb('deploy', '--tag', 'bad');
      await stage.verb('promote');
      await stage.gateWaits();
      await stage.verb('rollback');
      await stage.applied('blue');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'another attempt after a gate that failed',
    outcome: 'the gate fails while pods warm up; the next one passes, and users move',
    async run(stage) {
      await stage.running(`env: { WARM: 50s }\n${SOON}`);
      await stage.verb('deploy', '--tag', '2.0');
      await stage.verb('promote');
      await stage.refused('blue');
      await stage.rolledOut('green', '2.0');
      await stage.verb('promote', '--attempt');
      await stage.usersReach('green');
      await stage.usersSaw('1.0', '2.0');
    },
  },
  {
    name: 'the gate can not run, and is skipped',
    outcome: 'users stay until --skip-gate, then move',
    async run(stage) {
      await stage.running('gate: { deadlineSeconds: 25, image: example.invalid/curl:1 }\n');
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.refused('blue');
      await stage.verb('promote', '--colour', 'green', '--skip-gate', 'no registry');
      await stage.usersReach('green');
      await stage.usersSaw('1.0', '2.0');
    },
  },
  {
    name: 'deploy and promote in one commit, edited by hand',
    outcome: 'users move once the pods are ready',
    async run(stage) {
      await stage.running();
      stage.tool('deploy', '--tag', '2.0');
      // `promote` would have ended what was said of the gate for the first install.
      stage.edit(state, text => text.replace('active: blue', 'active: green').replace(/^gate: .*\n/m, ''));
      stage.project.bluegreen('synth');
      await stage.push('2.0, at once');
      await stage.usersReach('green');
      await stage.usersSaw('1.0', '2.0');
    },
  },
  {
    name: 'a dead release is promoted within 30 s of the last promotion',
    outcome: 'the gate does not take the pods that DNS still knows for those of the release; users stay',
    async run(stage) {
      await stage.running(SOON);
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.verb('deploy', '--tag', 'bad');
      await stage.verb('promote');
      await stage.refused('green');
      await stage.usersSaw('1.0', '2.0');
    },
  },
  {
    name: 'the idle colour crashes for ever',
    outcome: 'the rollback to the other colour is applied; users stay there',
    async run(stage) {
      await stage.running(SOON);
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.verb('deploy', '--tag', 'crash');
      await stage.verb('promote');
      await stage.refused('green');
      await stage.verb('rollback');
      await stage.applied('green');
      await stage.usersSaw('1.0', '2.0');
    },
  },
  {
    name: 'rollback, while a pod of the colour that is left never starts again',
    outcome: 'users move back',
    async run(stage) {
      await stage.running('secrets: [token]\n');
      await stage.each(engine => stage.here(engine, 'create', 'secret', 'generic', 'token', '--from-literal=TOKEN=1'));
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.each(async engine => {
        await stage.here(engine, 'delete', 'secret', 'token');
        const [pod] = (
          await stage.here(engine, 'get', 'pods', '--selector=blue-green/colour=green', '--output=name')
        ).split('\n');
        await stage.here(engine, 'delete', pod!, '--wait=false');
      });
      await stage.podsReady('green', 1);
      await stage.verb('rollback');
      await stage.usersReach('blue');
      await stage.usersSaw('1.0', '2.0', '1.0');
    },
  },
  {
    name: 'retire and raise',
    outcome: 'the old colour goes and comes back, and users move to it',
    async run(stage) {
      await stage.running();
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.verb('retire');
      await stage.rolledOut('blue', '1.0', 0);
      await stage.deployed('1.0', 'blue');
      await stage.verb('promote');
      await stage.usersReach('blue');
      await stage.usersSaw('1.0', '2.0', '1.0');
    },
  },
  {
    name: 'an Ingress that Kubernetes refuses, in base',
    outcome: 'promote and rollback move users all the same',
    async run(stage) {
      await stage.running();
      await stage.deployed('2.0', 'green');
      stage.edit(spec, text => `${text}ingress: { host: ping.example.com, path: // }\n`);
      stage.project.bluegreen('synth');
      await stage.push('an Ingress');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.verb('rollback');
      await stage.usersReach('blue');
      await stage.usersSaw('1.0', '2.0', '1.0');
    },
  },
  {
    name: 'an Ingress comes and goes',
    outcome: 'it is made, and taken away with nothing else',
    async run(stage) {
      await stage.running();
      stage.edit(spec, text => `${text}ingress: { host: ping.example.com }\n`);
      stage.project.bluegreen('synth');
      await stage.push('an Ingress');
      await stage.isThere('ingress', 'ping');
      await stage.revert('HEAD');
      await stage.isGone('ingress', 'ping');
      await stage.rolledOut('blue', '1.0');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'the active Service is patched by hand',
    outcome: 'it is put back as git says',
    async run(stage) {
      await stage.running();
      await stage.deployed('2.0', 'green');
      const selector = JSON.stringify({ spec: { selector: { 'blue-green/colour': 'green' } } });
      await stage.each(engine => stage.here(engine, 'patch', 'service', 'ping', `--patch=${selector}`));
      await stage.interval();
      await stage.usersReach('blue');
    },
  },
  {
    name: "a colour's folder is removed, then emptied",
    outcome: 'nothing that serves goes; once the folder is back, so is the rest',
    async run(stage) {
      await stage.running();
      const folders = stage.environments.map(name => `dist/apps/${name}/ping/blue`);
      stage.project.git('rm', '-r', '--quiet', ...folders);
      await stage.push('no blue');
      await stage.looked('blue');
      await stage.rolledOut('blue', '1.0');
      for (const folder of folders) stage.project.write(`${folder}/README.md`, 'Nothing here.\n');
      await stage.push('an empty blue');
      await stage.looked('blue');
      await stage.rolledOut('blue', '1.0');
      stage.project.git('rm', '-r', '--quiet', ...folders);
      stage.project.git('checkout', 'HEAD~2', '--', ...folders);
      await stage.push('blue is back');
      await stage.applied('blue');
      await stage.rolledOut('blue', '1.0');
      await stage.usersSaw('1.0');
    },
  },
  {
    name: 'promote in mid-rollout, of a colour that an autoscaler has made larger',
    outcome: 'users move once no pod of the release in between is left',
    async run(stage) {
      await stage.running('autoscaling: { min: 2, max: 4 }\nresources: { requests: { cpu: 10m } }\n');
      await stage.deployed('2.0', 'green');
      await stage.each(engine => stage.here(engine, 'scale', 'deployment', 'ping-green', '--replicas=4'));
      await stage.rolledOut('green', '2.0', 4);
      await stage.verb('deploy', '--tag', '3.0');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.usersSaw('1.0', '3.0');
    },
  },
  {
    name: 'a migration fails',
    outcome: 'the pods of its colour stay as they were, users too; the next release migrates, starts and is promoted',
    async run(stage) {
      await stage.running(MIGRATE);
      await stage.deployed('2.0', 'green');
      await stage.verb('deploy', '--tag', 'bad');
      await stage.expanded('bad', 'Failed');
      await stage.applied('blue');
      await stage.rolledOut('green', '2.0');
      await stage.usersSaw('1.0');
      await stage.deployed('3.0', 'green');
      await stage.podsWaited('3.0');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.usersSaw('1.0', '3.0');
    },
  },
  {
    name: 'a migration runs before the pods of its release, once',
    outcome: 'pods start when it is complete; promote, retire and raise leave it alone',
    async run(stage) {
      await stage.running(MIGRATE);
      await stage.deployed('2.0', 'green');
      await stage.expanded('2.0', 'Complete');
      await stage.podsWaited('2.0');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.deployed('3.0', 'blue');
      await stage.verb('promote');
      await stage.usersReach('blue');
      await stage.verb('retire');
      await stage.rolledOut('green', '2.0', 0);
      await stage.deployed('2.0', 'green');
      await stage.expanded('2.0', 'Complete');
      await stage.applied('blue');
      await stage.usersSaw('1.0', '2.0', '3.0');
    },
  },
  {
    name: 'overlap: promote, roll back, promote twice',
    outcome: 'users reach both colours, the old one, both, and the new one',
    async run(stage) {
      await stage.running('traffic: overlap\n');
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.usersReach('both');
      await stage.verb('rollback');
      await stage.usersReach('blue');
      await stage.verb('promote');
      await stage.usersReach('both');
      await pause(OVERLAP);
      await stage.verb('promote');
      await stage.usersReach('green');
      await pause(OVERLAP);
      await stage.usersSawBoth('1.0', '2.0');
    },
  },
  {
    name: 'beside none, then six healthy applications, then six whose green is never ready and whose gates wait',
    outcome:
      'deploy, promote and rollback take at most 1.5 times as long beside the broken ones as beside the healthy ones',
    async run(stage) {
      await stage.running();
      await stage.thereAndBack('2.0');
      await stage.neighboursCome();
      await stage.thereAndBack('3.0');
      await stage.neighboursBreak();
      await stage.neighboursArePromoted();
      await stage.thereAndBack('2.0');
      await stage.neighboursStay();
      await stage.noSlowerThanBefore(1.5);
      await stage.usersSaw('1.0', '2.0', '1.0', '3.0', '1.0', '2.0', '1.0');
    },
  },
  {
    name: 'an upgrade of what a client applied, then UDP on a port of TCP',
    outcome: 'no pod restarts; both ports are there; what goes from git goes from the cluster',
    async run(stage) {
      await stage.running('env: { A: one, B: two }\n', appliedByTheClient);
      await stage.upgraded();
      stage.edit(spec, text => text.replace('port: 5000', `ports: [${HTTP}, ${DNS}]`));
      await stage.deployed('2.0', 'green');
      await stage.colourHas('green', ['5000/TCP', '5000/UDP'], ['A', 'B']);
      await stage.usersFind('5000/TCP');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.usersFind('5000/TCP', '5000/UDP');
      stage.edit(spec, text => text.replace('A: one, ', ''));
      await stage.deployed('3.0', 'blue');
      await stage.colourHas('blue', ['5000/TCP', '5000/UDP'], ['B']);
      await stage.verb('promote');
      await stage.usersReach('blue');
      stage.edit(spec, text => text.replace(`, ${DNS}`, ''));
      await stage.deployed('2.0', 'green');
      await stage.colourHas('green', ['5000/TCP'], ['B']);
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.usersFind('5000/TCP');
      await stage.usersSaw('1.0', '2.0', '3.0', '2.0');
    },
  },
  {
    name: 'objects of the whole cluster, and of a colour',
    outcome: 'they come once they are allowed; that of a colour goes with its release, that of the cluster stays',
    async run(stage) {
      const role = ({ name }: { readonly name: string }) => `ping-${name}`;
      try {
        await stage.running();
        stage.edit(settings, text => text.replace(/(namespace: \S+) }/g, `$1, ${ALLOWED} }`));
        stage.project.write('apps/ping/objects/rights.yaml', RIGHTS);
        stage.project.write('apps/ping/objects/limits.yaml', LIMITS);
        stage.project.bluegreen('synth');
        await stage.push('objects');
        await stage.installedAgain();
        await stage.isThere('clusterrole', role);
        await stage.deployed('2.0', 'green');
        await stage.isThere('configmap', 'ping-limits-green');
        await stage.verb('promote');
        await stage.usersReach('green');
        await stage.verb('rollback');
        await stage.usersReach('blue');
        stage.project.git('rm', '-r', '--quiet', 'apps/ping/objects');
        stage.project.bluegreen('synth');
        await stage.push('no objects');
        await stage.applied('blue');
        await stage.isThere('clusterrole', role);
        await stage.deployed('3.0', 'green');
        await stage.isGone('configmap', 'ping-limits-green');
        await stage.usersSaw('1.0', '2.0', '1.0');
      } finally {
        // Nobody else does.
        await kubectl('delete', 'clusterrole', '--ignore-not-found', ...stage.environments.map(name => role({ name })));
      }
    },
  },
  {
    name: 'objects in a namespace of its own, one of the application and one of a colour',
    outcome: 'they come, change and go with their manifests; that of a colour goes with its release',
    async run(stage) {
      await stage.running();
      await stage.elsewhereIsMade();
      stage.edit(settings, text =>
        text.replace(/(namespace: \S+) }/g, `$1, objects: { namespaces: [${stage.elsewhere}] } }`),
      );
      stage.project.write('apps/ping/objects/elsewhere.yaml', stage.written('one'));
      stage.project.bluegreen('synth');
      await stage.push('objects elsewhere');
      await stage.installedAgain();
      await stage.elsewhereSays('', 'one');
      await stage.deployed('2.0', 'green');
      await stage.elsewhereSays('-green', 'one');
      stage.project.write('apps/ping/objects/elsewhere.yaml', stage.written('two'));
      stage.project.bluegreen('synth');
      await stage.push('others');
      await stage.elsewhereSays('', 'two');
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.elsewhereSays('-green', 'one');
      stage.project.git('rm', '-r', '--quiet', 'apps/ping/objects');
      stage.project.bluegreen('synth');
      await stage.push('none');
      await stage.elsewhereSays('', undefined);
      await stage.elsewhereSays('-green', 'one');
      await stage.verb('rollback');
      await stage.usersReach('blue');
      await stage.deployed('3.0', 'green');
      await stage.elsewhereSays('-green', undefined);
      await stage.usersSaw('1.0', '2.0', '1.0');
    },
  },
  {
    name: 'a worker with overlap: false: deploy, promote, roll back',
    outcome: 'each message of a queue is taken once, by the release that users are on',
    async run(stage) {
      await stage.queuesRun();
      await stage.running(`${KNOWS_QUEUE}workers:\n${LEDGER}`);
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.worksOn('2.0');
      await stage.deployed('3.0', 'blue');
      await stage.verb('promote');
      await stage.usersReach('blue');
      await stage.worksOn('3.0');
      await stage.verb('rollback');
      await stage.usersReach('green');
      await stage.worksOn('2.0');
      await stage.eachTakenOnce('2.0', '3.0', '2.0');
      await stage.usersSaw('1.0', '2.0', '3.0', '2.0');
    },
  },
  {
    name: 'an application of one worker, without a port: deploy, promote, deploy, promote, roll back, retire',
    outcome:
      'each message of a queue is taken once, by the active release; its Services lead nowhere, and all is healthy',
    async run(stage) {
      await stage.worksAlone(STANDS_BY);
      await stage.servicesLeadNowhere();
      await stage.verb('deploy', '--tag', '2.0');
      await stage.rolledOut('green', '2.0', 1);
      await stage.verb('promote');
      await stage.usersReach('green');
      await stage.worksOn('2.0');
      await stage.verb('deploy', '--tag', '3.0');
      await stage.rolledOut('blue', '3.0', 1);
      await stage.verb('promote');
      await stage.usersReach('blue');
      await stage.worksOn('3.0');
      await stage.verb('rollback');
      await stage.usersReach('green');
      await stage.worksOn('2.0');
      await stage.verb('retire');
      await stage.rolledOut('blue', '3.0', 0);
      await stage.servicesLeadNowhere();
      await stage.eachTakenOnce('1.0', '2.0', '3.0', '2.0');
    },
  },
  {
    name: 'a promotion drops a worker, another one crashes, a rollback: twice',
    outcome: 'users and both workers come back, the second time at once: somebody ends what Argo CD waits for',
    async run(stage) {
      await stage.queuesRun();
      await stage.running(`${KNOWS_QUEUE}workers:\n${LEDGER}${MAILER}`);
      await stage.deployed('2.0', 'green');
      await stage.verb('promote');
      await stage.worksOn('2.0');
      stage.edit(spec, text => text.replace(LEDGER, CRASHES).replace(MAILER, ''));
      await stage.deployed('3.0', 'blue');
      await stage.verb('promote');
      await stage.usersReach('blue');
      await stage.workerCrashes('ledger');
      await stage.verb('rollback');
      await stage.usersReach('green');
      await stage.worksOn('2.0');
      await stage.podsReady('mailer', 1);
      await stage.verb('promote');
      await stage.usersReach('blue');
      await stage.workerCrashes('ledger');
      await stage.verb('rollback');
      await stage.operationsEnd();
      await stage.usersReach('green');
      await stage.worksOn('2.0');
      await stage.eachTakenOnce('2.0');
      await stage.usersSaw('1.0', '2.0', '3.0', '2.0', '3.0', '2.0');
    },
  },
  {
    name: 'a group of three: the gate of one fails, and passes at another attempt; a rollback; one more while a gate waits',
    outcome: 'no Service of any member moves before all gates have passed; then all do',
    async run(stage) {
      await stage.groupRuns(3, 'gate: { deadlineSeconds: 55 }\n');
      stage.edit(specOfOne, text => `${text}secrets: [token]\n`);
      await stage.together('deploy', GROUP, '--tag', '2.0');
      await stage.allRun('green', '2.0', 'one');
      await stage.together('promote', GROUP);
      await stage.nobodyMoves(Outcome.REFUSED, 'one');
      await stage.each(engine => stage.here(engine, 'create', 'secret', 'generic', 'token', '--from-literal=TOKEN=1'));
      await stage.allRun('green', '2.0');
      await stage.nobodyHasMoved();
      await stage.together('promote', 'one', '--attempt');
      await stage.allReach('green');
      await stage.together('rollback', GROUP);
      await stage.allReach('blue');
      await isTakenBackWhileAGateWaits(stage);
    },
  },
  {
    name: 'a large group: promote, roll back, and once more while a gate waits',
    outcome: `no Service of ${LARGE} members moves before all gates have passed; then all do`,
    async run(stage) {
      await stage.groupRuns(LARGE, 'gate: { deadlineSeconds: 240 }\n');
      await stage.together('deploy', GROUP, '--tag', '2.0');
      await stage.allRun('green', '2.0');
      await stage.together('promote', GROUP);
      await stage.allReach('green');
      await stage.together('rollback', GROUP);
      await stage.allReach('blue');
      stage.edit(specOfOne, text => text.replace('240', '60'));
      stage.project.bluegreen('synth');
      await stage.push('its gate may take a minute');
      await isTakenBackWhileAGateWaits(stage);
    },
  },
  {
    name: 'a group is joined, left and joined again, with a worker; in the end it is dissolved',
    outcome:
      'nothing is made anew and nobody moves by it; each message is taken once; members move together, and who is none moves alone',
    async run(stage) {
      await stage.queuesRun();
      await stage.runApart(3, 'gate: { deadlineSeconds: 120 }\n');
      stage.edit(spec, text => `${text}${KNOWS_QUEUE}workers:\n${LEDGER}`);
      await stage.together('deploy', THREE, '--tag', '2.0');
      await stage.allRun('green', '2.0');
      await stage.groupIs(...THREE);
      await stage.together('promote', GROUP);
      await stage.allReach('green');
      await stage.worksOn('2.0');
      await stage.groupIs();
      await stage.groupIs('ping', 'one');
      await stage.together('deploy', THREE, '--tag', '3.0');
      await stage.allRun('blue', '3.0');
      await stage.together('promote', 'two');
      await stage.allReach('blue', ['two']);
      await stage.groupIs(...THREE);
      await stage.together('promote', GROUP);
      await stage.allReach('blue', ['ping', 'one']);
      await stage.worksOn('3.0');
      await stage.groupIs();
      await stage.groupIsGone();
      await stage.eachTakenOnce('2.0', '3.0');
      await stage.usersSaw('1.0', '2.0', '3.0');
    },
  },
  {
    name: 'a takeover of a Deployment, then deploy, promote and roll back',
    outcome: 'users stay on the old pods, move to ours, and move on as ever; the Service is the same one all the time',
    async run(stage) {
      await stage.runsAlready(PLAIN);
      await takenOver(stage);
    },
  },
  {
    name: 'a takeover of a blue-green Rollout, then deploy, promote and roll back',
    outcome: 'the same, and its controller lets go of the Service',
    needs: 'rollouts',
    async run(stage) {
      await stage.runsAlready(ROLLOUT);
      await takenOver(stage);
    },
  },
  {
    name: 'a takeover of a blue-green Canary of Flagger, then deploy, promote and roll back',
    outcome: 'the same, and what Flagger made goes with the Canary, but for the Service',
    needs: 'flagger',
    async run(stage) {
      await stage.runsAlready(CANARY);
      await takenOver(stage);
    },
  },
  {
    name: 'a takeover, back to the old pods, and on again',
    outcome: 'users move to ours, back as the plan says it, and to ours once more',
    async run(stage) {
      await stage.runsAlready(PLAIN);
      await stage.adopted();
      await stage.letGo();
      await stage.moved();
      await stage.ledBack();
      await stage.moved();
    },
  },
  {
    name: 'eject: a departure for plain YAML',
    outcome:
      'users stay on the colours, move to the plain pods, and stay there; the Service is the same one all the time',
    async run(stage) {
      await stage.running();
      await stage.plainStandBeside();
      await stage.movedToPlain();
      await stage.gone();
      await stage.coloursGo();
    },
  },
];

async function takenOver(stage: Takeover): Promise<void> {
  await stage.adopted();
  await stage.letGo();
  await stage.moved();
  await stage.oldGoes();
  await stage.deployed('2.0', 'green');
  await stage.verb('promote');
  await stage.usersReach('green');
  await stage.verb('rollback');
  await stage.usersReach('blue');
  await stage.usersSaw('1.0', '2.0', '1.0');
}
