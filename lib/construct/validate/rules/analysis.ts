import { unknownWords, WORDS } from '../../measure/measured';
import { type AnalysisProps, MetricBaseline, type MetricProps, type MetricSource } from '../../props/analysis';
import type { BlueGreenApplicationProps } from '../../props/application';
import { COLOURS } from '../../props/colour';
import { secretIn } from '../../props/secret-value';
import { TrafficMode } from '../../props/traffic';
import { limitOf, tellsColours } from '../../resolve/analysis';
import { type Path, type Problem, shown } from '../problem';
import type { ApplicationRule, ReleaseRule } from './rule';

const WAYS = ['preset', 'query', 'url'] as const;

// Which way to ask a key is of.
const OF_WAYS: ReadonlyArray<readonly [key: keyof MetricProps, way: (typeof WAYS)[number]]> = [
  ['quantile', 'preset'],
  ['over', 'preset'],
  ['minRequests', 'preset'],
  ['json', 'url'],
  ['headers', 'url'],
  ['headersFrom', 'url'],
  ['token', 'url'],
  ['ca', 'url'],
];

/** Every metric asks in one way, has limits that a number can be within, and says nothing that would be ignored. */
export const metricsCanBeMeasured: ReleaseRule = ({ analysis }) => {
  if (!analysis) return [];
  const { metrics = [] } = analysis;
  return [
    ...sourceProblems(analysis, ['analysis']),
    ...metrics.flatMap((metric, index) => {
      const at = ['analysis', 'metrics', index];
      const first = metrics.findIndex(({ name }) => name === metric.name);
      return [
        ...(first < index
          ? [{ path: [...at, 'name'], message: `expected a name of its own, got "${metric.name}" twice` }]
          : []),
        ...wayProblems(metric, analysis, at),
        ...baselineProblems(metric, at),
        ...limitProblems(metric, at),
        ...sourceProblems(metric, at),
      ];
    }),
  ];
};

/** Where something is to be measured, there is what to measure; and before users are there, by what tells the colours apart. */
export const gateHasWhatToMeasure: ApplicationRule = props => {
  if (props.gate?.analysis === undefined) return [];
  const path = ['gate', 'analysis'];
  const all = metricsOf(props);
  if (!all.length) return [nothingToMeasure(path)];
  const ofColour = all.some(tellsColours);
  return ofColour
    ? []
    : [
        {
          path,
          message: `${[...new Set(all.map(({ preset }) => preset))].join(' and ')} tells of the colour that users are on, and the gate judges the other one: expected a metric that tells them apart`,
          fix: 'take it away, or add a metric of the pods themselves: { name: errors, preset: http, max: 1 }',
        },
      ];
};

/** A watch has something to look at, now or with the next release. */
export const watchHasWhatToMeasure: ApplicationRule = props => {
  const all = metricsOf(props);
  if (!props.watch) return [];
  if (!all.length) return [nothingToMeasure(['watch'])];
  const isCompared =
    props.traffic === TrafficMode.ROUTE || all.some(({ baseline }) => baseline !== MetricBaseline.OTHER);
  const message = 'after the switch the other colour has no requests, and "baseline: other" nothing to compare with';
  return isCompared ? [] : [{ path: ['watch'], message, fix: 'add a metric without it, or with "baseline: before"' }];
};

/** A metric of one namespace needs to know which. */
export const metricsKnowTheirNamespace: ApplicationRule = (props, { namespace }) =>
  namespace === undefined && COLOURS.some(colour => (props[colour]?.analysis ?? props.analysis)?.metrics?.length)
    ? [
        {
          path: ['analysis'],
          message:
            'the namespace is not known, and metrics are asked for by it: expected "namespace", or a chart that has one',
        },
      ]
    : [];

const metricsOf = (props: BlueGreenApplicationProps): MetricProps[] =>
  [props, ...COLOURS.map(colour => props[colour])].flatMap(said => said?.analysis?.metrics ?? []);

const nothingToMeasure = (path: Path): Problem => ({
  path,
  message: 'there is nothing to measure: expected "analysis" with "metrics" beside it',
  fix: 'for example analysis: { source: "http://prometheus.monitoring:9090", metrics: [{ name: errors, preset: http, max: 1 }] }',
});

function wayProblems(metric: MetricProps, { source }: AnalysisProps, at: Path): Problem[] {
  const said = WAYS.filter(way => metric[way] !== undefined);
  const [way] = said;
  if (!way || said.length > 1) {
    const got = said.length ? said.map(key => `"${key}"`).join(' and ') : 'none of them';
    return [{ path: at, message: `expected one of "preset", "query" and "url", got ${got}` }];
  }
  return [
    ...OF_WAYS.filter(([key, of]) => metric[key] !== undefined && of !== way).map(([key, of]) => ({
      path: [...at, key],
      message: `expected "${key}" only beside "${of}", got it beside "${way}"`,
      ...(of === 'url' &&
        way !== 'url' &&
        key !== 'json' && { fix: `write it right below "analysis", beside "source"` }),
    })),
    ...(way === 'url' && metric.json === undefined
      ? [
          {
            path: at,
            message: '"json" is missing: expected the path of the number in the answer, such as "data.0.value"',
          },
        ]
      : []),
    ...(way !== 'url' && source === undefined
      ? [
          {
            path: ['analysis'],
            message: `"source" is missing: expected the address of Prometheus, which "${metric.name}" asks`,
            fix: 'for example source: http://prometheus.monitoring:9090',
          },
        ]
      : []),
    ...(['query', 'url'] as const).flatMap(key =>
      unknownWords(metric[key] ?? '').map(word => ({
        path: [...at, key],
        message: `nothing stands for ${word}: expected ${WORDS.map(name => `$(${name})`).join(', ')}`,
      })),
    ),
  ];
}

function baselineProblems({ baseline, url, query, preset }: MetricProps, at: Path): Problem[] {
  if (baseline === undefined) return [];
  const path = [...at, 'baseline'];
  if (url !== undefined) {
    const message = 'what a "url" answers is of now alone: expected "baseline" only beside "preset" or "query"';
    return [{ path, message, fix: 'take it away; then "max" and "min" are limits of the figure itself' }];
  }
  if (query?.includes('$(RELEASE)')) {
    const message = 'the query is asked for both sides, and $(RELEASE) is one release: expected $(COLOUR) alone';
    return [{ path: [...at, 'query'], message }];
  }
  const isSame = query === undefined ? !tellsColours({ ...(preset && { preset }) }) : !query.includes('$(COLOUR)');
  if (baseline !== MetricBaseline.OTHER || !isSame) return [];
  const asked = query === undefined ? preset : 'a query without $(COLOUR)';
  const message = `${asked} gives the same for both colours: expected "before", or a metric that tells them apart`;
  return [{ path, message }];
}

function limitProblems(metric: MetricProps, at: Path): Problem[] {
  const { quantile, min, max } = metric;
  if (min === undefined && max === undefined) {
    return [{ path: at, message: 'there is no limit: expected "max", "min" or both' }];
  }
  const isTime = quantile !== undefined;
  const odd = (['min', 'max'] as const).filter(
    key => metric[key] !== undefined && (typeof metric[key] === 'string') !== isTime,
  );
  if (odd.length) {
    return odd.map(key => ({
      path: [...at, key],
      message: `expected ${isTime ? 'a time such as "500ms"' : 'a number'}, got ${shown(metric[key])}`,
    }));
  }
  const [least, most] = [limitOf(min), limitOf(max)];
  return least !== undefined && most !== undefined && least > most
    ? [
        {
          path: [...at, 'max'],
          message: `no number is within these limits: expected at least "min" (${min}), got ${max}`,
        },
      ]
    : [];
}

function sourceProblems({ headers = {}, ca }: MetricSource, at: Path): Problem[] {
  return [
    ...Object.entries(headers)
      .filter(([name, value]) => /^(proxy-)?authorization$/i.test(name) || secretIn(name, value))
      // The value itself is never repeated: messages end up in logs.
      .map(([name]) => ({
        path: [...at, 'headers', name],
        message: `"${name}" looks like a secret, which must not stand in git: expected the name of a Secret`,
        fix: `put it into a Secret under the key ${name}, and here: headersFrom: { secret: <secret> }`,
      })),
    ...(ca && (ca.configMap === undefined) === (ca.secret === undefined)
      ? [
          {
            path: [...at, 'ca'],
            message: `expected one of "configMap" and "secret", got ${ca.secret === undefined ? 'none of them' : 'both'}`,
          },
        ]
      : []),
  ];
}
