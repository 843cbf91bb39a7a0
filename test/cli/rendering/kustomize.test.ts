import { temporaryFolder, writeTree } from '../../folder';
import { TemporaryRepository } from '../../git/temporary-repository';
import { deployment, KUSTOMIZED, KUSTOMIZED_ONCE, overlay, Shop, service, skipped, withKubectl } from './shop';

// Real kubectl, real git: what is judged is what kubectl prints of both sides.

afterAll(() => TemporaryRepository.removeAll());

const PRODUCTION = 'overlays/production/kustomization.yaml';

describe(`kustomizations, rendered${skipped}`, () => {
  withKubectl('an image that an overlay changes under users is found, and named by the overlay', () => {
    const shop = new Shop(KUSTOMIZED);
    shop.write({ [PRODUCTION]: overlay('production', '2.0') });
    const { findings, notes, unread, judged } = shop.check();
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'BG001',
        file: PRODUCTION,
        place: 'production/web',
        message: expect.stringContaining('registry.example.com/web:2.0'),
      }),
    ]);
    // A line of what was printed is no line of that file.
    expect(findings[0]).not.toHaveProperty('line');
    expect(notes).toEqual(['rendered: overlays/production by kubectl, overlays/staging by kubectl']);
    expect(unread).toEqual([]);
    expect(judged.colours).toBe(
      '2 applications delivered blue-green: production/web by Service web and staging/web by Service web',
    );
    expect(shop.text('plan', '--render')).toContain('web in production: live change');
    expect(shop.text('plan', '--render')).not.toContain('web in staging');
  });

  withKubectl('a promotion in a base moves users of all its overlays, and no alarm is raised', () => {
    const shop = new Shop(KUSTOMIZED);
    shop.write({ 'base/service.yaml': service('green') });
    expect(shop.check().findings).toEqual([]);
    const told = shop.text('plan', '--render');
    expect(told).toContain('web in production: move: users move from blue');
    expect(told).toContain('web in staging: move: users move from blue');
  });

  withKubectl('two commits, two folders and the work tree are read alike, and twice alike', () => {
    const shop = new Shop(KUSTOMIZED_ONCE);
    shop.commit({ [PRODUCTION]: overlay('production', '2.0') });
    const { findings } = shop.check('--base', 'HEAD^', '--head', 'HEAD');
    expect(findings).toHaveLength(1);
    expect(shop.check('--base', 'HEAD^').findings).toEqual(findings);
    expect(shop.text('check', '--render', '--base', 'HEAD^')).toBe(shop.text('check', '--render', '--base', 'HEAD^'));
    const [before, after] = [temporaryFolder(), temporaryFolder()];
    writeTree(before, KUSTOMIZED_ONCE);
    writeTree(after, { ...KUSTOMIZED_ONCE, [PRODUCTION]: overlay('production', '2.0') });
    expect(shop.check('--base-dir', before, '--head-dir', after).findings).toEqual(findings);
  });

  withKubectl('where overlays alone are named, bases beside them count', () => {
    const shop = new Shop(KUSTOMIZED_ONCE);
    shop.write({ 'base/blue.yaml': deployment('blue', 'registry.example.com/other:1.0') });
    expect(shop.check('overlays/production').findings).toEqual([
      expect.objectContaining({ rule: 'BG001', file: PRODUCTION }),
    ]);
  });

  withKubectl('a file that is no YAML is read where a generator names it', () => {
    const generator = 'configMapGenerator: [{ name: settings, envs: [app.properties] }]\n';
    const patched = 'patches: [{ path: from.json, target: { kind: Deployment } }]\n';
    const from = { configMapRef: { name: 'settings' } };
    const shop = new Shop({
      ...KUSTOMIZED_ONCE,
      [PRODUCTION]: overlay('production', '1.0', generator + patched),
      'overlays/production/app.properties': 'greeting=Hi\n',
      'overlays/production/from.json': JSON.stringify([
        { op: 'add', path: '/spec/template/spec/containers/0/envFrom', value: [from] },
      ]),
    });
    shop.write({ 'overlays/production/app.properties': 'greeting=Ho\n' });
    expect(shop.check().findings).toEqual([
      expect.objectContaining({ rule: 'BG001', file: PRODUCTION, message: expect.stringContaining('settings-') }),
    ]);
  });

  withKubectl('what only lists is judged where it stands, with its lines', () => {
    const {
      'overlays/production/kustomization.yaml': _,
      'overlays/staging/kustomization.yaml': __,
      ...base
    } = KUSTOMIZED;
    const shop = new Shop(base);
    shop.write({ 'base/blue.yaml': deployment('blue', 'registry.example.com/web:2.0') });
    expect(shop.check()).toMatchObject({
      findings: [{ rule: 'BG001', file: 'base/blue.yaml', line: 12 }],
      notes: [],
    });
  });

  withKubectl('what was rendered before the change, and can not be after it, is a finding', () => {
    const shop = new Shop(KUSTOMIZED_ONCE);
    shop.write({
      [PRODUCTION]: overlay('production', '1.0', 'patches: [{ path: ../../patch.yaml }]\n'),
      'patch.yaml': '',
    });
    const { findings, unread } = shop.check();
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'BG030',
        file: PRODUCTION,
        message: expect.stringMatching(
          /^it is not rendered: trouble .*file 'patch\.yaml' is not in or below 'overlays\/production'; Service web, .* were judged before, and can not be now$/,
        ),
      }),
    ]);
    // What the tool said does not tell where it ran, nor when.
    expect(findings[0]!.message).not.toMatch(/bluegreen-render|run\.go/);
    expect(unread).toEqual([expect.objectContaining({ file: PRODUCTION })]);
  });

  withKubectl('a kustomization that is no YAML any more is one finding', () => {
    const shop = new Shop(KUSTOMIZED_ONCE);
    shop.write({ [PRODUCTION]: '<<<<<<< HEAD\nnamespace: [\n' });
    expect(shop.check().findings.filter(({ file }) => file === PRODUCTION)).toHaveLength(1);
  });

  withKubectl('an object that a kustomization no longer makes disappears', () => {
    const shop = new Shop(KUSTOMIZED_ONCE);
    const gone = 'patches: [{ patch: "{ $patch: delete, apiVersion: v1, kind: Service, metadata: { name: web } }" }]\n';
    shop.write({ [PRODUCTION]: overlay('production', '1.0', gone) });
    expect(shop.check().findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rule: 'BG005', file: PRODUCTION, message: 'Service web disappears' }),
      ]),
    );
  });

  withKubectl('a base that can not be rendered is said: nobody knows what changes', () => {
    const shop = new Shop({
      ...KUSTOMIZED_ONCE,
      [PRODUCTION]: overlay('production', '1.0', 'patches: [{ path: gone.yaml }]\n'),
    });
    shop.write({ [PRODUCTION]: overlay('production', '2.0') });
    expect(shop.check().notes).toEqual([
      expect.stringMatching(/^rendered: /),
      'overlays/production: what changes there is not known, because in the base it is not rendered: "patches" names "gone.yaml", which is no file and no kustomization here',
    ]);
  });
});

test('without the option one line says that there is one, where there is anything to render', () => {
  const said = /"--render" has kubectl and helm render/;
  const shop = new Shop(KUSTOMIZED);
  shop.write({ [PRODUCTION]: overlay('production', '2.0') });
  for (const verb of ['check', 'plan']) {
    expect(
      shop
        .text(verb)
        .split('\n')
        .filter(line => said.test(line)),
    ).toHaveLength(1);
    expect(shop.text(verb)).toContain(`not checked: ${PRODUCTION}: kustomize changes what is listed here`);
  }
  const plain = new Shop({ 'base/blue.yaml': deployment('blue'), 'base/service.yaml': service('blue') });
  plain.write({ 'base/service.yaml': service('green') });
  expect(plain.text('check')).not.toMatch(said);
});

test('without kubectl and helm one line says so, and the sources stay named', () => {
  const shop = new Shop({
    ...KUSTOMIZED,
    'chart/Chart.yaml': 'name: web\n',
    'chart/templates/web.yaml': deployment('blue'),
  });
  shop.onlyGit();
  shop.write({ [PRODUCTION]: overlay('production', '2.0') });
  const { notes, unread } = shop.check();
  expect(notes).toEqual([
    '--render: neither kubectl nor helm is found outside of the repository: install it, or add its folder to PATH',
  ]);
  expect(unread.map(({ file }) => file)).toEqual([
    PRODUCTION,
    'overlays/staging/kustomization.yaml',
    'chart/Chart.yaml',
  ]);
});
