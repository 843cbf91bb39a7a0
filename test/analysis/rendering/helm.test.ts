import { helmRenderings } from '../../../lib/analysis/rendering/helm';

const planned = (files: Readonly<Record<string, string>>, ...links: readonly string[]) => {
  const charts = new Map(
    Object.entries(files).flatMap(([path, text]) =>
      path.endsWith('Chart.yaml') ? [[path, Buffer.from(text)] as const] : [],
    ),
  );
  const { renderings, refused } = helmRenderings(
    charts,
    { names: new Set(Object.keys(files)), links: new Set(links) },
    () => true,
  );
  return {
    rendered: renderings.map(({ file, home, args }) => ({ file, home, args: args.join(' ') })),
    refused: refused.map(({ problem: { file, message } }) => `${file}: ${message}`),
  };
};

const FLAGS = '--skip-tests --skip-schema-validation';

test('a chart is rendered with its own values, and a part of it or a library not by itself', () => {
  expect(
    planned({
      'web/Chart.yaml':
        'name: web\ndependencies: [{ name: part }, { name: packed }, { name: lib, repository: "file://../lib" }]\n',
      'web/charts/part/Chart.yaml': 'name: part\n',
      'web/charts/packed-1.0.0.tgz': '',
      'web/charts/lib-1.0.0.tgz': '',
      'lib/Chart.yaml': 'name: lib\n',
      'common/Chart.yaml': 'name: common\ntype: library\n',
    }),
  ).toEqual({ rendered: [{ file: 'web/Chart.yaml', home: 'web', args: `template web . ${FLAGS}` }], refused: [] });
});

test('files of values beside its own are one environment each; others have names of which nothing is known', () => {
  const files = {
    'Chart.yaml': 'name: Web\n',
    'values.yaml': '',
    'values-production.yaml': '',
    'values.staging.yml': '',
    'values-a,b.yaml': '',
    'ci/values-ci.yaml': '',
    'valuesets.yaml': '',
  };
  expect(planned(files).rendered).toEqual([
    {
      file: 'values-production.yaml',
      home: 'production',
      args: `template release . ${FLAGS} --values=values-production.yaml`,
    },
    { file: 'values.staging.yml', home: 'staging', args: `template release . ${FLAGS} --values=values.staging.yml` },
  ]);
});

test('what charts/ does not hold, and what is no YAML, is refused', () => {
  expect(
    planned({
      'web/Chart.yaml': 'name: web\ndependencies: [{ name: part }, { name: other, condition: other.enabled }]\n',
      'web/charts/part/Chart.yaml': 'name: part\n',
      'broken/Chart.yaml': 'name: [\n',
    }),
  ).toEqual({
    rendered: [],
    refused: [
      'web/Chart.yaml: it is not rendered: it needs other, which charts/ beside it does not hold',
      'broken/Chart.yaml: it is not rendered: this is no YAML',
    ],
  });
});

test('a chart with links in it is refused: what they name is not followed, and would be missed', () => {
  const files = { 'web/Chart.yaml': 'name: web\n', 'other/Chart.yaml': 'name: other\n' };
  expect(planned(files, 'web/templates/_names.tpl')).toEqual({
    rendered: [expect.objectContaining({ file: 'other/Chart.yaml' })],
    refused: [
      'web/Chart.yaml: it is not rendered: links are not followed, and in it there are web/templates/_names.tpl',
    ],
  });
});
