import { someOf } from '../../../nightly';
import { type Ran, Script } from './script';

const GATE = 'ping-verify-5962b8df1c';
const APPLY = 'apply --server-side --force-conflicts --field-manager=cdk8s-blue-green --output=name --filename=';
const RUNS = 'Job|';
const COMPLETE = 'Job|Complete: done|';
const FAILED = 'Job|Failed: too often|';
const MOVES = `${APPLY}ping/release/traffic`;

/** The units in the order in which they were applied. */
const applied = ({ calls }: Pick<Ran, 'calls'>): string[] =>
  calls.filter(call => call.startsWith(APPLY)).map(call => call.slice(APPLY.length));
const deleted = ({ calls }: Ran): string[] => calls.flatMap(call => /^delete (\S+)/.exec(call)?.[1] ?? []);

async function until(what: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!what()) {
    if (Date.now() > end) throw new Error(`not within 20 s: ${what}`);
    await new Promise(done => setTimeout(done, 20));
  }
}

describe.each([
  ['dash', ['ping', 'shop']],
  // What is another language of these shows with one application, too.
  ['busybox sh', ['ping']],
  ['bash --posix', ['ping']],
])('in %s', (shell, applications) => {
  test('every unit is applied after those before it, and traffic once the gate is complete', async () => {
    const script = new Script(applications);
    const ran = await script.run([], undefined, shell.split(' '));
    expect(ran.output).toMatch(/production: all is applied\n$/);
    expect(ran.code).toBe(0);
    expect(applied(ran)).toEqual([
      ...['base', 'blue', 'green', 'release/verify', 'release/traffic'].map(unit => `ping/${unit}`),
      ...['base', 'migrate/blue', 'migrate/green', 'blue', 'green', 'release/verify', 'release/traffic']
        .map(unit => `shop/${unit}`)
        .filter(() => applications.includes('shop')),
    ]);
    const asked = ran.calls.findIndex(call => call.startsWith(`get job.batch/${GATE} --ignore-not-found`));
    expect(asked).toBeGreaterThan(-1);
    expect(ran.calls.indexOf(MOVES)).toBeGreaterThan(asked);
    expect(script.asked('lease.bluegreen-ping')).toMatch(/^\|/);
  });
});

test('while the gate runs, everything else is done, and users stay', async () => {
  const script = new Script(['ping', 'shop']);
  script.says(`job.${GATE}`, RUNS);
  const running = script.run();
  await until(() => applied({ calls: script.calls() }).includes('shop/release/traffic'));
  expect(applied({ calls: script.calls() })).not.toContain('ping/release/traffic');
  script.says(`job.${GATE}`, COMPLETE);
  const ran = await running;
  expect(applied(ran).at(-1)).toBe('ping/release/traffic');
  expect(ran.code).toBe(0);
});

describe('of a group', () => {
  const GROUP = { cluster: 'shelf', groups: [{ name: 'checkout', members: ['ping', 'gone', 'shop'] }] };

  test('nobody moves while the gate of one runs, or where it fails; with one of them the others go along', async () => {
    const script = new Script(['ping', 'shop'], GROUP);
    script.says(`job.${GATE}`, RUNS);
    const running = script.run(['--app', 'shop']);
    await until(() => applied({ calls: script.calls() }).includes('shop/release/verify'));
    await until(() => script.calls().filter(call => call.startsWith(`get job.batch/${GATE}`)).length > 3);
    script.says(`job.${GATE}`, FAILED);
    const ran = await running;
    expect(ran.code).toBe(1);
    expect(ran.output).toContain(
      'shop: release/traffic: failed: not applied, because of release/verify of ping, which moves with it',
    );
    expect(applied(ran).filter(unit => unit.endsWith('traffic'))).toEqual([]);
    expect(applied(ran)).toContain('ping/base');
    script.says(`job.${GATE}`, COMPLETE);
    const again = await script.run(['--app', 'ping', '--app', 'shop']);
    expect([again.code, applied(again).slice(-2).sort()]).toEqual([
      0,
      ['ping/release/traffic', 'shop/release/traffic'],
    ]);
    // Both gates were complete before the first of them.
    const first = again.calls.findIndex(call => call.includes('release/traffic'));
    expect(again.calls.slice(first).some(call => /^get job.*-verify-.*not-found/.test(call))).toBe(false);
  });

  test('where one is refused, because another run is at work on it, nobody moves', async () => {
    const script = new Script(['ping', 'shop'], GROUP, 1);
    script.says('lease.bluegreen-ping', 'somebody|then');
    let going = true;
    void (async () => {
      for (let beat = 0; going; beat++) {
        script.says('lease.bluegreen-ping', `somebody|${beat}`);
        await new Promise(done => setTimeout(done, 50));
      }
    })();
    const ran = await script.run();
    going = false;
    expect(ran.code).toBe(1);
    expect(applied(ran).filter(unit => unit.endsWith('traffic'))).toEqual([]);
  });
});

test('a watch comes last, is named, and is not waited for: nobody hears from this run how it ended', async () => {
  const script = new Script(['ping']);
  script.has('ping/release/watch/Job.ping-watch-0123456789.k8s.yaml');
  script.says('job.ping-watch-0123456789', RUNS);
  const ran = await script.run();
  expect([ran.code, applied(ran).at(-1)]).toEqual([0, 'ping/release/watch']);
  expect(ran.output).toContain('ping: release/watch: runs, and is not waited for: job.batch/ping-watch-0123456789');
});

test('a gate that fails is told with its last words; users stay, and another application is none the worse', async () => {
  const script = new Script(['ping', 'shop']);
  script.says(`job.${GATE}`, FAILED);
  const ran = await script.run();
  expect(ran.code).toBe(1);
  expect(ran.output).toContain(`ping: release/verify: failed: job.batch/${GATE}: too often
    | pod-1: Failed
    | the last words
ping: release/traffic: failed: not applied, because of release/verify
`);
  expect(ran.output).toMatch(/production: failed: ping\n$/);
  expect(applied(ran)).not.toContain('ping/release/traffic');
  expect(applied(ran)).toContain('ping/green');
  expect(applied(ran)).toContain('shop/release/traffic');
});

test('what a cluster and its pods say is no command to a pipeline or a terminal', async () => {
  const script = new Script();
  script.says('job', 'Job|Failed: \\c \\033[2J \u001b[2J|');
  script.says('words', '::error::owned\n\u001b]0;owned\u0007\r::set-env::\n');
  const { output } = await script.run();
  expect(output).toContain(`job.batch/${GATE}: \\c \\033[2J [2J\n`);
  expect(output).toContain('    | ::error::owned\n    | ]0;owned::set-env::\n');
});

test.each([true, false])(
  'what KEDA scales goes with its file, and is asked for only where KEDA is: %s',
  async isThere => {
    const script = new Script(['ping', 'shop']);
    if (isThere) script.says('keda', '');
    script.says(
      'live.bluegreencolour=blue',
      'scaledobject.keda.sh/ping-blue\nhorizontalpodautoscaler.autoscaling/kept\n',
    );
    script.says('stays', 'horizontalpodautoscaler.autoscaling/kept\n');
    const ran = await script.run();
    expect(ran.code).toBe(0);
    expect(deleted(ran)).toContain('scaledobject.keda.sh/ping-blue');
    expect(deleted(ran)).not.toContain('horizontalpodautoscaler.autoscaling/kept');
    const asked = ran.calls.filter(call => call.includes('blue-green/colour=blue'));
    expect(asked.map(call => call.includes('scaledobjects.keda.sh'))).toEqual([isThere, isThere]);
    expect(ran.calls.filter(call => call.startsWith('get --raw'))).toHaveLength(1);
    // An object that another one owns says so.
    expect(ran.calls.find(call => call.startsWith('get horizontalpodautoscaler'))).toContain('ownerReferences');
  },
);

test('a Job that somebody deletes has not passed', async () => {
  const script = new Script();
  script.says('job', RUNS);
  const running = script.run();
  await until(() => script.calls().some(call => call.startsWith('get job.batch/')));
  script.says('job', '');
  const ran = await running;
  expect(ran.output).toContain(`ping: release/verify: failed: job.batch/${GATE} is gone`);
  expect(applied(ran)).not.toContain('ping/release/traffic');
});

test('a Job that never ends is not waited for any longer than it may take', async () => {
  const script = new Script(['ping'], { cluster: 'shelf' });
  script.edits(text => text.replace('limit=60', 'limit=-600'));
  script.says('job', RUNS);
  const ran = await script.run();
  expect(ran.code).toBe(1);
  expect(ran.output).toContain(`ping: release/verify: failed: has not ended in time: job.batch/${GATE}`);
  expect(applied(ran)).not.toContain('ping/release/traffic');
});

test('a migration that fails leaves the pods of its colour as they are, and holds up neither the other nor traffic', async () => {
  const script = new Script(['shop']);
  script.says('job.shop-expand-012c258171', FAILED);
  const ran = await script.run();
  expect(ran.code).toBe(1);
  expect(applied(ran)).not.toContain('shop/blue');
  expect(applied(ran)).toEqual(expect.arrayContaining(['shop/green', 'shop/release/traffic']));
  expect(ran.output).toContain('shop: blue: failed: not applied, because of migrate/blue');
});

describe('what git has no more', () => {
  const stale = (script: Script) => {
    script.says(
      'live.bluegreencolour',
      `service/ping\nservice/ping-preview\njob.batch/${GATE}\njob.batch/ping-verify-old\nservice/guarded\n`,
    );
    script.says('live.bluegreencolour=green', 'configmap/ping-green-old\nservice/ping-green\n');
    script.says('stays', 'service/guarded\n');
  };

  test('goes, and only that: an old gate before the new one is waited for, nothing that says that it stays', async () => {
    const script = new Script();
    stale(script);
    const ran = await script.run();
    expect(ran.code).toBe(0);
    expect(deleted(ran)).toEqual([
      'configmap/ping-green-old',
      'job.batch/ping-verify-old',
      'job.batch/ping-verify-old',
    ]);
    const asked = ran.calls.findIndex(call => call.startsWith(`get job.batch/${GATE} --ignore-not-found`));
    expect(ran.calls.findIndex(call => call.startsWith('delete job.batch/ping-verify-old'))).toBeLessThan(asked);
  });

  test('is a worker too, but only once the gate has passed', async () => {
    const script = new Script();
    script.says('live.bluegreenworker', 'deployment.apps/ping-mail\ncronjob.batch/ping-nightly\n');
    const ran = await script.run();
    expect(deleted(ran)).toEqual(expect.arrayContaining(['deployment.apps/ping-mail', 'cronjob.batch/ping-nightly']));
    expect(ran.calls.find(call => call.endsWith(',blue-green/worker --output=name'))).toMatch(
      /^get \S*,cronjobs\.batch,/,
    );
    const moved = ran.calls.findIndex(call => call.includes('ping/release/traffic') && call.startsWith('apply'));
    expect(ran.calls.findIndex(call => call.startsWith('delete deployment.apps/ping-mail'))).toBeGreaterThan(moved);
    const failing = new Script();
    failing.says('job', FAILED);
    failing.says('live.bluegreenworker', 'deployment.apps/ping-mail\n');
    expect(deleted(await failing.run())).not.toContain('deployment.apps/ping-mail');
  });

  test('may be of any kind where users brought it along: each that ever was is noted at the lease before it is made', async () => {
    const script = new Script(['shop']);
    script.says('kinds.bluegreen-shop', 'gone.b.io monitor.a.io');
    script.says('unknown', 'gone.b.io');
    script.says(
      'live.bluegreenapplication=shop',
      // Of the whole cluster, and another environment's.
      'monitor.a.io/old\nmonitor.a.io/kept\nclusterrole.rbac.authorization.k8s.io/shop-staging\nrole/shop-settings\nrole/old\n',
    );
    script.says('stays', 'monitor.a.io/kept\nclusterrole.rbac.authorization.k8s.io/shop-staging\n');
    const failing = script.run();
    script.says('job', FAILED);
    const failed = await failing;
    expect([failed.code, deleted(failed)]).toEqual([1, []]);
    expect(script.asked('kinds.bluegreen-shop')).toBe('gone.b.io monitor.a.io role rolebinding');
    const noted = failed.calls.findIndex(call => call.includes('"blue-green/own-kinds": "gone.b.io monitor.a.io role'));
    expect(noted).toBeGreaterThan(-1);
    expect(failed.calls.findIndex(call => call.startsWith('apply'))).toBeGreaterThan(noted);

    script.says('job', COMPLETE);
    const dry = await script.run(['--dry-run']);
    expect(dry.output).toContain('shop: would delete monitor.a.io/old');
    expect(dry.calls.filter(call => /^(patch|delete)/.test(call))).toEqual([]);
    const ran = await script.run();
    expect([ran.code, deleted(ran).sort()]).toEqual([0, ['monitor.a.io/old', 'role/old']]);
    expect(script.asked('kinds.bluegreen-shop')).toBe('role rolebinding');
  });

  test('in a namespace of others goes from there alone, and only what is from here', async () => {
    const script = new Script(['ping'], { cluster: 'shelf', objects: { namespaces: ['monitoring', 'audit'] } });
    const monitor = (name: string, namespace: string) =>
      script.has(
        `ping/base/Monitor.${name}.k8s.yaml`,
        `kind: Monitor\nmetadata:\n  labels:\n    blue-green/application: ping\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  namespace: audit\n`,
      );
    monitor('ping-m', 'monitoring');
    monitor('ping-x', 'kube-system');
    script.says('kinds.bluegreen-ping', 'gone/rule');
    script.says('live.bluegreennamespace=demo', 'monitor/ping-m\nmonitor/ping-old\nrule/ping-r\n');
    const { code, calls } = await script.raw();
    expect(code).toBe(0);
    const from = (verb: string) =>
      calls.flatMap(call => {
        const [, namespace, rest] = /--namespace=(\S+) --request-timeout=30s (.*)/.exec(call) ?? [];
        return namespace !== 'demo' && rest?.startsWith(verb) ? [`${namespace}: ${rest}`] : [];
      });
    expect(from('apply')).toEqual([expect.stringMatching(/^monitoring: apply \S+ .*=\S*Monitor\.ping-m\.k8s\.yaml$/)]);
    // kubectl refuses it there.
    const other = calls.find(call => / apply .*Monitor\.ping-x/.test(call));
    expect(other).toMatch(/--namespace=demo /);
    expect(other).not.toContain('Monitor.ping-m');
    const mine = 'blue-green/application=ping,blue-green/namespace=demo';
    expect(from('get').filter(call => call.includes('--selector'))).toEqual([
      `gone: get rule --selector=${mine} --output=name`,
      `monitoring: get monitor --selector=${mine} --output=name`,
    ]);
    expect(from('delete').map(call => call.split(' ').slice(0, 3).join(' '))).toEqual([
      'gone: delete rule/ping-r',
      'monitoring: delete monitor/ping-old',
    ]);
    expect(script.asked('kinds.bluegreen-ping')).toBe('monitor monitoring/monitor');
  });

  test('is looked for among a few kinds with our labels, of this application', async () => {
    const { calls } = await new Script().run();
    const lists = calls.filter(call => /^get \S+,/.test(call));
    expect(lists).toHaveLength(5);
    for (const list of lists) {
      expect(list).toContain('--selector=app.kubernetes.io/managed-by=cdk8s-blue-green,app.kubernetes.io/name=ping,');
      expect(list).not.toMatch(/namespaces|secrets|httproutes/);
    }
    // The Deployments of colours are nobody's to take away.
    expect(lists.filter(list => list.includes('deployments') !== list.includes(',blue-green/worker '))).toEqual([]);
  });

  test.each(['ping/blue', 'ping/base', 'ping/release/verify', 'ping/release/traffic'])(
    'is not known without %s: nothing is deleted, and what is whole is applied',
    async unit => {
      const script = new Script();
      stale(script);
      script.lacks(unit);
      const ran = await script.run();
      expect(ran.code).toBe(1);
      expect(deleted(ran)).toEqual([]);
      expect(ran.output).toContain(`${unit} holds no manifest`);
      if (unit === 'ping/blue') expect(applied(ran)).toContain('ping/release/traffic');
      if (unit === 'ping/release/verify') expect(applied(ran)).not.toContain('ping/release/traffic');
    },
  );

  test('stays where a unit failed', async () => {
    const script = new Script();
    stale(script);
    script.says('job', FAILED);
    expect(deleted(await script.run())).toEqual(['configmap/ping-green-old', 'job.batch/ping-verify-old']);
  });
});

describe('the cluster', () => {
  test('is never the current one: without a name nothing is asked', async () => {
    const ran = await new Script(['ping'], {}).run();
    expect(ran).toMatchObject({ code: 2, calls: [] });
    expect(ran.output).toContain('which cluster? --context NAME says it, or "cluster" of production in bluegreen.yaml');
  });

  /** The contexts of a run that ends with its first question: there is no such namespace. */
  async function contexts(cluster: string, ...args: readonly string[]): Promise<string[]> {
    const script = new Script(['ping'], { cluster });
    script.forgets('namespace');
    const { calls } = await script.raw(args);
    return calls.map(call => call.slice(0, call.indexOf(' --namespace=demo ')));
  }

  test.each([[['--context', 'shelf']], [['--context=shelf']]])(
    'is the one of %j before that of bluegreen.yaml',
    async args => {
      expect(await contexts('other', ...args)).toEqual(['--context=shelf']);
    },
  );

  test.each(["it's", '$(touch /tmp/owned)', '`id`', 'a "b" \\ c', '-v=9', 'ä;|&<>#~ {}'])(
    'may be called %s',
    async cluster => {
      expect(await contexts(cluster)).toEqual([`--context=${cluster}`]);
    },
  );

  test('is the one of every question, be its name of two words', async () => {
    const { code, calls } = await new Script(['ping'], { cluster: 'the shelf' }).raw();
    expect([code, calls.length > 20]).toEqual([0, true]);
    for (const call of calls) expect(call.startsWith('--context=the shelf --namespace=demo ')).toBe(true);
  });
});

test('a namespace that is not there is made first, where a spec says so', async () => {
  const script = new Script(['ping', 'shop']);
  script.forgets('namespace');
  const ran = await script.run();
  expect(ran.calls[1]).toMatch(/^apply .*--filename=shop\/base\/Namespace\.demo\.k8s\.yaml$/);
  expect(ran.code).toBe(0);
});

test('without such a spec it is missed, and nothing is done', async () => {
  const script = new Script();
  script.forgets('namespace');
  const ran = await script.run();
  expect(ran.output).toContain('error: there is no namespace demo');
  expect(ran).toMatchObject({ code: 1, calls: [expect.stringMatching(/^get namespace demo /)] });
});

test('--dry-run changes nothing, and waits for nothing', async () => {
  const script = new Script(['ping', 'shop']);
  script.says('job', RUNS);
  script.says('live.bluegreencolour', 'job.batch/ping-verify-old\n');
  const ran = await script.run(['--dry-run']);
  expect(ran.code).toBe(0);
  expect(ran.output).toContain('ping: would delete job.batch/ping-verify-old');
  for (const call of ran.calls) expect(call).toMatch(/^(get|diff|create --dry-run=client) /);
});

test('--app takes one of several, and no other name', async () => {
  const script = new Script(['ping', 'shop']);
  const ran = await script.run(['--app', 'shop']);
  expect(new Set(applied(ran).map(unit => unit.split('/')[0]))).toEqual(new Set(['shop']));
  expect(await script.run(['--app=web'])).toMatchObject({ code: 2, calls: [] });
  expect(await script.run(['--app=../x'])).toMatchObject({ code: 2, calls: [] });
  expect(await script.run(['--ap'])).toMatchObject({ code: 2, calls: [] });
  expect(await script.run(['--app'])).toMatchObject({ code: 2, calls: [] });
});

describe('two runs at once', () => {
  /** One that waits for its gate, and what comes of another meanwhile. */
  async function beside(args: readonly string[]): Promise<[Ran, Ran, Script]> {
    const script = new Script(['ping'], { cluster: 'shelf' }, 20);
    script.edits(text => text.replace('RENEW=8', 'RENEW=1').replace('SETTLE=5', 'SETTLE=1'));
    script.says('job', RUNS);
    const first = script.run();
    await until(() => script.calls().some(call => call.startsWith('get job.batch/')));
    const second = script.run(args);
    second.finally(() => script.says('job', COMPLETE));
    if (args.length) {
      await first;
      script.says('job', COMPLETE);
    }
    return [await first, await second, script];
  }

  test('the second is refused while the first is alive, and changes nothing', async () => {
    const [first, second] = await beside([]);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/ping: stopped: another run is at work on it, \S+: wait for its end, or --take-over/);
    expect(second.output).not.toContain('applied');
    expect(first.code).toBe(0);
  });

  test('--take-over takes a lease that its holder renews at that moment', async () => {
    const script = new Script();
    script.says('lease.bluegreen-ping', 'other-1|before\n');
    script.says('renews', '');
    script.edits(text => text.replace('SETTLE=5', 'SETTLE=0'));
    const ran = await script.run(['--take-over']);
    expect(ran.output).toContain('ping: taken from other-1');
    expect(ran.code).toBe(0);
  });

  test('with --take-over the first one stops, and moves no traffic any more', async () => {
    const [first, second, script] = await beside(['--take-over']);
    expect(first.code).toBe(1);
    expect(first.output).toMatch(/ping: stopped: \S+ has taken it/);
    expect(first.output).not.toContain('traffic: applied');
    expect(second.code).toBe(0);
    expect(second.output).toContain('ping: release/traffic: applied');
    expect(script.asked('lease.bluegreen-ping')).toMatch(/^\|/);
  });
});

describe('whatever happens at any call of kubectl', () => {
  jest.setTimeout(900_000);
  let calls = 0;
  const fresh = (lease = 30) => {
    const script = new Script(['ping'], { cluster: 'shelf' }, lease);
    script.says('live.bluegreencolour', 'service/ping\njob.batch/ping-verify-old\nservice/guarded\n');
    script.says('stays', 'service/guarded\n');
    return script;
  };
  beforeAll(async () => {
    calls = (await fresh().run()).calls.length;
  });

  // At every n-th call; a few scripts at once, since each waits a good part of its time.
  async function atEach(n: number, tried: (at: number) => Promise<void>): Promise<void> {
    const all = Array.from({ length: calls }, (_, index) => 1 + index);
    const left = someOf(all, n);
    const next = async () => {
      for (let at = left.shift(); at; at = left.shift()) await tried(at);
    };
    await Promise.all([next(), next(), next(), next()]);
  }

  // What is true after any run, whole or not.
  function holds(ran: Ran): void {
    const moved = ran.calls.indexOf(MOVES);
    const asked = ran.calls.findIndex(call => call.startsWith(`get job.batch/${GATE} --ignore-not-found`));
    if (moved !== -1) expect(asked !== -1 && asked < moved).toBe(true);
    expect(deleted(ran).filter(object => object !== 'job.batch/ping-verify-old')).toEqual([]);
  }

  test('a call that fails is told or made again, traffic never goes before the gate, and the next run does the rest', async () => {
    expect(calls).toBeGreaterThan(20);
    await atEach(8, async at => {
      const script = fresh();
      const ran = await script.run([], { at, how: 'fail' });
      holds(ran);
      const call = ran.calls[at - 1]!;
      // What is asked of a Job is asked again; so is for the lease, but before something is deleted.
      const isAskedAgain = /^get job\.batch(?!.*annotations)|^get lease .*own-kinds/.test(call);
      if (!/^patch lease/.test(call)) expect([call, ran.code]).toEqual([call, isAskedAgain ? 0 : 1]);
      if (ran.code) expect(ran.output).toMatch(/error: |failed|stopped/);
      else expect([call, applied(ran).length, deleted(ran).length]).toEqual([call, 5, 2]);
      // Not let go of, it holds up the next run for as long as it lasts: see below.
      if (/"\/spec\/holderIdentity", "value": ""/.test(call)) return;
      const again = await script.run();
      expect([call, again.code]).toEqual([call, 0]);
      expect(applied(again)).toContain('ping/release/traffic');
    });
  });

  test('a run that is stopped lets go of what it held, and the next one does all', async () => {
    await atEach(11, async at => {
      const script = fresh();
      const ran = await script.run([], { at, how: 'TERM' });
      holds(ran);
      expect([at, ran.code]).toEqual([at, 143]);
      const again = await script.run();
      expect([at, again.code]).toEqual([at, 0]);
      expect(again.output).not.toContain('was killed');
    });
  });

  test('a run that is killed holds up the next one for as long as its lease lasts', async () => {
    await atEach(16, async at => {
      const script = fresh(1);
      const ran = await script.run([], { at, how: 'KILL' });
      holds(ran);
      expect([at, ran.code]).toEqual([at, null]);
      expect([at, (await script.run()).code]).toEqual([at, 0]);
    });
  });
});
