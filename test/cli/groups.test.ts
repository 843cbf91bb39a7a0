import { ToolProject } from './tool-project';

const web = (name: string) =>
  `name: ${name}\nimage: registry.example.com/${name}\nport: 8080\nreadiness: { path: / }\nreplicas: 1\n`;
const running = (tag: string) => `active: blue\nblue: { image: "registry.example.com/a:${tag}" }\n`;

/** cart, payment and web in the group checkout, live with 1 on blue; web has 2 on green, where users were never. */
function checkout(): ToolProject {
  const project = new ToolProject();
  for (const name of ['cart', 'payment', 'web']) {
    project.write(`apps/${name}.yaml`, web(name));
    if (name !== 'web') project.write(`releases/production/${name}.yaml`, running('1'));
  }
  project.write('bluegreen.yaml', `${project.read('bluegreen.yaml')}groups:\n  checkout: [cart, payment, web]\n`);
  return project;
}

const traffic = (name: string) => `dist/flux/production/${name}/Kustomization.production-${name}-traffic.k8s.yaml`;
const gatesOf = (project: ToolProject, name: string) =>
  [...project.read(traffic(name)).matchAll(/- name: production-(\w+)-verify/g)].map(([, member]) => member);

test('a group goes its way: whoever joins is waited for, all move with one commit, none alone but for a reason, and all go back', () => {
  const project = checkout();
  const run = (...words: string[]) => {
    const { status, stdout, stderr } = project.run(...words);
    return { status, said: `${stdout}${stderr}` };
  };
  const active = () =>
    ['cart', 'payment', 'web'].map(name => /^active: (\w+)/.exec(project.read(`releases/production/${name}.yaml`))![1]);
  project.write('releases/production/web.yaml', running('1'));
  expect(run('synth')).toEqual({ status: 0, said: '' });
  project.commit();
  expect(gatesOf(project, 'cart')).toEqual(['cart', 'payment', 'web']);
  expect(gatesOf(project, 'ping')).toEqual(['ping']);

  run('deploy', 'cart', 'web', '--env', 'production', '--tag', '2', '--commit');
  const alone = run('promote', 'cart', '--env', 'production');
  expect(alone.status).toBe(1);
  expect(alone.said).toContain(
    `cart in production: can't promote: its users move together with those of web: they are the group checkout
    way out: bluegreen promote checkout --env production; or without them, for a reason that stands in git: --alone "<reason>"`,
  );
  const all = run('promote', 'checkout', '--env', 'production', '--commit');
  expect(all.said).toContain(
    'payment in production: nothing to do: nobody has deployed to green: it has nothing to promote',
  );
  expect(all.said).toContain(
    'bluegreen rollback checkout --env production\n  bluegreen retire cart web --env production',
  );
  expect(project.git('log', '-1', '--format=%s')).toBe('promote(checkout): 2 applications in production\n');
  expect(active()).toEqual(['green', 'blue', 'green']);

  // What users have left is nothing new, and nobody is taken back there by the next promotion of the group.
  run('deploy', 'payment', '--env', 'production', '--tag', '2', '--commit');
  expect(run('promote', 'checkout', '--env', 'production', '--commit').said).toContain(
    'cart in production: nothing to do: its users left blue (1) before: it has nothing to promote',
  );
  expect(active()).toEqual(['green', 'green', 'green']);
  const back = run('rollback', 'checkout', '--env', 'production', '--commit');
  expect(back.said).toContain(
    'cart in production: nothing to do: its users were not part of the last move of the group, that of payment',
  );
  expect(active()).toEqual(['green', 'blue', 'green']);

  const told = JSON.parse(run('history', 'cart', '--output', 'json').said).applications;
  expect(told.map(({ application }: { application: string }) => application)).toEqual(['cart']);
  expect(told[0].events.map(({ kind, together }: Record<string, unknown>) => [kind, together])).toEqual([
    ['created', undefined],
    ['deployed', undefined],
    ['promoted', ['web']],
  ]);
  expect(run('history', 'checkout').said).toMatch(/promoted +green +2 .* Ada +with cart\n/);
  const figures = JSON.parse(run('history', '--dora', '--output', 'json').said).figures;
  const deployments = (group?: string, application?: string) =>
    figures.find(
      (row: Record<string, unknown>) => row['group'] === group && row['application'] === (application ?? null),
    ).deployments;
  // The first commit is one, that promoted two is one, and that of payment.
  expect([deployments('checkout'), ...['cart', 'web', 'payment'].map(name => deployments(undefined, name))]).toEqual([
    3, 2, 2, 2,
  ]);

  run('deploy', 'cart', '--env', 'production', '--tag', '3', '--commit');
  const reason = run('promote', 'cart', '--env', 'production', '--alone', 'payment is on holiday', '--commit');
  expect(reason.said).toContain('without payment, web of its group: payment is on holiday');
  expect(project.read('releases/production/cart.yaml')).toContain('alone: payment is on holiday');
  expect(project.git('log', '-1', '--format=%b')).toContain('payment is on holiday');
  expect(run('check', '--base', 'HEAD~1').status).toBe(0);
  expect(run('plan', '--base', 'HEAD~1').said).toContain(
    'checkout in production: users of cart move, once the gates of cart, payment, web have passed',
  );
  const status = run('status', 'cart', 'ping').said;
  const together = 'with payment, web: all move once the gates of all have passed';
  expect(status.split('\n').slice(1, 4)).toEqual([
    expect.stringMatching(/^cart /),
    `  in the group checkout, ${together}; moved alone: payment is on holiday`,
    expect.stringMatching(/^ping +production/),
  ]);
  const { situations } = JSON.parse(run('status', 'cart', '--output', 'json').said);
  expect(situations).toMatchObject([
    { alone: 'payment is on holiday', group: { name: 'checkout', others: ['payment', 'web'] } },
  ]);
  // Whoever is not shown moves with those who are all the same.
  const page = run('status', 'cart', '--output', 'html').said;
  expect(page).toContain('<span class="tag">checkout</span>');
  expect(page).toContain('Group checkout: moves together with payment, web, once the gates of all have passed.');
  expect(page).toContain('Moved without the others: payment is on holiday');
  expect(page).toMatch(/Gate of payment <code>payment-verify-\w+<\/code>: <b>not known<\/b>/);
  expect(page).toContain('<b>promoted</b> green 2 with web <span');
  expect(page).not.toContain('id="production/web"');
  expect(run('status', '--output', 'html').said).toContain(
    '<th scope="row">group checkout in production</th><td>4</td>',
  );

  project.write(
    'releases/production/cart.yaml',
    project.read('releases/production/cart.yaml').replace(/^alone: .*\n/m, ''),
  );
  project.write(
    'bluegreen.yaml',
    project.read('bluegreen.yaml').replace('[cart, payment, web]', '[cart, web, payment, ping]'),
  );
  const found = run('check', '--base', 'HEAD~1').said;
  expect(found).toContain('BG042: users of cart move, and those of payment, ping do not: they are the group checkout');
  expect(found).toContain(
    'BG042: users of cart move in the same change in which somebody joins or leaves the group checkout',
  );
  project.git('checkout', '--quiet', '--', 'bluegreen.yaml', 'releases');
  run('rollback', 'checkout', '--env', 'production', '--commit');
  expect(project.read('releases/production/cart.yaml')).not.toContain('alone');
  expect(run('promote', 'ping', '--env', 'production', '--alone', 'x').said).toContain(
    'it is in no group of bluegreen.yaml',
  );
});

test('the first release of a member tells engines of the others what they wait for from then on, and check knows it', () => {
  const project = checkout();
  project.write('apps/web.yaml', web('web'));
  project.write('releases/staging/web.yaml', running('1'));
  expect(project.run('synth').status).toBe(0);
  project.commit();
  expect(gatesOf(project, 'cart')).toEqual(['cart', 'payment']);
  expect(project.run('deploy', 'web', '--env', 'production', '--tag', '1', '--commit')).toMatchObject({ status: 0 });
  expect(gatesOf(project, 'cart')).toEqual(['cart', 'payment', 'web']);
  // Of a commit only what it touches is read.
  project.git('checkout', '--quiet', 'HEAD~1', '--', traffic('payment'));
  project.git('commit', '--quiet', '--amend', '--no-edit');
  const { stdout } = project.run('check', '--base', 'HEAD~1', '--head', 'HEAD');
  expect(stdout).toContain(`${traffic('payment')}:`);
  expect(stdout).not.toContain(`${traffic('cart')}:`);
});

test('what is delivered by itself moves as a group: one commit promotes all, once each is ready, and one takes all back', () => {
  const project = checkout();
  const names = ['cart', 'web'];
  project.write('bluegreen.yaml', project.read('bluegreen.yaml').replace('[cart, payment, web]', '[cart, web]'));
  for (const name of names) {
    project.write(`apps/${name}.yaml`, `${web(name)}delivery: { promote: automatic }\n`);
    const green = 'green: { image: "registry.example.com/a:2" }\n';
    project.write(`releases/production/${name}.yaml`, running('1') + green);
  }
  expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
  project.commit();
  const folder = (name: string) => `dist/apps/production/${name}`;
  const advance = (more: { readonly [name: string]: object } = {}) => {
    const seen = names.map(name => {
      const colours = ['blue', 'green'].map(colour => {
        const text = project.read(`${folder(name)}/${colour}/Deployment.${name}-${colour}.k8s.yaml`);
        return [colour, { release: /blue-green\/release: "?(\w+)/.exec(text)![1], pods: 1, ready: 1 }];
      });
      const serves = /^active: (\w+)/.exec(project.read(`releases/production/${name}.yaml`))![1];
      return [name, { serves, ...Object.fromEntries(colours), ...more[name] }];
    });
    const taken = new Date().toISOString();
    project.write('.git/evidence', JSON.stringify({ taken, environments: { production: Object.fromEntries(seen) } }));
    return project.run('advance', '--evidence', '.git/evidence', '--commit');
  };
  const early = advance({ web: { green: undefined } });
  expect(early.stdout).toContain(
    'cart in production: its promotion waits: its group checkout waits for web: nobody knows',
  );
  expect(advance()).toMatchObject({ status: 0, stderr: '' });
  expect(project.git('log', '-1', '--format=%s')).toBe('promote(checkout): 2 applications in production\n');
  const [gate] = project.git('ls-files', `${folder('web')}/release/verify`).match(/web-verify-\w+/)!;
  const failed = advance({
    cart: { serves: 'blue' },
    web: { serves: 'blue', jobs: { [gate]: { state: 'failed', why: 'no answer' } } },
  });
  expect(failed).toMatchObject({ status: 3, stderr: '' });
  expect(project.git('log', '-1', '--format=%s')).toBe('rollback(checkout): 2 applications in production\n');
});
