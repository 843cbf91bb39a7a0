import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EACH_TIME } from '../../../lib/analysis/rendering/settled';
import { temporaryFolder } from '../../folder';
import { TemporaryRepository } from '../../git/temporary-repository';
import { deployment, Shop, service } from './shop';

afterAll(() => TemporaryRepository.removeAll());

const TEMPLATES = `${['blue', 'green'].map(colour => deployment(colour, 'registry.example.com/web:{{ $.Values.tag }}')).join('---\n')}---
${service('{{ .Values.active }}')}`;
const CHART = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/values.yaml': 'active: blue\ntag: "1.0"\n',
  'chart/templates/all.yaml': TEMPLATES,
};

describe('a chart, by a program in the place of helm', () => {
  // Fills in two values, as far as they stand in one file.
  const STAND_IN = `
if [ "$1" != template ]; then exit 9; fi
/usr/bin/printf '%s ' "$@" >> "$LOG"
/usr/bin/env | /bin/grep -c '^HELM_' >> "$LOG"
values=values.yaml
for word in "$@"; do case $word in --values=*) values=\${word#--values=};; esac; done
active=$(/bin/sed -n 's/^active: //p' $values)
/bin/sed -e "s/{{ .Values.active }}/$active/" -e 's/{{ $.Values.tag }}/1.0/' templates/all.yaml`;
  const started = (files = {}) => {
    const shop = new Shop({ ...CHART, ...files });
    const log = join(temporaryFolder(), 'log');
    shop.install('helm', STAND_IN.replaceAll('$LOG', log));
    return { shop, log };
  };

  test('its values move users, and what is found is named by the chart', () => {
    const { shop, log } = started({ 'chart/values.schema.json': '{ "$ref": "http://127.0.0.1:9/schema" }' });
    shop.write({ 'chart/values.yaml': 'active: gren\n' });
    expect(shop.check()).toMatchObject({
      findings: [{ rule: 'BG007', file: 'chart/Chart.yaml', place: 'default/web' }],
      notes: ['rendered: chart by helm'],
      unread: [],
    });
    // Each side twice, and nothing but what is there: a schema may name others.
    expect(readFileSync(log, 'utf8')).toBe('template web . --skip-tests --skip-schema-validation 5\n'.repeat(4));
  });

  test('each file of values beside its own is an environment, and named', () => {
    const values = (active: string) => `active: ${active}\n`;
    const { shop } = started({
      'chart/values-production.yaml': values('blue'),
      'chart/values-staging.yaml': values('green'),
    });
    shop.write({ 'chart/values-production.yaml': values('green') });
    const { findings, notes, judged } = shop.check();
    expect(findings).toEqual([]);
    expect(notes).toEqual(['rendered: chart/values-production.yaml by helm, chart/values-staging.yaml by helm']);
    expect(judged.colours).toMatch(/^2 applications delivered blue-green: production\/web .* and staging\/web /);
    expect(shop.text('plan', '--render')).toContain('web in production: move: users move from blue');
    shop.write({ 'chart/values-staging.yaml': values('nobody') });
    expect(shop.check().findings).toEqual([
      expect.objectContaining({ rule: 'BG007', file: 'chart/values-staging.yaml' }),
    ]);
  });

  test('a chart that fails after the change is a finding, and what helm said is told', () => {
    const { shop } = started();
    shop.install(
      'helm',
      `/bin/grep -q broken values.yaml && { echo "Error: $PWD/values.yaml is broken" >&2; exit 1; }
${STAND_IN.replaceAll('$LOG', '/dev/null')}`,
    );
    shop.write({ 'chart/values.yaml': 'broken: true\n' });
    expect(shop.check().findings).toEqual([
      expect.objectContaining({
        rule: 'BG030',
        file: 'chart/Chart.yaml',
        message: expect.stringMatching(/^it is not rendered: chart\/values\.yaml is broken; .* were judged before/),
      }),
    ]);
  });

  test('a link in it is told, committed or not, and is one no more when a file takes its place', () => {
    const { shop } = started({ 'names.tpl': '' });
    const link = join(shop.repository.root, 'chart/templates/_names.tpl');
    symlinkSync('../../names.tpl', link);
    const refused = [expect.objectContaining({ message: expect.stringContaining('_names.tpl') })];
    expect(shop.check().unread).toEqual(refused);
    shop.commit({});
    shop.write({ 'chart/values.yaml': 'active: green\n' });
    expect(shop.check().unread).toEqual(refused);
    rmSync(link);
    shop.write({ 'chart/templates/_names.tpl': '' });
    expect(shop.check().unread).toEqual([]);
  });

  test('a name that is too long for a copy is told in words', () => {
    const { shop } = started();
    const room = 4095 - 'chart//a'.length - shop.repository.root.length - 1;
    const folder = `${'n'.repeat(200)}/`
      .repeat(room)
      .slice(0, room - 1)
      .replace(/\/$/, 'n');
    shop.write({ [`chart/${folder}/a`]: '' });
    expect(shop.check().unread).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^it is not rendered: no copy of it can be made: /) }),
    ]);
  });

  test('a value that is another one each time is no change', () => {
    const { shop } = started();
    shop.install(
      'helm',
      `${STAND_IN.replaceAll('$LOG', '/dev/null')} -e "s/replicas: 2/replicas: 2 # $$\\n  # /" -e "s/metadata: { labels/metadata: { annotations: { at: 'x$$' }, labels/"`,
    );
    shop.write({ 'chart/values.yaml': 'active: green\n' });
    expect(shop.check()).toMatchObject({
      findings: [],
      notes: [
        'rendered: chart by helm',
        'chart: values that are other ones each time that it is rendered are not compared: 2',
      ],
    });
  });
});

// HELM=/path/to/helm for one that is not on the PATH.
const helm = process.env['HELM'] ?? spawnSync('sh', ['-c', 'command -v helm'], { encoding: 'utf8' }).stdout.trim();
const real = helm ? test : test.skip;

describe(`a chart, by helm${helm ? '' : ' (skipped: there is no helm on this machine)'}`, () => {
  const started = (files = {}) => {
    const shop = new Shop({ ...CHART, ...files });
    shop.path.unshift(dirname(helm));
    return shop;
  };

  real('its values move users', () => {
    const shop = started();
    shop.write({ 'chart/values.yaml': 'active: green\ntag: "1.0"\n' });
    expect(shop.check()).toMatchObject({ findings: [], notes: ['rendered: chart by helm'], unread: [] });
    expect(shop.text('plan', '--render')).toContain('move: users move from blue');
    shop.write({ 'chart/values.yaml': 'active: green\ntag: "2.0"\n' });
    expect(shop.check().findings.map(({ rule, file }) => `${rule} ${file}`)).toContain('BG002 chart/Chart.yaml');
  });

  real('a helper and a part of it that lies in charts/ are rendered with it, and not by themselves', () => {
    const shop = started({
      'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: [{ name: part, version: 1.0.0, repository: "https://example.com" }]\n`,
      'chart/charts/part/Chart.yaml': 'apiVersion: v2\nname: part\nversion: 1.0.0\n',
      'chart/charts/part/templates/_name.tpl': '{{- define "part.name" -}}of-part{{- end -}}\n',
      'chart/charts/part/templates/map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: {{ include "part.name" . }} }\ndata: { a: {{ .Values.a | quote }} }\n',
      'chart/charts/part/values.yaml': 'a: 1\n',
    });
    shop.write({ 'chart/charts/part/values.yaml': 'a: 2\n' });
    expect(shop.check()).toMatchObject({ notes: ['rendered: chart by helm'], unread: [] });
    expect(shop.text('plan', '--render', '--diff')).toContain('ConfigMap of-part');
  });

  real('what it does not hold is not fetched', () => {
    const shop = started();
    shop.write({
      'chart/Chart.yaml': `${CHART['chart/Chart.yaml']}dependencies: [{ name: part, version: 1.0.0, repository: "https://example.com" }]\n`,
    });
    expect(shop.check().findings).toEqual([
      expect.objectContaining({
        rule: 'BG030',
        message: expect.stringContaining('it needs part, which charts/ beside it does not hold'),
      }),
    ]);
  });

  real('a template reads no file beside the chart, no name of a host, and no cluster', () => {
    const asked = [
      '{{ .Files.Get "../secret.txt" }}',
      '{{ .Files.Get "/etc/hostname" }}',
      '{{ range $path, $_ := .Files.Glob "../**" }}{{ $path }}{{ end }}',
      '{{ getHostByName "localhost" }}',
      '{{ lookup "v1" "Secret" "" "" | toJson }}',
    ];
    const labels = asked.map((text, index) => `    a${index}: "${text.replaceAll('"', '`')}"\n`).join('');
    const shop = started({ 'secret.txt': 'what nobody may read' });
    shop.write({
      'chart/templates/asks.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: asks\ndata:\n${labels}`,
    });
    const said = shop.text('plan', '--render', '--output', 'json');
    expect(said).toContain('ConfigMap asks');
    expect(said).not.toMatch(/nobody may read|127\.0\.0\.1|::1/);
    const printed = execFileSync(helm, ['template', 'web', '.', '--show-only', 'templates/asks.yaml'], {
      cwd: join(shop.repository.root, 'chart'),
      encoding: 'utf8',
    });
    expect(printed.match(/a\d: ".*"/g)).toEqual(['a0: ""', 'a1: ""', 'a2: ""', 'a3: ""', 'a4: "{}"']);
  });

  real('a schema that names others asks nobody', () => {
    const shop = started({ 'chart/values.schema.json': '{ "$ref": "http://127.0.0.1:9/schema" }' });
    shop.write({ 'chart/values.yaml': 'active: green\ntag: "1.0"\n' });
    expect(shop.check()).toMatchObject({ findings: [], unread: [] });
  });

  real('random values and the time are no change', () => {
    const shop = started({
      'chart/templates/more.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: web }\nstringData: { a: {{ randAlphaNum 20 }}, b: "{{ now | unixEpoch }}" }\n',
      'chart/templates/all.yaml': TEMPLATES.replaceAll(
        'metadata: { labels',
        'metadata: { annotations: { at: "{{ now | unixEpoch }}" }, labels',
      ),
    });
    shop.write({ 'chart/values.yaml': 'active: green\ntag: "1.0"\n' });
    expect(shop.check()).toMatchObject({
      findings: [],
      notes: [expect.anything(), expect.stringMatching(/ not compared: 4$/)],
    });
    expect(shop.text('plan', '--render')).not.toContain(EACH_TIME);
  });
});
